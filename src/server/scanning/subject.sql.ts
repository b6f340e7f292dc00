import { KINDS } from '../../domain/circuit/kinds.ts'
import { type DeviceState, STATES } from '../../domain/circuit/states.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { showCode } from '../fleet/code.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import { deviceName } from '../fleet/device-name.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Bilingual } from '../platform/text/text.ts'

/** A device as the scan screen speaks of it. */
export interface Subject {
  readonly id: string
  readonly code: string
  readonly shown: string
  readonly kind: DeviceKind
  readonly state: DeviceState
  readonly placeId: string | null
  readonly name: Bilingual
  readonly stateName: Bilingual
}

export async function subjectOf(tx: Tx, code: string): Promise<Subject | null> {
  const found = await deviceByCode(tx, code)
  if (!found) return null
  const row = await tx
    .selectFrom('device')
    .select(['kind', 'state', 'maker', 'model', 'name', 'place_id as placeId'])
    .where('id', '=', found.id)
    .executeTakeFirstOrThrow()
  const kind = row.kind as DeviceKind
  const state = row.state as DeviceState
  const called = (lang: 'fr' | 'en') => deviceName(row, KINDS.rows[kind].name[lang])
  return {
    id: found.id,
    code: found.code,
    shown: showCode(found.code),
    kind,
    state,
    placeId: row.placeId,
    name: { fr: called('fr'), en: called('en') },
    stateName: STATES.rows[state].name,
  }
}

/** The place of a printed code; null where it names none that is open. */
export async function placeOf(tx: Tx, code: string): Promise<{ readonly id: string; readonly name: string } | null> {
  const row = await tx
    .selectFrom('public_code as c')
    .innerJoin('place as p', (join) =>
      join.onRef('p.id', '=', 'c.subject_id').onRef('p.organisation_id', '=', 'c.organisation_id'),
    )
    .select(['p.id', 'p.name'])
    .where('c.code', '=', code)
    .where('c.subject_kind', '=', 'place')
    .where('p.closed_on', 'is', null)
    .executeTakeFirst()
  return row ?? null
}
