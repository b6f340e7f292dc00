import { z } from 'zod'
import { KINDS } from '../../domain/circuit/kinds.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { PART_KINDS, type PartKind } from '../../domain/parts/part.ts'
import { showCode } from '../fleet/code.ts'
import { takeCode } from '../fleet/device.sql.ts'
import { deviceName } from '../fleet/device-name.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { numbers } from '../platform/text/numbers.ts'
import type { Lang } from '../platform/text/text.ts'
import { FORMATS, type FormatName, nextStart, type SymbolKind } from './formats.ts'
import type { Label } from './label-pdf.ts'
import { codeAddress } from './scan-text.ts'

const labelEvents = eventsOf('labels', {
  printed: {
    says: { fr: 'Étiquettes imprimées', en: 'Labels printed' },
    payload: z.strictObject({ labels: z.number().int(), format: z.string().max(20) }),
  },
  printedAgain: {
    says: { fr: 'Étiquettes imprimées de nouveau', en: 'Labels printed again' },
    payload: z.strictObject({ labels: z.number().int(), format: z.string().max(20), first: z.uuid() }),
  },
  reserved: {
    says: { fr: 'Étiquettes imprimées d’avance', en: 'Labels printed ahead' },
    payload: z.strictObject({ labels: z.number().int() }),
  },
})

type Person = Actor & { readonly personId: string }

export interface Printing {
  readonly format: FormatName
  readonly symbol: SymbolKind
  /** First position used on the sheet, from 1. */
  readonly start: number
  readonly codes: readonly string[]
}

/** Keeps the trace of a print; the sheet itself is drawn when it is opened. Answers its id. */
export async function recordPrint(tx: Tx, actor: Person, printing: Printing, againOf: string | null): Promise<string> {
  const id = newId()
  await tx
    .insertInto('label_print')
    .values({
      organisation_id: actor.organisationId,
      id,
      format: printing.format,
      symbol: printing.symbol,
      start: printing.start,
      codes: [...printing.codes],
      again_of: againOf,
      printed_by: actor.personId,
    })
    .execute()
  const said = { labels: printing.codes.length, format: printing.format }
  if (againOf) await labelEvents.record(tx, actor, 'printedAgain', id, { ...said, first: againOf })
  else await labelEvents.record(tx, actor, 'printed', id, said)
  return id
}

/** Takes codes for devices that are not there yet; each has the id that its device will have. */
export async function reserveCodes(tx: Tx, actor: Person, count: number): Promise<readonly string[]> {
  const codes: string[] = []
  for (let made = 0; made < count; made += 1) {
    const deviceId = newId()
    const code = await takeCode(tx, actor.organisationId, 'device', deviceId)
    codes.push(code)
    await tx
      .insertInto('reserved_code')
      .values({
        organisation_id: actor.organisationId,
        code,
        device_id: deviceId,
        reserved_by: actor.personId,
      })
      .execute()
  }
  await labelEvents.record(tx, actor, 'reserved', newId(), { labels: count })
  return codes
}

/** The codes of places, each taken at its first label; ids of other organisations are left out. */
export async function codesOfPlaces(tx: Tx, actor: Actor, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const places = await tx
    .selectFrom('place')
    .select('id')
    .where('id', 'in', [...ids])
    .orderBy('name')
    .execute()
  const codes: string[] = []
  for (const { id } of places) {
    const known = await tx
      .selectFrom('public_code')
      .select('code')
      .where('subject_kind', '=', 'place')
      .where('subject_id', '=', id)
      .executeTakeFirst()
    codes.push(known?.code ?? (await takeCode(tx, actor.organisationId, 'place', id)))
  }
  return codes
}

export interface Print extends Printing {
  readonly id: string
  readonly againOf: string | null
  readonly printedAt: Date
  readonly printedBy: string | null
}

const prints = (tx: Tx) =>
  tx
    .selectFrom('label_print as p')
    .leftJoin('person_name as n', (join) => join.onRef('n.person_id', '=', 'p.printed_by').on('n.valid_to', 'is', null))
    .select(['p.id', 'p.format', 'p.symbol', 'p.start', 'p.codes', 'p.again_of', 'p.printed_at', 'n.name'])

const isFormat = (name: string): name is FormatName => name in FORMATS

function printOf(row: Awaited<ReturnType<ReturnType<typeof prints>['execute']>>[number]): Print {
  return {
    id: row.id,
    format: isFormat(row.format) ? row.format : 'a4x24',
    symbol: row.symbol === 'datamatrix' ? 'datamatrix' : 'qr',
    start: row.start,
    codes: row.codes,
    againOf: row.again_of,
    printedAt: row.printed_at,
    printedBy: row.name,
  }
}

export async function readPrint(tx: Tx, id: string): Promise<Print | null> {
  const row = await prints(tx).where('p.id', '=', id).executeTakeFirst()
  return row ? printOf(row) : null
}

export const latestPrints = async (tx: Tx): Promise<readonly Print[]> =>
  (await prints(tx).orderBy('p.printed_at', 'desc').limit(10).execute()).map(printOf)

