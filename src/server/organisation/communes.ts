import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { type Territory, territoryOf } from './territories.ts'

/** A body of the official geographic code: a commune, an EPCI (or Paris-region EPT) or a département. */
export interface Body {
  readonly kind: 'commune' | 'epci' | 'departement'
  /** INSEE code; SIREN for an EPCI. */
  readonly code: string
  readonly name: string
  readonly territory: Territory
  /** A commune's. */
  readonly postcodes: readonly string[]
  /** INSEE codes of the communes it is made of; none for a commune. */
  readonly members: readonly string[]
}

interface Known extends Body {
  readonly folded: string
  readonly population: number
  readonly departement: string
}

type Lists = Readonly<Record<Body['kind'], readonly Known[]>>

const LINES = z.object({ communes: z.string(), groups: z.string(), departements: z.string() })

let loading: Promise<Lists> | undefined
/** The lists, read once for the life of the process, on another thread. */
const lists = (): Promise<Lists> => {
  loading ??= load()
  return loading
}

/** Reads the lists ahead of the first page that names a commune. */
export const warmCommunes = async (): Promise<void> => {
  await lists()
}

async function load(): Promise<Lists> {
  const root = join(PROJECT_ROOT, 'package.json')
  const worker = new Worker(join(PROJECT_ROOT, 'src/server/organisation/load-communes.mjs'), { workerData: { root } })
  const said = await new Promise<unknown>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  const lines = LINES.parse(said)
  const communes = rows(lines.communes).map(
    ([code = '', name = '', folded = '', people = '', departement = '', codes]) =>
      known('commune', code, name, folded, people, departement, split(codes), []),
  )
  const departementOf = new Map(communes.map((one) => [one.code, one.departement]))
  const inside = new Map<string, string[]>()
  for (const one of communes) inside.set(one.departement, [...(inside.get(one.departement) ?? []), one.code])
  return {
    commune: communes,
    epci: rows(lines.groups).map(([code = '', name = '', folded = '', people = '', members]) => {
      const codes = split(members)
      return known('epci', code, name, folded, people, departementOf.get(codes[0] ?? '') ?? '', [], codes)
    }),
    departement: rows(lines.departements).map(([code = '', name = '', folded = '']) => {
      return known('departement', code, name, folded, '0', code, [], inside.get(code) ?? [])
    }),
  }
}

const rows = (text: string): string[][] => text.split('\n').map((line) => line.split('\t'))
const split = (text: string | undefined): string[] => (text ? text.split(' ') : [])
const known = (
  kind: Body['kind'],
  code: string,
  name: string,
  folded: string,
  people: string,
  departement: string,
  postcodes: readonly string[],
  members: readonly string[],
): Known => ({
  kind,
  code,
  name,
  territory: territoryOf(departement),
  postcodes,
  members,
  folded,
  population: Number(people),
  departement,
})

/** The same folding as the list's own: no accent, no case, « saint » in full. */
const fold = (words: string): string[] =>
  words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map((word) => (word === 'st' ? 'saint' : word === 'ste' ? 'sainte' : word))

/** A word of digits is a code or the start of a postcode; any other starts one of the words of the name. */
function answers(one: Known, words: readonly string[]): boolean {
  return words.every((word) =>
    /^\d/.test(word) || /^2[ab]/.test(word)
      ? one.code.toLowerCase().startsWith(word) || one.postcodes.some((code) => code.startsWith(word))
      : ` ${one.folded}`.includes(` ${word}`),
  )
}

/** The bodies of a kind whose name, code or postcode hold every word, best first: the name itself, then by population. */
export async function findBodies(kind: Body['kind'], text: string, most = 20): Promise<readonly Body[]> {
  const words = fold(text)
  if (words.length === 0) return []
  const name = words.filter((word) => !/^\d/.test(word)).join(' ')
  const rank = (one: Known) => (one.folded === name ? 0 : one.folded.startsWith(name) ? 1 : 2)
  return (await lists())[kind]
    .filter((one) => answers(one, words))
    .sort((a, b) => rank(a) - rank(b) || b.population - a.population)
    .slice(0, most)
}

export async function bodyOf(kind: Body['kind'], code: string): Promise<Body | null> {
  return (await lists())[kind].find((one) => one.code === code) ?? null
}

/** Communes by their INSEE codes; a code that exists no more is left out. */
export async function communesOf(codes: readonly string[]): Promise<readonly Body[]> {
  const wanted = new Set(codes)
  return (await lists()).commune.filter((one) => wanted.has(one.code))
}

/** « Châteaubriant (44110) »: the name, and a postcode that tells it from its namesakes. */
export const communeLabel = ({ name, postcodes, code }: Body): string => `${name} (${postcodes[0] ?? code})`

export type CommuneAnswer =
  | { readonly kind: 'one'; readonly commune: Body }
  | { readonly kind: 'none' }
  /** Namesakes: the person adds the postcode. */
  | { readonly kind: 'several'; readonly communes: readonly Body[] }

/** The commune that words or a postcode name. A whole name wins over longer ones; `near` are codes preferred among namesakes. */
export async function readCommune(text: string, near: readonly string[] = []): Promise<CommuneAnswer> {
  const found = await findBodies('commune', text, 50)
  const words = fold(text)
    .filter((word) => !/^\d/.test(word))
    .join(' ')
  const exact = found.filter((one) => fold(one.name).join(' ') === words)
  const kept = exact.length > 0 ? exact : found
  const close = kept.filter((one) => near.includes(one.code))
  const [only, ...others] = close.length > 0 ? close : kept
  if (!only) return { kind: 'none' }
  return others.length === 0 ? { kind: 'one', commune: only } : { kind: 'several', communes: [only, ...others] }
}
