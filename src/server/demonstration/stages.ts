import type { Act } from '../../domain/circuit/acts.ts'
import { type Deed, perform } from '../circuit/perform.sql.ts'
import { createBatch } from '../collection/arrival.sql.ts'
import { createDevice, type NewDevice } from '../fleet/device.sql.ts'
import { ingest } from '../fleet/evidence.sql.ts'
import { tellHolding } from '../fleet/past.sql.ts'
import { declareLost } from '../losses/loss.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Files } from '../platform/files/files.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { judgeDevice, observe, recordJudgement } from '../triage/triage.sql.ts'
import { isWayOut } from '../triage/triage.ts'
import type { Character } from './cast.ts'
import type { Demand } from './demands.ts'
import { batteryOf, type DumpFile, lshwOf, smartctlOf } from './dumps.ts'
import { type Cohort, isStanding } from './park.ts'
import type { Territory } from './set-up.sql.ts'

/** What a stage is given: the commune, and the day it is. */
export interface Scene {
  readonly territory: Territory
  /** `YYYY-MM-DD` in the commune. */
  readonly today: string
  readonly files: Files
  /** Ids of the requests, once they are entered. */
  readonly requests: Map<Demand, string>
}

/** An act that the circuit must allow: the demonstration passes every gate, or is not. */
export async function act(tx: Tx, actor: Actor, name: Act, one: Character, deed: Deed = {}): Promise<void> {
  const done = await perform(tx, actor, name, one.id, deed)
  if (done.kind === 'done') return
  const rules = done.kind === 'refused' ? done.refusals.map(({ rule }) => rule).join(', ') : 'missing'
  throw new Error(`demonstration: ${name} of « ${one.cohort.label} » bound to be ${one.today} is refused (${rules})`)
}

/** Everyone comes on stage: with the past that is told, and by the lot that brought them. */
export async function appear(tx: Tx, { territory, today }: Scene, cast: readonly Character[]): Promise<void> {
  const actor = territory.as('technician')
  const batches = new Map<Cohort, string>()
  for (const one of cast) {
    const first = FIRST_STATE[one.today] ?? (isStanding(one.cohort) ? 'inUse' : 'received')
    if (first === 'received' && !batches.has(one.cohort))
      batches.set(one.cohort, await arrive(tx, actor, territory, one.cohort, cast))
    const holder = one.cohort.past.at(-1)
    const made = await createDevice(tx, actor, {
      kind: one.model.kind,
      state: first,
      batchId: first === 'received' ? (batches.get(one.cohort) ?? null) : null,
      placeId: first === 'received' ? territory.places.workshop : holder?.place ? territory.places[holder.place] : null,
      maker: one.model.maker,
      model: 'product' in one.model ? one.model.product : one.model.model,
      serial: one.serial,
      inventoryNumber: one.inventoryNumber,
      owner: one.cohort.owner,
      set: {
        life: one.cohort.past.length,
        name: 'version' in one.model && one.model.version ? one.model.version : null,
        built_year: one.model.year,
        bought_on: one.cohort.past[0]?.from ?? null,
        inventory: INVENTORY[first] ?? (one.cohort.owner === 'donor' ? 'neverListed' : 'listed'),
        works: one.broken ? 'notWorking' : 'working',
        ...(first === 'decommissioned' ? { decommission_reason: 'obsolete', decommissioned_on: today } : {}),
      },
    })
    one.id = made.id
    one.code = made.code
    await tellPast(tx, actor, territory, one, first === 'inUse' ? null : today)
  }
}

const FIRST_STATE: Partial<Readonly<Record<Character['today'], NewDevice['state']>>> = {
  announced: 'announced',
  refused: 'announced',
  decommissioned: 'decommissioned',
}
const INVENTORY: Partial<Readonly<Record<NewDevice['state'], 'decommissioned' | 'neverListed'>>> = {
  decommissioned: 'decommissioned',
  announced: 'neverListed',
}

async function arrive(
  tx: Tx,
  actor: Actor,
  { places, parties }: Territory,
  cohort: Cohort,
  cast: readonly Character[],
): Promise<string> {
  const from = cohort.past.at(-1)
  const sender = from?.party ? parties[from.party] : from?.place ? places[from.place] : null
  const devices = cast.filter((one) => one.cohort === cohort && !(one.today in FIRST_STATE)).length
  return createBatch(tx, actor, { label: cohort.label, from: sender, at: places.workshop, devices })
}