/** Where the last sheet of this format stopped: the next print goes on from there. */
export async function startAfterLast(tx: Tx, format: FormatName): Promise<number> {
  const last = await prints(tx)
    .where('p.format', '=', format)
    .orderBy('p.printed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last ? nextStart(FORMATS[format], last.codes.length, last.start) : 1
}

export interface Subject {
  readonly code: string
  readonly kind: 'device' | 'place' | 'free' | 'part' | 'bin' | 'supply'
  /** Its page. */
  readonly href: string
  readonly lines: readonly string[]
}

/** What these codes name in this organisation, in their order; a code that names nothing here is left out. */
export async function subjectsOf(tx: Tx, codes: readonly string[], lang: Lang): Promise<readonly Subject[]> {
  if (codes.length === 0) return []
  const list = [...codes]
  const devices = await tx
    .selectFrom('device as d')
    .leftJoin('batch as b', (join) =>
      join.onRef('b.id', '=', 'd.batch_id').onRef('b.organisation_id', '=', 'd.organisation_id'),
    )
    .leftJoin('device as k', (join) =>
      join.onRef('k.id', '=', 'd.merged_into').onRef('k.organisation_id', '=', 'd.organisation_id'),
    )
    .select(['d.code', 'd.kind', 'd.maker', 'd.model', 'd.name', 'd.inventory_number as number', 'b.label as batch'])
    .select('k.code as kept')
    .where('d.code', 'in', list)
    .execute()
  const places = await tx
    .selectFrom('public_code as c')
    .innerJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'c.subject_id').onRef('p.organisation_id', '=', 'c.organisation_id'),
    )
    .select(['c.code', 'p.id', 'p.name'])
    .where('c.code', 'in', list)
    .execute()
  const free = await tx
    .selectFrom('reserved_code')
    .select('code')
    .where('code', 'in', list)
    .where('claimed_at', 'is', null)
    .execute()
  const found = new Map<string, Subject>((await shelved(tx, list, lang)).map((one) => [one.code, one]))
  for (const { code } of free) found.set(code, { code, kind: 'free', href: `/etiquettes/libre/${code}`, lines: [] })
  for (const { code, id, name } of places) found.set(code, { code, kind: 'place', href: `/lieux/${id}`, lines: [name] })
  for (const device of devices) {
    const kind = KINDS.rows[device.kind as DeviceKind].name[lang]
    const name = deviceName(device, '')
    const lines = [name || kind, device.number ?? (name ? kind : (device.batch ?? ''))]
    found.set(device.code, {
      code: device.code,
      kind: 'device',
      href: `/parc/${device.kept ?? device.code}`,
      lines: lines.filter(Boolean),
    })
  }
  return codes.flatMap((code) => found.get(code) ?? [])
}

/** What lies on the shelves of the workshop: parts, their bins, the bins of supplies. */
async function shelved(tx: Tx, codes: string[], lang: Lang): Promise<readonly Subject[]> {
  const parts = await tx
    .selectFrom('component')
    .select(['code', 'id', 'kind', 'maker', 'model', 'subkind', 'bytes', 'serial'])
    .where('code', 'in', codes)
    .execute()
  const bins = await tx.selectFrom('bin').select(['code', 'name', 'holds']).where('code', 'in', codes).execute()
  const supplies = await tx.selectFrom('supply').select(['code', 'name', 'kind']).where('code', 'in', codes).execute()
  const f = numbers(lang)
  const sized = (part: (typeof parts)[number]) =>
    part.bytes === null ? null : part.kind === 'memory' ? f.binaryBytes(part.bytes) : f.bytes(part.bytes)
  const lines = (...all: readonly (string | null)[]) => all.filter((one): one is string => Boolean(one))
  return [
    ...parts.flatMap((part): Subject[] => {
      if (part.code === null) return []
      const what = lines(part.subkind?.toUpperCase() ?? null, sized(part)).join(' ')
      const name = PART_KINDS[part.kind as PartKind].name[lang]
      return [
        {
          code: part.code,
          kind: 'part',
          href: `/pieces/${part.id}`,
          lines: lines(what || name, part.model ?? part.serial),
        },
      ]
    }),
    ...bins.map(({ code, name }): Subject => ({ code, kind: 'bin', href: `/pieces/bacs/${code}`, lines: [name] })),
    ...supplies.map(
      ({ code, name }): Subject => ({ code, kind: 'supply', href: `/fournitures/${code}`, lines: [name] }),
    ),
  ]
}

/** The page that a printed code leads to; null where it names nothing here. */
export async function pageOfCode(tx: Tx, code: string): Promise<string | null> {
  const [subject] = await subjectsOf(tx, [code], 'fr')
  if (subject) return subject.href
  const slip = await tx.selectFrom('move_slip').select('number').where('code', '=', code).executeTakeFirst()
  return slip ? `/mouvements/${slip.number}` : null
}

/** The label of a subject: its code in the square and in letters, and what it is called. */
export function labelOf({ code, lines }: Subject, origin: string): Label {
  const shown = showCode(code)
  return {
    text: { qr: codeAddress(origin, code), datamatrix: code },
    large: [shown.slice(0, 8), shown.slice(8)],
    small: lines,
  }
}
