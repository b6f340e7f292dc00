import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

const pages = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...['docs', 'src', 'test'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
]
/** Every match of `pattern` in every page, as « page: what it says ». */
const said = (pattern: RegExp) =>
  pages.flatMap((page) => [...read(page).matchAll(pattern)].map((found) => ({ page, word: found[1] ?? '' })))
const wrong = (found: readonly { page: string; word: string }[], holds: (word: string, page: string) => boolean) =>
  found.filter(({ page, word }) => !holds(word, page)).map(({ page, word }) => `${page}: ${word}`)

interface Package {
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly optionalDependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}
const project = JSON.parse(read('package.json')) as Package

/** The anchor that a heading gives: lower case, without punctuation, dashes for spaces. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-')

describe('a page leads somewhere', () => {
  const links = said(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)

  test('every link names a file that is there', () => {
    expect(links.length).toBeGreaterThan(10)
    const there = (link: string, page: string) => existsSync(join(ROOT, dirname(page), link.split('#')[0] ?? ''))
    expect(wrong(links, there)).toEqual([])
  })

  test('every anchor names a heading that is there', () => {
    const there = (link: string, page: string) => {
      const [path, anchor] = link.split('#')
      if (!anchor) return true
      const target = path ? relative(ROOT, join(ROOT, dirname(page), path)) : page
      return [...read(target).matchAll(/^#+ (.*)$/gm)].some((found) => anchorOf(found[1] ?? '') === anchor)
    }
    expect(wrong(links, there)).toEqual([])
  })

  test('every page of docs is reached from another page', () => {
    const reached = new Set(links.map(({ page, word }) => join(dirname(page), word.split('#')[0] ?? '')))
    expect(pages.filter((page) => page.startsWith('docs/') && !reached.has(page))).toEqual([])
  })

  test('every file and folder of the project that a page names is there', () => {
    const named = said(/`((?:src|test|database|docs|scripts|bin|bench)\/[\w./-]+)`/g)
    expect(wrong(named, (path) => existsSync(join(ROOT, path)))).toEqual([])
  })
})

describe('what a page says to type works', () => {
  test('every npm script that is named exists, and the README names them all', () => {
    const scripts = Object.keys(project.scripts)
    expect(wrong(said(/npm run ([a-z][\w:-]*)/g), (name) => scripts.includes(name))).toEqual([])
    const readme = read('README.md')
    expect(scripts.filter((name) => !new RegExp(`npm (run )?${name}\\b`).test(readme))).toEqual([])
  })

  test('every command of the program that is named exists, and the README names them all', () => {
    const table = /const COMMANDS[^\n]*\n([\s\S]*?)\n\}/.exec(read('src/cli/main.ts'))?.[1] ?? ''
    const commands = [...table.matchAll(/^ {2}'?([a-z][\w-]*)'?:/gm)].map((found) => found[1] ?? '')
    expect(commands).toContain('inspect')
    expect(wrong(said(/npx seconde-vie ([a-z][\w-]*)/g), (name) => commands.includes(name))).toEqual([])
    const readme = read('README.md')
    expect(commands.filter((name) => !readme.includes(`npx seconde-vie ${name}`))).toEqual([])
  })

  test('the settings of the README are those that the program reads', () => {
    const settings = [...read('src/server/platform/settings.ts').matchAll(/^ {2}([A-Z][A-Z0-9_]+): z/gm)].map(
      (found) => found[1] ?? '',
    )
    const table = read('README.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([A-Z][A-Z0-9_]+)`/g)])
      .map((found) => found[1] ?? '')
    expect([...table].sort()).toEqual([...settings].sort())
  })
})

describe('the page of libraries', () => {
  const rows = [...read('docs/decisions/third-parties.md').matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|/gm)].map(
    ([, name = '', version = '', licence = '']) => ({ name, version: version.trim(), licence: licence.trim() }),
  )
  const asked = { ...project.dependencies, ...project.optionalDependencies, ...project.devDependencies }

  test('names each library once, in the version that is asked', () => {
    const wanted = Object.entries(asked).map(([name, version]) => `${name} ${version.replace(/^npm:.*@/, '')}`)
    expect(rows.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(wanted.sort())
  })

  test('gives the licence that each installed library declares', () => {
    const installed = rows.filter(({ name }) => existsSync(join(ROOT, 'node_modules', name, 'package.json')))
    expect(installed.length).toBeGreaterThan(40)
    const declared = (name: string) =>
      (JSON.parse(read(`node_modules/${name}/package.json`)) as { readonly license: string }).license
    expect(installed.filter(({ name, licence }) => declared(name) !== licence)).toEqual([])
  })
})
