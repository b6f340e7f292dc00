import { changePlace, placeById, placeEvents } from '../fleet/place.sql.ts'
import { LEVEL_KEYS, type Level, PLACE_KINDS, type Place, type PlaceKind } from '../fleet/place.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { fold } from './fold.ts'
import { byField, type Changes, type LineAnswer, type Reading, type Reason } from './import.ts'
import { kindByName, type PlaceIndex } from './place-match.sql.ts'
import { readNumber, readPath, readWords } from './values.ts'

interface PlaceRow {
  readonly line: number
  readonly path: readonly string[]
  readonly kind: PlaceKind | null
  readonly inseeCode: string | null
  readonly renewalYears: number | null
  readonly levels: readonly Level[] | null
  readonly wrong: readonly Reason[]
}

const KINDS = Object.entries(PLACE_KINDS) as readonly (readonly [
  PlaceKind,
  { readonly fr: string; readonly en: string },
])[]

/** The kind that a word says: one of our names, else what a place of that name would be. */
function kindOf(text: string): PlaceKind | null {
  const said = fold(text)
  const named = KINDS.find(([, { fr, en }]) => fold(fr) === said || fold(en) === said)?.[0]
  if (named) return named
  const guessed = kindByName(text)
  return guessed === 'service' && !/\bservice|direction|mairie|bureau\b/.test(said) ? null : guessed
}

const LEVEL_WORDS: Readonly<Record<Level, RegExp>> = {
  nursery: /\b(maternelles?|nursery|preschool)\b/,
  elementary: /\b(elementaires?|elementary|primaires?)\b/,
  college: /\b(colleges?|segpa|lower secondary)\b/,
  lycee: /\b(lycees?|upper secondary)\b/,
  higher: /\b(superieur|universite|bts|higher)\b/,
}

/** The levels that words name, in the order of schooling; empty where they name none. */
function levelsIn(text: string): readonly Level[] {
  const said = fold(text)
  return LEVEL_KEYS.filter((level) => LEVEL_WORDS[level].test(said))
}

/** Reads a line of places. */
function readPlaceRow(line: number, cells: readonly string[], reading: Reading): PlaceRow {
  const said = byField(cells, reading, 'places')
  const wrong: Reason[] = []
  const name = said.get('name') ?? ''
  const path = [...readPath(said.get('parent') ?? ''), ...readPath(name)]
  if (name === '') wrong.push({ rule: 'nothingSaid' })
  for (const one of path) {
    const read = readWords(one, 200)
    if ('wrong' in read) wrong.push({ rule: read.wrong, field: 'name', value: one.slice(0, 80) })
  }
  const kindSaid = said.get('kind')
  const kind = kindSaid === undefined ? null : kindOf(kindSaid)
  if (kindSaid !== undefined && kind === null)
    wrong.push({ rule: 'unknownPlaceKind', field: 'kind', value: kindSaid.slice(0, 80) })
  const inseeCode = said.get('inseeCode') ?? null
  if (inseeCode !== null && !/^\d[\dAB]\d{3}$/.test(inseeCode))
    wrong.push({ rule: 'wrongNumber', field: 'inseeCode', value: inseeCode.slice(0, 80) })
  const years = said.get('renewalYears')
  const renewal = years === undefined ? { value: null } : readNumber(years, 1, 20)
  if ('wrong' in renewal) wrong.push({ rule: renewal.wrong, field: 'renewalYears', value: years?.slice(0, 80) })
  const levelsSaid = said.get('levels')
  const levels = levelsSaid === undefined ? null : levelsIn(levelsSaid)
  if (levels?.length === 0) wrong.push({ rule: 'unknownLevel', field: 'levels', value: levelsSaid?.slice(0, 80) })
  return {
    line,
    path,
    kind,
    inseeCode,
    levels,
    renewalYears: 'wrong' in renewal || renewal.value === null ? null : Math.round(renewal.value),
    wrong,
  }
}

