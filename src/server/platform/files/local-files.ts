import { createHash } from 'node:crypto'
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder, syncFolder, writeWhole } from './durable.ts'
import type { Files } from './files.ts'

/** Files in a local folder, each under the hash of its bytes; on the disk before they are named anywhere. */
export function localFiles(root: string): Files {
  const folderOf = (organisationId: string, hash: string) => join(root, organisationId, hash.slice(0, 2))
  return {
    async put(organisationId, bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const folder = folderOf(organisationId, hash)
      const path = join(folder, hash)
      if (await isThere(path)) {
        // Whoever put it may not have come to the end of it.
        await syncFolder(folder)
        return hash
      }
      await makeFolder(folder)
      await writeWhole(path, bytes)
      return hash
    },
    async get(organisationId, hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return null
      const path = join(folderOf(organisationId, hash), hash)
      // What is there and cannot be read is a broken disk, not an absent file.
      return (await isThere(path)) ? readFile(path) : null
    },
    async forget(organisationId, hash) {
      if (/^[0-9a-f]{64}$/.test(hash)) await rm(join(folderOf(organisationId, hash), hash), { force: true })
    },
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return false
    throw error
  }
}
