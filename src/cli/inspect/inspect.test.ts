import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable, Writable } from 'node:stream'
import { gzipSync, zipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import { inspect } from './inspect.ts'

const folder = mkdtempSync(join(tmpdir(), 'inspect-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs the command as a shell would; gives the parsed lines and the exit code. */
async function run(args: string[], input: Uint8Array | string = '') {
  const out: string[] = []
  const err: string[] = []
  const sink = (into: string[]) =>
    new Writable({
      write(chunk, _encoding, done) {
        into.push(String(chunk))
        done()
      },
    })
  const stdin = Readable.from([Buffer.from(input)], { objectMode: false })
  const code = await inspect(args, { stdin, stdout: sink(out), stderr: sink(err) })
  const text = out.join('')
  const lines = text.startsWith('{')
    ? text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    : []
  return { code, lines, text, err: err.join('') }
}

const place = (name: string, content: Uint8Array | string = 'nothing known') => {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, content)
  return path
}
const files = (lines: { file: string }[]) => lines.map((line) => line.file.replace(`${folder}/`, ''))

test('a line holds the keys of the contract, in their order, and a reason for each that is not known', async () => {
  const laptop = new URL('../../domain/hardware/fixtures/laptop/', import.meta.url).pathname
  const { lines, code } = await run([`${laptop}lshw.json`, `${laptop}smartctl-sda.json`])
  expect(code).toBe(0)
  const keys = ['file', 'format', 'maker', 'model', 'serial', 'uuid', 'name', 'kind', 'cpu', 'memory', 'media']
  for (const line of lines) {
    expect(Object.keys(line)).toEqual([...keys, 'batteries', 'screens', 'unknown'])
    const reasons = line.unknown.map(({ field }: { field: string }) => field)
    expect(reasons).toEqual(expect.arrayContaining(Object.keys(line).filter((key) => line[key] === null)))
    expect(Object.keys(line)).toEqual(expect.arrayContaining(reasons.map((field: string) => field.split('.')[0])))
  }
  expect(lines[0].unknown).toContainEqual({ field: 'media.health', why: 'notInFormat' })
  expect(Object.keys(lines[0].memory)).toEqual(['bytes', 'modules'])
  expect(Object.keys(lines[0].memory.modules[0])).toEqual(['bytes', 'type', 'serial'])
  expect(Object.keys(lines[1].media[0])).toEqual(['maker', 'model', 'serial', 'bytes', 'kind', 'health', 'hours'])
  expect(lines[0]).toMatchObject({ format: 'lshw-json', maker: 'Dell Inc.', model: 'Latitude 5490', kind: 'laptop' })
  expect(lines[1].media).toMatchObject([{ serial: 'WXA1E93KPLMN', bytes: 335544320, kind: 'hdd', health: 'ok' }])
})

describe('files and folders', () => {
  test('a folder is read whole, in the order of its names, each file under its path', async () => {
    for (const name of ['f/b.txt', 'f/a/z.txt', 'f/a/k/1.txt', 'f/C.txt', 'f/.hidden']) place(name)
    const { lines, code } = await run([join(folder, 'f')])
    expect(files(lines)).toEqual(['f/.hidden', 'f/C.txt', 'f/a/k/1.txt', 'f/a/z.txt', 'f/b.txt'])
    expect(code).toBe(1)
  })

  test('what cannot be read is one line that says why, and the rest is read', async () => {
    const empty = place('empty.txt', '')
    const under = join(empty, 'below')
    symlinkSync('round', join(folder, 'round'))
    const { lines, code } = await run([join(folder, 'none'), under, join(folder, 'round'), empty, '/dev/null'])
    expect(lines.map((line) => line.refused)).toEqual([
      'unreadable: the file cannot be opened (no such file).',
      'unreadable: the file cannot be opened (a part of the path is not a folder).',
      'unreadable: the file cannot be opened (symbolic links in a loop).',
      'empty: the file is empty.',
      'unreadable: the file cannot be opened (not a regular file).',
    ])
    expect(Object.keys(lines[0])).toEqual(['file', 'refused'])
    expect(code).toBe(1)
  })

  test('a named pipe that nobody writes to does not hold the command', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const { lines } = await run([join(folder, 'pipe')])
    expect(lines[0].refused).toContain('not a regular file')
  })

  test('links between folders end, and list each file once', async () => {
    place('loop/a/one.txt')
    symlinkSync('..', join(folder, 'loop/a/up'))
    symlinkSync('a', join(folder, 'loop/again'))
    place('outside/two.txt')
    symlinkSync(join(folder, 'outside'), join(folder, 'loop/out'))
    symlinkSync('a/one.txt', join(folder, 'loop/z.txt'))
    const { lines } = await run([join(folder, 'loop')])
    expect(files(lines)).toEqual(['loop/a/one.txt', 'loop/out/two.txt', 'loop/z.txt'])
  })

  test('a name that is not UTF-8 is opened and printed', async () => {
    const name = Buffer.concat([Buffer.from(`${folder}/latin/`), Buffer.from('r\xe9seau.txt', 'latin1')])
    mkdirSync(join(folder, 'latin'))
    writeFileSync(name, 'nothing known')
    const { lines } = await run([join(folder, 'latin')])
    expect(files(lines)).toEqual(['latin/réseau.txt'])
    expect(lines[0].refused).toContain('notRecognised')
  })

  test('a file over 32 MB is refused by its size, a file of 32 MB is read', async () => {
    const large = place('large.txt')
    truncateSync(large, 200 * 1024 * 1024)
    const full = place('full.txt')
    truncateSync(full, 32 * 1024 * 1024)
    const { lines } = await run([large, full])
    expect(lines.map((line) => line.refused)).toEqual([
      'tooLarge: the file is over 32 MB and is not read.',
      'notRecognised: no known hardware dump in this content.',
    ])
  })
})

describe('archives', () => {
  const inside = { 'pc/one.txt': Buffer.from('one'), 'pc/empty.txt': Buffer.alloc(0), 'two.txt': Buffer.from('two') }
  const reasons = (lines: { refused: string }[]) => lines.map((line) => line.refused.split(':')[0])

  test('a zip gives one line for each member, from a file and from standard input', async () => {
    const zip = zipSync(inside)
    const { lines } = await run([place('some.zip', zip)])
    expect(files(lines)).toEqual(['some.zip/pc/one.txt', 'some.zip/pc/empty.txt', 'some.zip/two.txt'])
    expect(reasons(lines)).toEqual(['notRecognised', 'empty', 'notRecognised'])
    expect(files((await run(['-'], zip)).lines)).toEqual(['-/pc/one.txt', '-/pc/empty.txt', '-/two.txt'])
  })

  test('a tar, plain or compressed, gives one line for each member, long names whole', async () => {
    const long = `${'d'.repeat(90)}/${'e'.repeat(90)}/${'n'.repeat(120)}.txt`
    for (const name of ['one.txt', 'two.txt', long]) place(join('tarred', name))
    const expected = (archive: string) => [long, 'one.txt', 'two.txt'].map((name) => `${archive}/tarred/${name}`)
    for (const format of ['gnu', 'pax']) {
      for (const [archive, flag] of [
        [`${format}.tar`, '-cf'],
        [`${format}.tgz`, '-czf'],
      ] as const) {
        execFileSync('tar', ['--sort=name', `--format=${format}`, flag, archive, 'tarred'], { cwd: folder })
        const { lines } = await run([join(folder, archive)])
        expect(files(lines)).toEqual(expected(archive))
        expect(new Set(reasons(lines))).toEqual(new Set(['notRecognised']))
      }
    }
  })

  test('a compressed dump alone keeps its own path', async () => {
    const { lines } = await run([place('one.json.gz', gzipSync(Buffer.from('nothing known')))])
    expect(files(lines)).toEqual(['one.json.gz'])
    expect(reasons(lines)).toEqual(['notRecognised'])
  })

  test('an archive cut short or altered says so and does not stop the command', async () => {
    const zip = zipSync(inside)
    const gz = gzipSync(Buffer.from('x'.repeat(5000)))
    const altered = Uint8Array.from(zip, (byte, at) => (at === 40 ? byte ^ 1 : byte))
    const cut = [place('cut.zip', zip.subarray(0, 200)), place('cut.gz', gz.subarray(0, 20)), place('bad.zip', altered)]
    const { lines } = await run([...cut, place('after.txt')])
    expect(files(lines)).toEqual(['cut.zip', 'cut.gz', 'bad.zip/pc/one.txt', ...files(lines).slice(3)])
    expect(reasons(lines).slice(0, 3)).toEqual(['damaged', 'damaged', 'damaged'])
    expect(files(lines).at(-1)).toBe('after.txt')
  })

  test('a member over 32 MB is refused alone', async () => {
    const zip = zipSync({ 'bomb.txt': new Uint8Array(40 * 1024 * 1024), 'two.txt': Buffer.from('two') })
    const { lines } = await run([place('bomb.zip', zip)])
    expect(reasons(lines)).toEqual(['tooLarge', 'notRecognised'])
    const gz = gzipSync(new Uint8Array(40 * 1024 * 1024))
    expect(reasons((await run([place('bomb.gz', gz)])).lines)).toEqual(['tooLarge'])
  })
})

describe('archives that expand out of all proportion', () => {
  const MB = 1024 * 1024
  const last = (lines: { refused?: string }[]) => lines.at(-1)?.refused

  test('a tar whose members repeat for ever is left where it exceeds reason', async () => {
    const header = Buffer.alloc(512)
    header.write('zeros.txt', 0)
    header.write((30 * MB).toString(8), 124)
    header.write('        0', 148)
    header.write(header.reduce((sum, byte) => sum + byte, 0).toString(8), 148)
    const member = [gzipSync(header), gzipSync(new Uint8Array(30 * MB))]
    const { lines, code } = await run([place('many.tgz', Buffer.concat(Array(40).fill(member).flat()))])
    expect(lines.length).toBeLessThan(12)
    expect(last(lines)).toContain('out of all proportion')
    expect(code).toBe(1)
  })

  test('a zip whose entries share one content is left where it exceeds reason', async () => {
    const zip = Buffer.from(zipSync({ 'zeros.txt': new Uint8Array(30 * MB) }))
    const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1')
    const entry = zip.subarray(zip.readUInt32LE(end + 16), end)
    const closing = Buffer.from(zip.subarray(end))
    closing.writeUInt16LE(1000, 10)
    const bomb = Buffer.concat([zip.subarray(0, end), ...Array(999).fill(entry), closing])
    const { lines } = await run([place('shared.zip', bomb)])
    expect(lines.length).toBeLessThan(12)
    expect(last(lines)).toContain('out of all proportion')
  })
})

describe('the command line', () => {
  test('standard input is a path among others, printed as given', async () => {
    const { lines } = await run(['-'], 'nothing known')
    expect(files(lines)).toEqual(['-'])
  })

  test('without a path or with an unknown option, says how it is used and exits with 2', async () => {
    expect(await run([])).toMatchObject({ code: 2, lines: [], err: expect.stringContaining('Usage') })
    expect(await run(['--wrong'])).toMatchObject({ code: 2, err: expect.stringContaining('Unknown option --wrong') })
    expect(await run(['--help'])).toMatchObject({ code: 0, text: expect.stringContaining('Usage') })
    expect(files((await run(['--', '--wrong'])).lines)).toEqual(['--wrong'])
  })

  test('waits for a slow reader and stops when it goes away', async () => {
    for (let at = 0; at < 200; at += 1) place(`many/${String(at).padStart(3, '0')}.txt`)
    const stdout = new PassThrough({ highWaterMark: 100 })
    const ended = inspect([join(folder, 'many')], { stdin: Readable.from([]), stdout, stderr: new PassThrough() })
    await new Promise((resolve) => stdout.once('readable', resolve))
    expect(stdout.readableLength).toBeLessThan(1000)
    stdout.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    expect(await ended).toBe(1)
  })
})
