import { sql } from 'kysely'
import type { Act } from '../../domain/circuit/acts.ts'
import type { Day } from '../../domain/rules.ts'
import { type Deed, type Performed, performAll } from '../circuit/perform.sql.ts'
import { createBatch } from '../collection/arrival.sql.ts'
import { moveDeed } from '../fleet/move.sql.ts'
import { correctAll, lastActs } from '../losses/correct.sql.ts'
import { judgeFleet, keepFleet } from '../organisation/permissions.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Permission } from '../platform/http/permission.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { decommissionDeed, receiveDeed } from '../renewal/decommission.sql.ts'
import type { BulkAct } from './bulk-act.sql.ts'
import { bulkActText } from './bulk-act.text.ts'
import type { BulkActName } from './bulk-act.ts'

/** A device of a bulk act, and the place it is in. */
export interface Line {
  readonly line: number
  readonly deviceId: string
  readonly placeId: string | null
}

/** A bulk act as it is carried out, with what it asks read again. */
export interface Carried extends BulkAct {
  readonly to: { readonly id: string; readonly kind: string } | undefined
  readonly today: Day
}

/** What became of a device that was to be put back; `followed` where something was done to it since. */
export type PutBack = Performed | { readonly kind: 'followed' }

interface Kind {
  readonly act: Act
  /** What the act brings for this device: what a single one would. */
  readonly deed: (asked: Carried, line: Line) => Deed
  /** Whether nothing is left to do. */
  readonly same: (asked: Carried, line: Line) => boolean
  /** What is made once, before the first device; answers the batch. */
  readonly begin?: (tx: Tx, actor: Actor, asked: Carried) => Promise<string>
  /** Puts back devices that the act changed; `placeId` is the place that each was in before. */
  readonly undo: (tx: Tx, actor: Actor, asked: Carried, lines: readonly Line[]) => Promise<ReadonlyMap<string, PutBack>>
  readonly undoneBy: Permission
}

/** Puts back what stands where the act put it, by moves of the circuit. */
async function moveBack(tx: Tx, actor: Actor, { placeId }: Carried, lines: readonly Line[]) {
  const ids = lines.map(({ deviceId }) => deviceId)
  const now = await tx
    .selectFrom('device')
    .select('id')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('place_id', '=', placeId)
    .execute()
  const still = new Set(now.map(({ id }) => id))
  const from = [...new Set(lines.flatMap((line) => line.placeId ?? []))]
  const places = await tx
    .selectFrom('place')
    .select(['id', 'kind'])
    .where('id', '=', sql<string>`any(${from}::uuid[])`)
    .execute()
  const back = await performAll(
    tx,
    actor,
    'move',
    lines
      .filter(({ deviceId }) => still.has(deviceId))
      .map((line) => ({ ...moveDeed(places.find(({ id }) => id === line.placeId)), deviceId: line.deviceId })),
  )
  return new Map(ids.map((id): [string, PutBack] => [id, back.get(id) ?? { kind: 'followed' }]))
}

/** Corrects what is still the last act of each device, and is this bulk act's own. */
const correctOwn =
  (act: Act): Kind['undo'] =>
  async (tx, actor, { askedAt, doneAt }, lines) => {
    const ids = lines.map(({ deviceId }) => deviceId)
    const lasts = await lastActs(tx, ids)
    const during = (at: Date) => at >= askedAt && doneAt !== null && at <= doneAt
    const own = new Map([...lasts].filter(([, last]) => last.act === act && during(last.at)))
    const corrected = await correctAll(tx, actor, own)
    return new Map(ids.map((id): [string, PutBack] => [id, corrected.get(id) ?? { kind: 'followed' }]))
  }

/** Each act that can be asked of many devices: what a single one would bring, and how all of it is put back. */
export const KINDS_OF_ACT: Readonly<Record<BulkActName, Kind>> = {
  move: {
    act: 'move',
    deed: ({ to }) => moveDeed(to),
    same: ({ placeId }, line) => line.placeId === placeId,
    undo: moveBack,
    undoneBy: keepFleet,
  },
  decommission: {
    act: 'decommission',
    deed: ({ reason, today }, line) => decommissionDeed(reason ?? 'other', line.placeId, today),
    same: () => false,
    undo: correctOwn('decommission'),
    undoneBy: judgeFleet,
  },
  receive: {
    act: 'receive',
    deed: ({ batchId, placeId }) => receiveDeed(batchId ?? '', placeId),
    same: () => false,
    begin: (tx, actor, { placeId, devices, today }) =>
      createBatch(tx, actor, { label: bulkActText('fr').batch(today), from: null, at: placeId, devices }),
    undo: correctOwn('receive'),
    undoneBy: judgeFleet,
  },
}
