import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

// A name is on the disk once its folder is synced, its bytes once the file is: after a power cut either may be there without the other.

/** Windows opens no folder as a file, and writes names down by itself. */
const FOLDERS_SYNC = process.platform !== 'win32'

/** Makes a folder and those above it; each is on the disk when it resolves. */
export async function makeFolder(folder: string): Promise<void> {
  // Not `recursive`: there Node says that a folder is absent where the disk is full.
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || folder === dirname(folder)) throw error
    await makeFolder(dirname(folder))
    return makeFolder(folder)
  }
  await syncFolder(dirname(folder))
}

/** Writes a file, readable by its owner only: whole under its name and on the disk when it resolves, absent when it throws. */
export async function writeWhole(path: string, bytes: string | Uint8Array): Promise<void> {
  const folder = dirname(path)
  const draft = join(folder, `draft-${randomUUID()}`)
  try {
    const handle = await open(draft, 'wx', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await syncFolder(folder)
}

export async function syncFolder(folder: string): Promise<void> {
  if (!FOLDERS_SYNC) return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The same at once, for a start: keeps a file that nobody made yet; the first of two makers wins, and neither sees half of it. */
export function writeOnceSync(path: string, bytes: string): void {
  const folder = dirname(path)
  const draft = join(folder, `draft-${randomUUID()}`)
  try {
    writeFileSync(draft, bytes, { mode: 0o600, flag: 'wx', flush: true })
    linkSync(draft, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  syncSync(folder)
}

/** Syncs a folder and everything in it. */
export function syncTreeSync(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() || entry.isDirectory()) syncSync(path, entry.isFile())
  }
  syncSync(folder)
}

/** Syncs one folder; with `file`, one file. */
export function syncSync(path: string, file = false): void {
  if (!file && !FOLDERS_SYNC) return
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
