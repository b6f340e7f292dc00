import { sql } from 'kysely'
import { z } from 'zod'
import { checkRna, checkSiret } from '../../domain/law/identifiers.ts'
import { addParty, changeParty, type Party, partiesById } from '../parties/party.sql.ts'
import { PARTY_ROLES, type PartyRole } from '../parties/party.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { fold } from './fold.ts'
import { byField, type Changes, type LineAnswer, type Reading, type Reason } from './import.ts'
import { readWords } from './values.ts'

const ROLES = Object.entries(PARTY_ROLES) as readonly (readonly [
  PartyRole,
  { readonly fr: string; readonly en: string },
])[]

/** Roles said in words, several separated by commas; null where one is none of ours. */
function rolesOf(text: string): readonly PartyRole[] | null {
  const roles = text
    .split(/[,;/]/)
    .map(fold)
    .filter(Boolean)
    .map((said) => ROLES.find(([key, { fr, en }]) => [fold(key), fold(fr), fold(en)].includes(said))?.[0])
  return roles.some((role) => role === undefined) ? null : roles.flatMap((role) => role ?? [])
}

interface PartyRow {
  readonly name: string
  readonly roles: readonly PartyRole[]
  readonly siret: string | null
  readonly rna: string | null
  readonly inseeCode: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly wrong: readonly Reason[]
}

function readPartyRow(cells: readonly string[], reading: Reading): PartyRow {
  const said = byField(cells, reading, 'parties')
  const wrong: Reason[] = []
  const refuse = (rule: string, field: string, value: string) => {
    wrong.push({ rule, field, value: value.slice(0, 80) })
    return null
  }
  const name = readWords(said.get('name') ?? '', 200)
  if ('wrong' in name) refuse(name.wrong, 'name', said.get('name') ?? '')
  else if (name.value === '') wrong.push({ rule: 'nothingSaid' })
  const numbered = (field: 'siret' | 'rna', check: typeof checkSiret) => {
    const text = said.get(field)
    if (text === undefined) return null
    const answer = check(text)
    return answer.valid ? answer.value : refuse('wrongNumber', field, text)
  }
  const email = said.get('email') ?? null
  const insee = said.get('inseeCode') ?? null
  const roles = said.has('roles') ? rolesOf(said.get('roles') ?? '') : []
  return {
    name: 'wrong' in name ? '' : name.value,
    roles: roles ?? refuse('unknownRole', 'roles', said.get('roles') ?? '') ?? [],
    siret: numbered('siret', checkSiret),
    rna: numbered('rna', checkRna),
    inseeCode: insee === null || /^\d[\dAB]\d{3}$/.test(insee) ? insee : refuse('wrongNumber', 'inseeCode', insee),
    email: email === null || z.email().safeParse(email).success ? email : refuse('wrongEmail', 'email', email),
    phone: said.get('phone')?.slice(0, 40) ?? null,
    wrong,
  }
}

/** The parties a row names: by number first, else by name. */
async function matching(tx: Tx, row: PartyRow): Promise<readonly Party[]> {
  const by = async (column: 'siret' | 'rna', value: string | null) =>
    value === null ? [] : tx.selectFrom('party').select('id').where(column, '=', value).execute()
  const numbered = [...(await by('siret', row.siret)), ...(await by('rna', row.rna))]
  const found =
    numbered.length > 0
      ? numbered
      : await tx
          .selectFrom('party')
          .select('id')
          .where(sql`fold(name)`, '=', sql<string>`fold(${row.name})`)
          .limit(3)
          .execute()
  return partiesById(tx, [...new Set(found.map(({ id }) => id))])
}

/** Answers each line of parties; with an actor, does what it answers. */
export async function importParties(
  tx: Tx,
  actor: Actor | null,
  lines: readonly { readonly line: number; readonly cells: readonly string[] }[],
  reading: Reading,
): Promise<readonly LineAnswer[]> {
  const answers: LineAnswer[] = []
  for (const { line, cells } of lines) {
    const row = readPartyRow(cells, reading)
    const base = { line, said: row.name, changes: {}, subjectId: null }
    const matched = row.wrong.length > 0 ? [] : await matching(tx, row)
    const [known] = matched
    const reasons: Reason[] = [...row.wrong, ...(matched.length > 1 ? [{ rule: 'severalKnown', value: row.name }] : [])]
    if (reasons.length > 0) answers.push({ ...base, outcome: 'refused', reasons })
    else if (known) answers.push(await completeParty(tx, actor, row, known, reading, base))
    else {
      const { wrong: _none, ...fields } = row
      const party = {
        ...fields,
        recipientKind: null,
        roles: row.roles.length > 0 ? row.roles : (['association'] as const),
      }
      const id = actor === null ? null : await addParty(tx, actor, party)
      const guessed = row.roles.length > 0 ? [] : [{ rule: 'roleGuessed', field: 'roles' }]
      answers.push({ ...base, subjectId: id, outcome: 'new', reasons: guessed })
    }
  }
  return answers
}

async function completeParty(
  tx: Tx,
  actor: Actor | null,
  row: PartyRow,
  known: Party,
  reading: Reading,
  base: Pick<LineAnswer, 'line' | 'said' | 'changes' | 'subjectId'>,
): Promise<LineAnswer> {
  const changes: Changes = {}
  const after = { ...known }
  for (const field of ['siret', 'rna', 'inseeCode', 'email', 'phone'] as const) {
    const before = known[field]
    const now = row[field]
    if (now === null || now === before || (before !== null && reading.onKnown !== 'replace')) continue
    Object.assign(after, { [field]: now })
    changes[field] = [before, now]
  }
  const changed = reading.onKnown !== 'leave' && Object.keys(changes).length > 0
  if (changed && actor !== null) await changeParty(tx, actor, known.id, after)
  return {
    ...base,
    subjectId: known.id,
    changes: changed ? changes : {},
    outcome: changed ? 'changed' : 'same',
    reasons: [],
  }
}
