import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeDump } from './read.ts'
import type { Dump, Reader } from './reader.ts'
import type { HardwareReport } from './report.ts'

const ROOT = join(process.cwd(), '..', 'shared', 'real-hardware')

/** Real dumps beside the project, for tests only. Where the folder is absent the answer is empty and the log says so. */
export function sharedDumps(folder: string, names: RegExp = /./): { readonly file: string; readonly dump: Dump }[] {
  const path = join(ROOT, folder)
  if (!existsSync(path)) {
    console.warn(`${path} is absent: nothing is checked on real dumps of ${folder}`)
    return []
  }
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && names.test(entry.name))
    .flatMap((entry) => {
      const dump = decodeDump(readFileSync(join(entry.parentPath, entry.name)))
      return 'refused' in dump ? [] : [{ file: join(entry.parentPath, entry.name).slice(ROOT.length + 1), dump }]
    })
}

/** A dump typed in a test. */
export function dumpOf(content: string | Uint8Array | object): Dump {
  const bytes =
    content instanceof Uint8Array
      ? content
      : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content), 'utf8')
  const dump = decodeDump(bytes)
  if ('refused' in dump) throw new Error(`the sample is refused: ${dump.refused.code}`)
  return dump
}

/** The report of a dump that the reader recognises; a test that expects a report fails on a refusal. */
export function reportBy(reader: Reader, dump: Dump): HardwareReport {
  if (!reader.recognises(dump)) throw new Error(`${reader.format} does not recognise this dump`)
  const report = reader.read(dump)
  if ('refused' in report) throw new Error(`${reader.format} refuses: ${report.refused.code} ${report.refused.detail}`)
  return report
}
