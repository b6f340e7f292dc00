import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { type Entry, tarEntries } from './archive.ts'
import { FORMAT, HEAD, HEAD_NAME, type Head, TAIL, TAIL_NAME, type Tail } from './manifest.ts'
import { Refused, refused } from './refused.ts'
import { SEALED_MAGIC, unsealed } from './sealed.ts'

const GZIP = Buffer.from([0x1f, 0x8b])

/** A piece of a backup: some rows of a table (or of the jobs), a file, a key. */
export type Part =
  | { readonly kind: 'rows'; readonly table: string; readonly bytes: Buffer }
  | { readonly kind: 'file'; readonly organisationId: string; readonly hash: string; readonly bytes: Buffer }
  | { readonly kind: 'key'; readonly name: string; readonly bytes: Buffer }

export interface OpenBackup {
  readonly head: Head
  /** Everything after the head, once; refuses at the end, at the latest, whatever is not as it was written. Answers what it holds. */
  parts(): AsyncGenerator<Part, Tail>
  close(): Promise<void>
}

/** True when this backup asks for a passphrase. Refuses what is not a backup. */
export async function isSealed(path: string): Promise<boolean> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SEALED_MAGIC.length), 0, SEALED_MAGIC.length, 0)
    const start = buffer.subarray(0, bytesRead)
    if (start.equals(SEALED_MAGIC)) return true
    if (start.subarray(0, GZIP.length).equals(GZIP)) return false
    throw refused((words) => words.foreign)
  } finally {
    await handle.close()
  }
}

/** Opens a backup and reads its head. Refuses another product’s file, a damaged one, a newer format, and a wrong passphrase. */
export async function openBackup(path: string, passphrase: string | null): Promise<OpenBackup> {
  const raw: AsyncIterable<Buffer> = createReadStream(path)
  const encrypted = await isSealed(path)
  if (encrypted && passphrase === null) throw refused((words) => words.passphraseWanted)
  const plain = encrypted ? unsealed(raw, passphrase ?? '') : raw
  const unpacked = pipeline(Readable.from(plain), createGunzip(), () => undefined)
  const entries = tarEntries(unpacked)
  try {
    const first = await next(entries)
    const head = headOf(first)
    return {
      head,
      parts: () => partsOf(entries),
      close: async () => {
        await entries.return(undefined)
      },
    }
  } catch (error) {
    await entries.return(undefined)
    throw error
  }
}

/** The next entry; what the unpacking says of a file that does not hold becomes a refusal. */
async function next(entries: AsyncGenerator<Entry>): Promise<Entry | null> {
  try {
    const one = await entries.next()
    return one.done ? null : one.value
  } catch (error) {
    if (error instanceof Refused) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code.startsWith('Z_')) throw refused((words) => words.damaged('gzip'))
    throw error
  }
}

function headOf(entry: Entry | null): Head {
  const said = entry?.name === HEAD_NAME ? parsed(entry) : null
  const kind = z.object({ product: z.literal('seconde-vie'), format: z.number().int() }).safeParse(said)
  if (!kind.success) throw refused((words) => words.foreign)
  if (kind.data.format > FORMAT) throw refused((words) => words.newerFormat(kind.data.format))
  const head = HEAD.safeParse(said)
  if (!head.success) throw refused((words) => words.damaged(HEAD_NAME))
  return head.data
}

function parsed(entry: Entry): unknown {
  try {
    return JSON.parse(entry.bytes.toString('utf8'))
  } catch {
    throw refused((words) => words.damaged(entry.name))
  }
}

async function* partsOf(entries: AsyncGenerator<Entry>): AsyncGenerator<Part, Tail> {
  const found = new Map<string, { hash: Hash; bytes: number }>()
  const count = (part: string, bytes: Buffer) => {
    const one = found.get(part) ?? { hash: createHash('sha256'), bytes: 0 }
    one.hash.update(bytes)
    one.bytes += bytes.length
    found.set(part, one)
  }
  const files = { count: 0, bytes: 0 }
  let tail: Tail | null = null
  for (let entry = await next(entries); entry; entry = await next(entries)) {
    if (tail) throw refused((words) => words.damaged(TAIL_NAME))
    const { name, bytes } = entry
    const [place = '', second = '', third = ''] = name.split('/')
    if (name === TAIL_NAME) {
      const said = TAIL.safeParse(parsed(entry))
      if (!said.success) throw refused((words) => words.damaged(TAIL_NAME))
      tail = said.data
    } else if (place === 'tables') {
      count(second, bytes)
      yield { kind: 'rows', table: second, bytes }
    } else if (place === 'files' && /^[0-9a-f-]{36}$/.test(second)) {
      if (createHash('sha256').update(bytes).digest('hex') !== third) throw refused((words) => words.damaged(name))
      files.count += 1
      files.bytes += bytes.length
      yield { kind: 'file', organisationId: second, hash: third, bytes }
    } else if (place === 'keys' && /^\w[\w.-]*$/.test(second)) {
      count(name, bytes)
      yield { kind: 'key', name: second, bytes }
    } else throw refused((words) => words.damaged(name))
  }
  if (!tail) throw refused((words) => words.damaged('fin / end'))
  for (const [part, said] of Object.entries(tail.parts)) {
    const one = found.get(part) ?? { hash: createHash('sha256'), bytes: 0 }
    found.delete(part)
    if (one.bytes !== said.bytes || one.hash.digest('hex') !== said.sha256)
      throw refused((words) => words.damaged(part))
  }
  const [unknown] = found.keys()
  if (unknown) throw refused((words) => words.damaged(unknown))
  if (files.count !== tail.files.count || files.bytes !== tail.files.bytes)
    throw refused((words) => words.damaged('files'))
  return tail
}

/** Reads a backup from end to end, keeps nothing, and refuses it unless every part is as it was written. */
export async function checkBackup(path: string, passphrase: string | null): Promise<Head & Tail> {
  const backup = await openBackup(path, passphrase)
  try {
    const parts = backup.parts()
    let one = await parts.next()
    while (!one.done) one = await parts.next()
    return { ...backup.head, ...one.value }
  } finally {
    await backup.close()
  }
}
