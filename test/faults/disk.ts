import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processesOn } from './processes.ts'

/** How the power goes: `include/uapi/linux/ext4.h`, EXT4_GOING_FLAGS_*. What was not synced is lost, kept, or flushed first. */
export const CUTS = { nothingFlushed: 2, journalFlushed: 1, allFlushed: 0 } as const
export type Cut = keyof typeof CUTS

/** A small disk of its own: an ext4 file system in a file, mounted through a loop device. */
export interface Disk {
  /** Where it is mounted. */
  readonly folder: string
  /** From here on every read and write fails, as after a power cut; what the journal does not hold is gone. */
  cut(how: Cut): void
  /** Kills whoever still runs from it, takes it off and puts it back: the journal is replayed. */
  again(): Promise<void>
  close(): Promise<void>
}

const SHUTDOWN = 0x8004587d // _IOR('X', 125, __u32)
/** `argv`: the mounted folder, the flag. */
const PYTHON = `import fcntl,os,struct,sys
fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), ${SHUTDOWN}, struct.pack('I', int(sys.argv[2])))`
const PERL = `open(my $f, '<', $ARGV[0]) or die; my $v = pack('I', $ARGV[1]); ioctl($f, ${SHUTDOWN}, $v) or die $!`
const TONGUES = [
  ['python3', '-c', PYTHON],
  ['perl', '-e', PERL],
] as const

/** Opens a disk of this size, or says why this machine does not permit one. `cuttable`: its power can be cut. */
export async function openDisk(megabytes: number, cuttable: boolean): Promise<Disk | { readonly why: string }> {
  if (process.platform !== 'linux')
    return { why: `ext4 on a loop device exists on Linux only, this is ${process.platform}` }
  if (process.getuid?.() !== 0) return { why: 'only root may mount an ext4 file system on a loop device' }
  const home = mkdtempSync(join(tmpdir(), 'sv-disk-'))
  const image = join(home, 'image')
  const folder = join(home, 'mounted')
  writeFileSync(image, '')
  truncateSync(image, megabytes * 1_048_576)
  mkdirSync(folder)
  const mount = () => run('mount', ['-o', 'loop', image, folder])
  const close = async () => {
    await leave(folder)
    rmSync(image, { force: true })
    rmdirSync(folder)
    rmSync(home, { recursive: true })
  }
  const wrong = failed(run('mkfs.ext4', ['-q', '-m', '0', image])) ?? failed(mount())
  if (wrong) {
    rmSync(home, { recursive: true, force: true })
    return { why: `this machine does not let ext4 be mounted on a loop device: ${wrong}` }
  }
  const cut = (how: Cut) => shutDown(folder, how)
  if (cuttable) {
    const refused = tryCut(cut)
    await leave(folder)
    const unusable = refused ?? failed(mount())
    if (unusable) {
      rmSync(home, { recursive: true, force: true })
      return { why: `this kernel does not shut ext4 down on demand: ${unusable}` }
    }
  }
  return {
    folder,
    cut,
    close,
    async again() {
      await leave(folder)
      const refused = failed(mount())
      if (refused) throw new Error(`the disk does not come back: ${refused}`)
    },
  }
}

function tryCut(cut: (how: Cut) => void): string | null {
  try {
    cut('nothingFlushed')
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function shutDown(folder: string, how: Cut): void {
  const said: string[] = []
  for (const [tongue, option, text] of TONGUES) {
    const wrong = failed(run(tongue, [option, text, folder, String(CUTS[how])]))
    if (wrong === null) return
    said.push(wrong)
  }
  throw new Error(said.join('; '))
}

/** Kills the processes whose program or folder is on the disk, then unmounts it. */
async function leave(folder: string): Promise<void> {
  while (failed(run('mountpoint', ['-q', folder])) === null) {
    for (const pid of processesOn(folder)) killHard(pid)
    const wrong = failed(run('umount', [folder]))
    if (wrong !== null && processesOn(folder).length === 0 && !wrong.includes('busy')) throw new Error(wrong)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended meanwhile.
  }
}

const run = (command: string, args: readonly string[]) => spawnSync(command, args, { encoding: 'utf8' })
const failed = (result: SpawnSyncReturns<string>): string | null =>
  result.status === 0
    ? null
    : ((result.stderr || result.error?.message || `exit ${result.status}`).trim().split('\n').at(-1) ?? '')
