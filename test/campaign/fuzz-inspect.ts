import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { hostileDumps } from './hostile-dumps.ts'

declare const PROJECT_ROOT: string

const SECONDS_A_FILE = 2
const MEGABYTES = 512
const ROUND = 2000

interface Run {
  readonly lines: number
  readonly code: number | null
  readonly slowest: { readonly file: string; readonly seconds: number }
  /** Largest resident set, in MB; undefined where the system does not say. */
  readonly peak: number | undefined
  readonly errors: string
}

/**
 * `inspect` in a process of its own, on the shared dumps, on their mutations and on files made to hurt. Arguments: the
 * number of mutated files (20000 when not said) and the seed.
 */
export async function campaign([count = '20000', seed = '1']: readonly string[]): Promise<number> {
  const shared = join(PROJECT_ROOT, '../shared/real-hardware')
  const own = join(PROJECT_ROOT, 'src/domain/hardware/fixtures')
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-inspect-'))
  const bars: boolean[] = []
  const bar = (name: string, run: Run, files: number) => bars.push(...judged(name, run, files))
  try {
    if (existsSync(shared)) bar('shared dumps', await inspect([shared]), filesUnder(shared).length)
    else console.log('SKIPPED shared dumps: the folder is absent')
    const sources = [...filesUnder(own), ...(existsSync(shared) ? filesUnder(shared) : [])]
    const random = numbers(Number(seed))
    for (let done = 0; done < Number(count); done += ROUND) {
      const size = Math.min(ROUND, Number(count) - done)
      const round = join(folder, `mutated-${done}`)
      mkdirSync(round)
      for (let at = 0; at < size; at += 1) writeFileSync(join(round, `${at}`), mutated(sources, random))
      bar(`mutated dumps ${done + 1} to ${done + size}, seed ${seed}`, await inspect([round]), size)
      rmSync(round, { recursive: true })
    }
    for (const [name, make] of hostileDumps()) {
      const path = join(folder, name)
      writeFileSync(path, make())
      bar(name, await inspect([path]), 1)
      rmSync(path)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  console.log(`${bars.filter((held) => held).length} passed, ${bars.filter((held) => !held).length} failed`)
  return bars.every((held) => held) ? 0 : 1
}

function judged(name: string, { lines, code, slowest, peak, errors }: Run, files: number): boolean[] {
  const say = (held: boolean, what: string) => {
    console.log(`${held ? 'PASSED' : 'FAILED'} ${name}: ${what}`)
    return held
  }
  const answered = say(
    lines === files && (code === 0 || code === 1) && errors === '',
    `${lines} lines for ${files} files, exit code ${code}${errors && `, ${errors.slice(0, 400)}`}`,
  )
  const quick = say(slowest.seconds <= SECONDS_A_FILE, `slowest file ${slowest.seconds.toFixed(2)} s (${slowest.file})`)
  if (peak === undefined) {
    console.log(`SKIPPED ${name}: this system does not say the peak of memory`)
    return [answered, quick]
  }
  return [answered, quick, say(peak <= MEGABYTES, `peak of memory ${peak} MB`)]
}

/** A file's time runs from the line before to its own; the first one's includes the start of the command. */
async function inspect(paths: readonly string[]): Promise<Run> {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'bin/seconde-vie.mjs'), 'inspect', ...paths], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let peak = peakOf(child)
  const watch = setInterval(() => {
    peak = peakOf(child) ?? peak
  }, 20)
  let errors = ''
  child.stderr.on('data', (chunk) => {
    errors += String(chunk)
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  let lines = 0
  let slowest = { file: '', seconds: 0 }
  let last = performance.now()
  for await (const line of createInterface({ input: child.stdout })) {
    const seconds = (performance.now() - last) / 1000
    last = performance.now()
    lines += 1
    if (seconds > slowest.seconds) slowest = { file: String(JSON.parse(line).file).slice(-60), seconds }
  }
  const code = await ended
  clearInterval(watch)
  return { lines, code, slowest, peak, errors }
}

function peakOf(child: ChildProcess): number | undefined {
  try {
    const said = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]
    return said === undefined ? undefined : Math.round(Number(said) / 1024)
  } catch {
    return undefined
  }
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesUnder(path) : [path]))
}

type Random = (below: number) => number

/** mulberry32: the same seed gives the same files. */
function numbers(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

const MUTATIONS: readonly ((bytes: Buffer, other: Buffer, random: Random) => Buffer)[] = [
  (bytes, _other, random) => bytes.subarray(0, random(bytes.length)),
  (bytes, _other, random) => {
    for (let flips = 1 + random(30); flips > 0; flips -= 1) {
      const at = random(bytes.length)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8))
    }
    return bytes
  },
  (bytes, other, random) =>
    Buffer.concat([bytes.subarray(0, random(bytes.length)), other.subarray(random(other.length))]),
  (bytes, other, random) => {
    const [at, from] = [random(bytes.length), random(other.length)]
    return Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + random(2000)), bytes.subarray(at)])
  },
  (bytes, _other, random) => {
    const [at, from] = [random(bytes.length), random(bytes.length)]
    const piece = bytes.subarray(from, from + random(300))
    return Buffer.concat([
      bytes.subarray(0, at),
      ...Array.from({ length: random(200) }, () => piece),
      bytes.subarray(at),
    ])
  },
  (bytes, _other, random) => {
    const [at, end] = [random(bytes.length), random(bytes.length)]
    return Buffer.concat([bytes.subarray(0, Math.min(at, end)), bytes.subarray(Math.max(at, end))])
  },
]

function mutated(sources: readonly string[], random: Random): Buffer {
  const pick = () => readFileSync(sources[random(sources.length)] ?? '')
  const mutation = MUTATIONS[random(MUTATIONS.length)]
  return mutation ? mutation(pick(), pick(), random) : pick()
}
