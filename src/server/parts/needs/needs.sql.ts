import { sql } from 'kysely'
import type { DeviceState } from '../../../domain/circuit/states.ts'
import { SUPPLY_KIND_NAMES, type SupplyKind } from '../../../domain/kits/supplies.ts'
import { isMended, type Minimum, type Need, needsOf, type OnBench, type Spare } from '../../../domain/parts/needs.ts'
import type { Tx } from '../../platform/database/database.ts'
import { benchOf, candidateOf } from '../machine.sql.ts'
import { type Part, reservedFor, stockOf } from '../part.sql.ts'

/** A kit model as a minimum: what its unit must have, and the supplies that go with it. */
export interface Model extends Minimum {
  readonly id: string
  readonly supplies: Readonly<Partial<Record<SupplyKind, number>>>
}

/** The kit models in use, each in its latest version: those that ask for memory or a disk first. */
export async function modelsOf(tx: Tx): Promise<readonly Model[]> {
  const rows = await tx
    .selectFrom('kit_model as m')
    .innerJoin('kit_recipe as r', (join) =>
      join.onRef('r.model_id', '=', 'm.id').onRef('r.organisation_id', '=', 'm.organisation_id'),
    )
    .distinctOn('m.id')
    .select(['m.id', 'm.name', 'r.recipe'])
    .where('m.retired_at', 'is', null)
    .orderBy('m.id')
    .orderBy('r.version', 'desc')
    .execute()
  const models = rows.map(({ id, name, recipe }) => ({
    id,
    name,
    kinds: recipe.unit.kinds,
    memoryGb: recipe.unit.memoryGb,
    diskGb: recipe.unit.diskGb,
    supplies: recipe.supplies,
  }))
  const asks = ({ memoryGb, diskGb }: Model) => Number(memoryGb !== null) + Number(diskGb !== null)
  return models.sort((a, b) => asks(b) - asks(a) || a.name.localeCompare(b.name))
}

export interface NamedDevice {
  readonly id: string
  readonly code: string
  readonly maker: string | null
  readonly model: string | null
  readonly name: string | null
  readonly state: string
}

const MOST = 100

const devicesIn = (tx: Tx, states: readonly DeviceState[]): Promise<readonly NamedDevice[]> =>
  tx
    .selectFrom('device')
    .select(['id', 'code', 'maker', 'model', 'name', 'state'])
    .where('state', 'in', [...states])
    .where('kind', 'in', ['laptop', 'desktop', 'mini', 'all-in-one', 'server'])
    .orderBy('state_since')
    .orderBy('id')
    .limit(MOST)
    .execute()

export interface NeedLine {
  readonly device: NamedDevice
  readonly need: Need
  /** What is kept for it already. */
  readonly kept: readonly Part[]
}

export interface Needs {
  readonly inWork: readonly NeedLine[]
  /** Machines that wait before the bench, and that what lies in stock would finish. */
  readonly possible: readonly NeedLine[]
  readonly stock: ReadonlyMap<string, Part>
  readonly supplies: readonly { readonly kind: SupplyKind; readonly held: number; readonly asked: number }[]
}

const spareOf = (part: Part): Spare => ({
  ...candidateOf(part),
  id: part.id,
  tested: part.test === 'passed',
  reservedFor: part.reservedFor,
})

/** What the machines in work lack against a model, what would mend them, and which others the rest of the stock would finish. */
export async function readNeeds(tx: Tx, model: Model | null): Promise<Needs> {
  const stock = await stockOf(tx)
  const spares = stock.map(spareOf)
  const working = await devicesIn(tx, ['inWork'])
  const inWork = await linesOf(tx, working, model, spares)
  const taken = new Set(
    inWork.flatMap(({ need }) =>
      need.lacks.flatMap(({ proposals }) => proposals.slice(0, 1)).map(({ spare }) => spare.id),
    ),
  )
  const left = spares.filter((spare) => spare.reservedFor === null && !taken.has(spare.id))
  const waiting = await linesOf(tx, await devicesIn(tx, ['identified', 'triaged']), model, left)
  return {
    inWork,
    possible: waiting.filter(({ need }) => isMended(need)),
    stock: new Map(stock.map((part) => [part.id, part])),
    supplies: model ? await suppliesFor(tx, model, working) : [],
  }
}

async function linesOf(
  tx: Tx,
  devices: readonly NamedDevice[],
  model: Model | null,
  spares: readonly Spare[],
): Promise<readonly NeedLine[]> {
  const bench = await benchOf(
    tx,
    devices.map(({ id }) => id),
  )
  const byId = new Map(devices.map((device) => [device.id, device]))
  const lines: NeedLine[] = []
  for (const need of needsOf(bench.map(withKept(spares)), model, spares)) {
    const device = byId.get(need.on.id)
    if (device) lines.push({ device, need, kept: await reservedFor(tx, device.id) })
  }
  return lines
}

/** What is kept for a machine counts as in it: it is not asked for twice. */
const withKept =
  (spares: readonly Spare[]) =>
  (on: OnBench): OnBench => {
    const kept = spares.filter(({ reservedFor }) => reservedFor === on.id)
    const memory = kept.filter(({ kind }) => kind === 'memory').reduce((sum, { bytes }) => sum + (bytes ?? 0), 0)
    const { bytes } = on.machine.memory
    return {
      ...on,
      machine: { ...on.machine, memory: { ...on.machine.memory, bytes: bytes === null ? null : bytes + memory } },
      parts: [...on.parts, ...kept.map(({ kind, bytes: size }) => ({ kind, bytes: size, health: null, level: null }))],
    }
  }

/** What one machine lacks, with what is kept for it. */
export async function needOfDevice(tx: Tx, device: NamedDevice, model: Model | null) {
  const stock = await stockOf(tx)
  const [line] = await linesOf(tx, [device], model, stock.map(spareOf))
  return {
    line: line ?? null,
    kept: await reservedFor(tx, device.id),
    stock: new Map(stock.map((part) => [part.id, part])),
  }
}

/** The supplies that a model's kits would take for these machines, against what is in the bins. */
async function suppliesFor(tx: Tx, model: Model, devices: readonly NamedDevice[]) {
  const kinds = SUPPLY_KIND_NAMES.filter((kind) => (model.supplies[kind] ?? 0) > 0)
  if (kinds.length === 0 || devices.length === 0) return []
  const { rows } = await sql<{ kind: SupplyKind; held: number }>`
    select s.kind, coalesce(sum(m.delta), 0)::int as held from supply s
    left join supply_move m on m.organisation_id = s.organisation_id and m.supply_id = s.id
    where s.retired_at is null group by s.kind`.execute(tx)
  return kinds.map((kind) => ({
    kind,
    held: rows.find((row) => row.kind === kind)?.held ?? 0,
    asked: (model.supplies[kind] ?? 0) * devices.length,
  }))
}
