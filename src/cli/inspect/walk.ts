import { constants, type Stats } from 'node:fs'
import { lstat, open, readdir, realpath, stat } from 'node:fs/promises'
import { fileItems } from './content.ts'
import { type Item, refusalOf } from './item.ts'

/** A path on the disk, in bytes (a name need not be UTF-8), and how it is printed. */
interface Place {
  readonly path: Buffer
  readonly label: string
}

/**
 * Every dump under a path as given, folders in the order of their names' bytes. A folder is entered once, so links in a
 * loop end; a link to a folder of the same tree is passed over, its files being listed under their own name.
 */
export async function* walk(given: string): AsyncGenerator<Item> {
  const seen = new Set<string>()
  const root = Buffer.from(given)
  const pending: Place[] = [{ path: root, label: given }]
  for (let place = pending.pop(); place; place = pending.pop()) {
    try {
      const facts = await stat(place.path)
      if (!facts.isDirectory()) yield* regularFile(place, facts)
      else if (await entersFolder(place, root, facts, seen)) pending.push(...(await children(place)))
    } catch (error) {
      yield { file: place.label, refused: refusalOf(error) }
    }
  }
}

async function entersFolder({ path }: Place, root: Buffer, facts: Stats, seen: Set<string>): Promise<boolean> {
  const key = `${facts.dev}:${facts.ino}`
  if (seen.has(key)) return false
  if (path !== root && (await lstat(path)).isSymbolicLink()) {
    const inside = `${await realpath(path)}/`.startsWith(`${await realpath(root)}/`)
    if (inside) return false
  }
  seen.add(key)
  return true
}

/** Last name first: the caller pops. */
async function children({ path, label }: Place): Promise<Place[]> {
  const names = await readdir(path, { encoding: 'buffer' })
  const base = label.endsWith('/') ? label : `${label}/`
  return names
    .sort(Buffer.compare)
    .reverse()
    .map((name) => ({ path: Buffer.concat([path, Buffer.from('/'), name]), label: base + printable(name) }))
}

/** A name that is not UTF-8 is ISO-8859-1, as on disks of the 2000s. */
function printable(name: Buffer): string {
  const decoded = name.toString('utf8')
  return decoded.includes('\ufffd') ? name.toString('latin1') : decoded
}

/** O_NONBLOCK: a pipe put in the file's place between the two looks must not hold the command. */
async function* regularFile({ path, label }: Place, facts: Stats): AsyncGenerator<Item> {
  if (!facts.isFile()) {
    yield { file: label, refused: { code: 'unreadable', detail: 'not a regular file' } }
    return
  }
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const opened = await handle.stat()
    if (opened.isFile()) yield* fileItems(label, handle, opened.size)
    else yield { file: label, refused: { code: 'unreadable', detail: 'not a regular file' } }
  } finally {
    await handle.close()
  }
}
