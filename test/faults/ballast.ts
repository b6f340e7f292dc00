import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'

const PIECE = Buffer.alloc(1_048_576)

/** Takes all the room that is left on a disk; the answer gives it back. */
export async function takeAllRoom(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'ballast')
  const file = await open(path, 'a')
  for (let size = PIECE.length; size >= 512; ) {
    try {
      await file.write(PIECE, 0, size)
      await file.sync()
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      size /= 2
    }
  }
  await file.close()
  return () => rm(path)
}
