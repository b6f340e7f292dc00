import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Files } from './files.ts'

/** Files in a local folder: write, fsync, rename, fsync of the folder. */
export function localFiles(root: string): Files {
  const folderOf = (organisationId: string, hash: string) => join(root, organisationId, hash.slice(0, 2))
  return {
    async put(organisationId, bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const folder = folderOf(organisationId, hash)
      const path = join(folder, hash)
      if (await exists(path)) return hash
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const draft = join(folder, `draft-${randomUUID()}`)
      const handle = await open(draft, 'wx', 0o600)
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(draft, path)
      await syncFolder(folder)
      return hash
    },
    async get(organisationId, hash) {
      if (!/^[0-9a-f]{64}$/.test(hash)) return null
      return readFile(join(folderOf(organisationId, hash), hash)).catch(() => null)
    },
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
