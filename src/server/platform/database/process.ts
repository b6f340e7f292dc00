import { readFileSync, readlinkSync } from 'node:fs'

/** True while a process has this number, whoever it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** When a process began, after which start of the machine: numbers come again, this does not. Empty where the system does not say (Linux does). */
export function birthOf(pid: number): string {
  const boot = read('/proc/sys/kernel/random/boot_id').trim()
  // proc(5): the name in parentheses may hold anything; the start time is the 20th field after it.
  const began = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[19] ?? ''
  return boot && began ? `${boot}:${began}` : ''
}

/** True where a process has ended and nobody has asked how: its number is still taken, it does nothing any more. */
export const hasEnded = (pid: number): boolean =>
  // proc(5): the state is the first field after the name in parentheses.
  read(`/proc/${pid}/stat`).split(') ').at(-1)?.startsWith('Z') === true

/** The working folder of a process; null where the system does not say. */
export function folderOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
