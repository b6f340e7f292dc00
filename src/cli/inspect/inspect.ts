import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { readDump } from '#src/domain/hardware/read.ts'
import { streamItems } from './content.ts'
import { type Item, refusalOf } from './item.ts'
import { refusalSentence, toLine } from './line.ts'
import { walk } from './walk.ts'

interface Streams {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
}

const USAGE = `Usage: seconde-vie inspect PATH…
Reads hardware dumps (files, folders, zip and tar archives, "-" for standard input)
and prints one JSON object a line for each. Exit code 1 when a file was refused.
`

/**
 * Prints what each dump says of its machine, one JSON object a line, in the order of the paths. Exit code: 0, 1 when at
 * least one file was refused, 2 when called without a path. A reader that goes away (`| head`) ends it quietly.
 */
export async function inspect(args: readonly string[], io: Streams): Promise<number> {
  const options = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length)
  if (options.includes('--help') || options.includes('-h')) {
    io.stdout.write(USAGE)
    return 0
  }
  const wrong = options.find((option) => option.startsWith('-') && option !== '-')
  const paths = [...options, ...args.slice(options.length + 1)]
  if (wrong !== undefined || paths.length === 0) {
    io.stderr.write(wrong === undefined ? USAGE : `Unknown option ${wrong}\n${USAGE}`)
    return 2
  }
  return printAll(paths, io)
}

async function printAll(paths: readonly string[], io: Streams): Promise<number> {
  const output = lineOutput(io.stdout)
  let refused = false
  for (const path of paths) {
    for await (const item of path === '-' ? standardInput(io.stdin) : walk(path)) {
      const line =
        'refused' in item
          ? { file: item.file, refused: refusalSentence(item.refused) }
          : toLine(item.file, readDump(item.bytes))
      refused ||= 'refused' in line
      if (!(await output(`${JSON.stringify(line)}\n`))) return refused ? 1 : 0
    }
  }
  return refused ? 1 : 0
}

async function* standardInput(stdin: Readable): AsyncGenerator<Item> {
  try {
    yield* streamItems('-', stdin, 0)
  } catch (error) {
    yield { file: '-', refused: refusalOf(error) }
  } finally {
    stdin.destroy()
  }
}

/** Writes at the speed of whoever reads; false once nobody does. */
function lineOutput(stdout: Writable): (line: string) => Promise<boolean> {
  let gone = false
  stdout.on('error', () => {
    gone = true
  })
  return async (line) => {
    if (gone || stdout.destroyed) return false
    if (!stdout.write(line)) await Promise.race([once(stdout, 'drain'), once(stdout, 'close')]).catch(() => undefined)
    return !gone && !stdout.destroyed
  }
}