/** Answers each line of places; with an actor, does what it answers. */
export async function importPlaces(
  tx: Tx,
  actor: Actor | null,
  lines: readonly { readonly line: number; readonly cells: readonly string[] }[],
  reading: Reading,
  index: PlaceIndex,
): Promise<readonly LineAnswer[]> {
  const answers: LineAnswer[] = []
  for (const { line, cells } of lines) {
    const row = readPlaceRow(line, cells, reading)
    const found = row.path.length === 0 ? { kind: 'missing' as const } : index.find(row.path)
    const said = row.path.join(' > ').slice(0, 200)
    const base = { line, said, changes: {}, subjectId: null }
    const reasons: Reason[] = [
      ...row.wrong,
      ...(found.kind === 'several' ? [{ rule: 'severalPlaces', field: 'name', value: said }] : []),
    ]
    if (reasons.length > 0) answers.push({ ...base, outcome: 'refused', reasons })
    else if (found.kind === 'found') answers.push(await completePlace(tx, actor, row, found.id, reading, base))
    else answers.push(await makePlace(tx, actor, row, index, base))
  }
  return answers
}

/** A field as an answer tells it; null where nothing was said. */
const saidOf = (value: Place['kind' | 'inseeCode' | 'renewalYears' | 'levels']): string | null =>
  value === null || String(value) === '' ? null : String(value)

type Base = Pick<LineAnswer, 'line' | 'said' | 'changes' | 'subjectId'>

async function makePlace(
  tx: Tx,
  actor: Actor | null,
  row: PlaceRow,
  index: PlaceIndex,
  base: Base,
): Promise<LineAnswer> {
  if (actor === null) return { ...base, outcome: 'new', reasons: [] }
  const { kind, inseeCode, renewalYears, levels } = row
  const id = await index.make(tx, actor, row.path, {
    inseeCode,
    renewalYears,
    ...(kind !== null && { kind }),
    ...(levels !== null && { levels }),
  })
  return { ...base, subjectId: id, outcome: 'new', reasons: [] }
}

async function completePlace(
  tx: Tx,
  actor: Actor | null,
  row: PlaceRow,
  id: string,
  reading: Reading,
  base: Base,
): Promise<LineAnswer> {
  const place = await placeById(tx, id)
  if (!place) return { ...base, outcome: 'same', reasons: [] }
  const after = { ...place }
  const changes: Changes = {}
  const put = <Field extends 'kind' | 'inseeCode' | 'renewalYears' | 'levels'>(
    field: Field,
    value: Place[Field] | null,
  ) => {
    const before = saidOf(place[field])
    if (value === null || saidOf(value) === before || (before !== null && reading.onKnown !== 'replace')) return
    Object.assign(after, { [field]: value })
    changes[field] = [before, saidOf(value)]
  }
  if (reading.onKnown !== 'leave') {
    put('kind', row.kind)
    put('inseeCode', row.inseeCode)
    put('renewalYears', row.renewalYears)
    put('levels', row.levels)
  }
  const changed = Object.keys(changes).length > 0
  if (changed && actor !== null) await changePlace(tx, actor, place, after)
  return { ...base, subjectId: id, changes, outcome: changed ? 'changed' : 'same', reasons: [] }
}

/** Takes a place back that an import made, where nothing is in it and nothing was done with it since; false otherwise. */
export async function removePlace(tx: Tx, actor: Actor, id: string): Promise<boolean> {
  const events = await tx.selectFrom('event').select('kind').where('subject_id', '=', id).execute()
  if (events.some((event) => event.kind !== 'place.added')) return false
  await tx
    .updateTable('place')
    .set({ closed_on: new Date().toISOString().slice(0, 10) })
    .where('id', '=', id)
    .execute()
  await placeEvents.record(tx, actor, 'closed', id, { on: new Date().toISOString().slice(0, 10) })
  return true
}
