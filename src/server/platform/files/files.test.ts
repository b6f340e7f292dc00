import { createHash, createHmac } from 'node:crypto'
import { mkdtempSync, readdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Files } from './files.ts'
import { localFiles } from './local-files.ts'
import { s3Files } from './s3-files.ts'

const ORGANISATION = '01a204a5-1d18-7f52-bbe3-a5d5cfc3d6e6'
const BYTES = new TextEncoder().encode('reçu')
const HASH = createHash('sha256').update(BYTES).digest('hex')
const SECRET = 'a secret of this test'

const stored = new Map<string, Buffer>()
let server: Server
let bucket = ''

/** Checks the signature by AWS Signature Version 4, from the request as it came. */
function signed(request: IncomingMessage, body: Buffer): boolean {
  const match = request.headers.authorization?.match(
    /Credential=([^/]+)\/(\d+)\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]+)/,
  )
  if (!match) return false
  const [, , day = '', region = '', names = '', signature] = match
  const payload = String(request.headers['x-amz-content-sha256'] ?? '')
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== createHash('sha256').update(body).digest('hex')) return false
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
  const canonical = [request.method, request.url, '', headers.join(''), names, payload].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const text = [
    'AWS4-HMAC-SHA256',
    request.headers['x-amz-date'],
    scope,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n')
  const key = [day, region, 's3', 'aws4_request'].reduce<Buffer | string>(
    (from, part) => createHmac('sha256', from).update(part).digest(),
    `AWS4${SECRET}`,
  )
  return createHmac('sha256', key).update(text).digest('hex') === signature
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const path = request.url ?? ''
    if (!signed(request, body)) response.writeHead(403).end()
    else if (request.method === 'PUT') {
      stored.set(path, body)
      response.writeHead(200).end()
    } else if (request.method === 'DELETE') {
      stored.delete(path)
      response.writeHead(204).end()
    } else if (stored.has(path)) response.writeHead(200).end(stored.get(path))
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  bucket = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bucket`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const s3 = (secret: string) => s3Files({ bucket, accessKeyId: 'us', secretAccessKey: secret, region: 'fr-par' })
const folder = mkdtempSync(join(tmpdir(), 'sv-files-'))
const STORES: readonly (readonly [string, () => Files])[] = [
  ['a local folder', () => localFiles(folder)],
  ['an S3 bucket', () => s3(SECRET)],
]

describe.each(STORES)('%s', (_, open) => {
  test('keeps bytes under their hash, gives them back, and only to their organisation', async () => {
    const files = open()
    expect(await files.put(ORGANISATION, BYTES)).toBe(HASH)
    expect(await files.put(ORGANISATION, BYTES)).toBe(HASH)
    expect(Buffer.from((await files.get(ORGANISATION, HASH)) ?? [])).toEqual(Buffer.from(BYTES))
    expect(await files.get('01a204a5-1d18-7f52-bbe3-000000000000', HASH)).toBeNull()
  })

  test('a name that is not a hash leads nowhere', async () => {
    expect(await open().get(ORGANISATION, '../../../etc/passwd')).toBeNull()
    await open().forget(ORGANISATION, '../../../etc/passwd')
  })

  test('what is forgotten is gone, twice as well as once', async () => {
    const files = open()
    const hash = await files.put(ORGANISATION, new TextEncoder().encode('de passage'))
    await files.forget(ORGANISATION, hash)
    await files.forget(ORGANISATION, hash)
    expect(await files.get(ORGANISATION, hash)).toBeNull()
  })
})

test('no draft is left in the folder', async () => {
  await localFiles(folder).put(ORGANISATION, BYTES)
  expect(readdirSync(join(folder, ORGANISATION, HASH.slice(0, 2)))).toEqual([HASH])
})

test('a wrong key is refused aloud, and other bytes than those kept are not given', async () => {
  await expect(s3('another').put(ORGANISATION, BYTES)).rejects.toThrow('refused')
  await s3(SECRET).put(ORGANISATION, BYTES)
  stored.set(`/bucket/${ORGANISATION}/${HASH}`, Buffer.from('altered'))
  await expect(s3(SECRET).get(ORGANISATION, HASH)).rejects.toThrow('other bytes')
})
