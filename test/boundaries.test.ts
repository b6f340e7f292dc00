import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const SRC = join(ROOT, 'src')

/** The rooms of the server in the order of the circuit: each may use those before it. */
const ROOMS = [
  'organisation',
  'tokens',
  'legal',
  'witnesses',
  'programme',
  'parties',
  'circuit',
  'steps',
  'fleet',
  'labels',
  'collection',
  'triage',
  'erasure',
  'parts',
  'workshop',
  'supplies',
  'kits',
  'council',
  'requests',
  'agreements',
  'handovers',
  'recycling',
  'losses',
  'tickets',
  'moves',
  'stocktake',
  'scanning',
  'renewal',
  'figures',
  'first-visit',
  'imports',
  'bulk-acts',
  'exports',
  'demonstration',
]
/** Files of the server's own floor: they list or open everything. */
const FLOOR = new Set(['app', 'house', 'jobs', 'main'])
const READS_EVERYONE = 'overview'

/** What a room may take of another although it is drawn or routed: the file, and why. */
const SHARED_VIEWS: Readonly<Record<string, string>> = {
  'src/server/fleet/fleet.views.tsx': 'a list of devices looks the same wherever devices are listed',
  'src/server/parts/part-life.views.tsx':
    'a move of a part is said in the same words on the part, on its order and on paper',
}
/** What the domain may use: pure functions, no I/O. */
const PURE = new Set(['zod', 'saxes', 'node:zlib'])
/** Where running the product starts; what these do not reach is support of the tests. */
const ENTRIES = ['src/server/main.ts', 'src/cli/main.ts', 'src/domain/circuit/guide.ts']

interface Import {
  readonly from: string
  readonly to: string
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('fixtures/'))
  .map((name) => `src/${name}`)
const product = files.filter((name) => !/\.test\.tsx?$/.test(name))

const STATEMENT =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'/g

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  return [...text.matchAll(STATEMENT)].map((found) => {
    const said = found[1] ?? found[2] ?? found[3] ?? ''
    const local = said.startsWith('.')
      ? relative(ROOT, resolve(ROOT, dirname(file), said))
      : said.replace(/^#src\//, 'src/')
    return { from: file, to: local }
  })
}

const imports = product.flatMap(importsOf)
const next = new Map<string, string[]>()
for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to])
const reached = new Set<string>()
const reach = (file: string): void => {
  if (reached.has(file)) return
  reached.add(file)
  for (const to of next.get(file) ?? []) reach(to)
}
for (const entry of ENTRIES) reach(entry)

const within = (path: string, folder: string) => path.startsWith(`${folder}/`)
const arrows = (wrong: readonly Import[]) => [...new Set(wrong.map(({ from, to }) => `${from} → ${to}`))]

/** The room of a path under src/server; null for the floor and for what is elsewhere. */
function roomOf(path: string): string | null {
  const [, room] = path.match(/^src\/server\/([^/]+)\//) ?? []
  return room ?? null
}
const part = (path: string) => path.match(/\.(routes|api|views|sql|text)\.tsx?$/)?.[1] ?? 'rules'

describe('the three wings', () => {
  test('the domain asks nobody: neither the server, nor the system, nor a package that does', () => {
    const wrong = imports.filter(
      ({ from, to }) => within(from, 'src/domain') && reached.has(from) && !within(to, 'src/domain') && !PURE.has(to),
    )
    expect(arrows(wrong)).toEqual([])
  })

  test('the agent of the bench uses the domain only', () => {
    const local = imports.filter(({ from, to }) => within(from, 'src/bench') && to.startsWith('src/'))
    expect(arrows(local.filter(({ to }) => !within(to, 'src/bench') && !within(to, 'src/domain')))).toEqual([])
  })

  test('every local import names a file that is there, with its ending', () => {
    const known = new Set(files)
    const wrong = imports.filter(
      ({ to }) => to.startsWith('src/') && !known.has(to) && !/\.(css|svg|json|typ|mjs)$/.test(to),
    )
    expect(arrows(wrong)).toEqual([])
  })

  test('the product never imports a test or its support', () => {
    expect(arrows(imports.filter(({ to }) => to.startsWith('test/') || /\.test\.tsx?$/.test(to)))).toEqual([])
  })
})

describe('the rooms of the server', () => {
  const between = imports.flatMap((one) => {
    const from = roomOf(one.from)
    const to = roomOf(one.to)
    return from && to && from !== to ? [{ ...one, room: from, other: to }] : []
  })

  test('each folder has its place in the order of the circuit', () => {
    const rooms = new Set(product.map(roomOf).filter((room) => room !== null))
    expect(
      [...rooms].filter((room) => !ROOMS.includes(room) && room !== 'platform' && room !== READS_EVERYONE),
    ).toEqual([])
  })

  test('the platform knows no feature', () => {
    const wrong = imports.filter(
      ({ from, to }) => within(from, 'src/server/platform') && within(to, 'src/server') && roomOf(to) !== 'platform',
    )
    expect(arrows(wrong)).toEqual([])
  })

  test('a room uses earlier rooms only', () => {
    const wrong = between.filter(
      ({ room, other }) =>
        room !== READS_EVERYONE &&
        room !== 'platform' &&
        other !== 'platform' &&
        !(ROOMS.indexOf(other) < ROOMS.indexOf(room) && ROOMS.includes(other)),
    )
    expect(arrows(wrong)).toEqual([])
  })

  test('a room never takes another’s routes, nor its views unless the table says why', () => {
    const wrong = between.filter(({ room, other, to }) => {
      if (room === 'platform' || other === 'platform' || SHARED_VIEWS[to]) return false
      return ['routes', 'api'].includes(part(to)) || (part(to) === 'views' && room !== READS_EVERYONE)
    })
    expect(arrows(wrong)).toEqual([])
    const used = new Set(between.map(({ to }) => to))
    expect(
      Object.keys(SHARED_VIEWS).filter((view) => !used.has(view)),
      'an exception that nobody uses goes',
    ).toEqual([])
  })

  test('nothing below the floor imports the floor', () => {
    const floor = (path: string) => FLOOR.has(path.match(/^src\/server\/([^/]+)\.tsx?$/)?.[1] ?? '')
    expect(arrows(imports.filter(({ from, to }) => floor(to) && !floor(from) && within(from, 'src/server')))).toEqual(
      [],
    )
  })
})

describe('the files', () => {
  test('no circle of imports', () => {
    const done = new Set<string>()
    const circles: string[] = []
    const walk = (file: string, path: readonly string[]) => {
      const at = path.indexOf(file)
      if (at >= 0) {
        circles.push([...path.slice(at), file].join(' → '))
        return
      }
      if (done.has(file)) return
      for (const to of next.get(file) ?? []) walk(to, [...path, file])
      done.add(file)
    }
    for (const file of product) walk(file, [])
    expect(circles).toEqual([])
  })

  test('migrations bear one number each, without a gap', () => {
    const numbers = readdirSync(join(ROOT, 'database')).map((name) => Number(name.slice(0, 4)))
    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1))
  })

  test('none passes 400 lines', () => {
    const lines = (file: string) => readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1
    const others = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|mjs)$/.test(name))
      .map((name) => `test/${name}`)
    const long = [...files, ...others].filter((file) => !file.endsWith('.generated.ts') && lines(file) > 400)
    expect(long.map((file) => `${file}: ${lines(file)}`)).toEqual([])
  })
})
