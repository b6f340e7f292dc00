import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import type { Files } from './files.ts'

export interface S3Settings {
  /** Address of the bucket, without a final slash: `https://s3.exemple.fr/seconde-vie`. */
  readonly bucket: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly region: string
}

/** Files in an S3 bucket, under `organisation/hash`. Throws when the store refuses: nothing is acknowledged that is not kept. */
export function s3Files(settings: S3Settings): Files {
  const client = new AwsClient({ ...settings, service: 's3', retries: 2 })
  const address = (organisationId: string, hash: string) => `${settings.bucket}/${organisationId}/${hash}`
  return {
    async put(organisationId, bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const answer = await client.fetch(address(organisationId, hash), {
        method: 'PUT',
        body: bytes as BodyInit,
        headers: { 'x-amz-content-sha256': hash },
      })
      if (!answer.ok) throw new Error(`the file store refused to keep a file (${answer.status})`)
      return hash
    },
    async get(organisationId, hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return null
      const answer = await client.fetch(address(organisationId, hash))
      if (answer.status === 404) return null
      if (!answer.ok) throw new Error(`the file store refused to give a file (${answer.status})`)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      if (createHash('sha256').update(bytes).digest('hex') !== hash)
        throw new Error('the file store gave other bytes than it was given')
      return bytes
    },
    async forget(organisationId, hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return
      const answer = await client.fetch(address(organisationId, hash), { method: 'DELETE' })
      if (!answer.ok && answer.status !== 404)
        throw new Error(`the file store refused to forget a file (${answer.status})`)
    },
  }
}
