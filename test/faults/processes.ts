import { readdirSync, readlinkSync } from 'node:fs'

/** The processes whose program or working folder is in this folder: the PostgreSQL of a data folder, whoever started it. */
export function processesOn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => ['exe', 'cwd'].some((link) => linkOf(`/proc/${pid}/${link}`).startsWith(`${folder}/`)))
    .map(Number)
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    // It ended meanwhile.
    return ''
  }
}