async function tellPast(
  tx: Tx,
  actor: Actor,
  { places, parties }: Territory,
  one: Character,
  until: string | null,
): Promise<void> {
  for (const [at, { place, party, transfer, from }] of one.cohort.past.entries())
    await tellHolding(tx, actor, {
      deviceId: one.id,
      life: at + 1,
      transfer,
      ...(place ? { placeId: places[place] } : {}),
      ...(party ? { partyId: parties[party] } : {}),
      from,
      to: one.cohort.past[at + 1]?.from ?? until,
    })
}

/** The bench reads them: dumps of the machine, its disk and its battery; what prints no report is identified by eye. */
export async function identify(tx: Tx, { territory }: Scene, cast: readonly Character[]): Promise<void> {
  const actor = territory.as('trainee')
  for (const one of cast) {
    if (!one.machine) {
      if (!isStanding(one.cohort)) await act(tx, actor, 'identify', one)
      continue
    }
    for (const dump of dumpsOf(one)) {
      const kept = await ingest(tx, actor, dump, { batchId: null, placeId: null, owner: 'organisation' }, one.id)
      if (kept.kind !== 'updated') throw new Error(`demonstration: ${dump.name} of ${one.serial} is ${kept.kind}`)
    }
  }
}

/** At the bench everything is read; where it stands in service, the inventory's own reading is all there is. */
function dumpsOf({ machine, cohort }: Character): readonly DumpFile[] {
  if (!machine) return []
  const whole = lshwOf(machine)
  const battery = batteryOf(machine)
  return isStanding(cohort) ? [whole] : [whole, smartctlOf(machine), ...(battery ? [battery] : [])]
}

/** The finance officer takes them out of the inventory. */
export async function decommission(tx: Tx, { territory, today }: Scene, cast: readonly Character[]): Promise<void> {
  for (const one of cast) {
    const reason = one.broken ? 'broken' : 'obsolete'
    await act(tx, territory.as('finance'), 'decommission', one, {
      facts: { decommissionReason: reason },
      payload: { reason },
      set: { inventory: 'decommissioned', decommission_reason: reason, decommissioned_on: today },
    })
  }
}

/** What is seen on the table, what the rules propose, what a person decides. */
export async function judge(tx: Tx, { territory }: Scene, cast: readonly Character[]): Promise<void> {
  const actor = territory.as('technician')
  for (const one of cast) {
    const before = await judgeDevice(tx, one.code, new Date())
    if (!before) throw new Error(`demonstration: ${one.code} cannot be judged`)
    await observe(tx, actor, before.device, {
      kind: null,
      works: one.broken ? 'notWorking' : 'working',
      boots: one.broken ? 'no' : 'yes',
      looked: true,
      damage: one.leaves === 'recycle' ? [one.model.kind === 'screen' ? 'screenCracked' : 'boardCorroded'] : [],
      locked: 'no',
      account: 'removed',
      management: 'removed',
      simAndCard: 'out',
    })
    const judged = await judgeDevice(tx, one.code, new Date())
    if (!judged) throw new Error(`demonstration: ${one.code} cannot be judged`)
    const proposed = judged.proposal.verdict
    const verdict = one.leaves ?? (isWayOut(proposed) ? 'refurbish' : proposed)
    const reason = verdict === proposed ? null : 'Il convient encore à la bureautique et au web, avec plus de mémoire.'
    await recordJudgement(tx, actor, judged, { verdict, reason })
    if (one.leaves)
      await act(tx, actor, one.leaves === 'parts' ? 'sendToParts' : 'scrap', one, {
        facts: { scrapping: { reason: 'given', secondLook: 'none' } },
        payload: { verdict },
        set: { verdict, scrap_reason: judged.proposal.reasons[0]?.fr ?? 'Ne démarre plus.' },
      })
    else await act(tx, actor, 'triage', one, { payload: { verdict }, set: { verdict } })
  }
}

export async function refuseOffer(tx: Tx, { territory }: Scene, cast: readonly Character[]): Promise<void> {
  for (const one of cast) await act(tx, territory.as('coordinator'), 'refuse', one)
}

export async function giveBack(tx: Tx, { territory }: Scene, cast: readonly Character[]): Promise<void> {
  for (const one of cast) await act(tx, territory.as('coordinator'), 'giveBack', one)
}

/** A statement, and a breach file: nothing proves that the disk was empty. */
export async function lose(tx: Tx, { territory, today }: Scene, cast: readonly Character[]): Promise<void> {
  for (const one of cast) {
    const said = { stolen: true, on: today, statement: 'Vol constaté à l’ouverture ; plainte déposée le matin même.' }
    const done = await declareLost(tx, territory.as('itManager'), one.id, said)
    if (done.kind !== 'done') throw new Error(`demonstration: ${one.serial} is not declared lost`)
  }
}
