import { z } from 'zod'
import { checklistOf, type Performed, perform } from '../circuit/perform.sql.ts'
import { deviceName } from '../fleet/device-name.ts'
import { keepBreaches } from '../organisation/permissions.ts'
import type { Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import type { Refused } from '../platform/http/answer.ts'
import { type Actor, eventsOf, writeNote } from '../platform/ledger/ledger.ts'
import type { Waiting } from '../platform/waiting.ts'
import { holdPallet, takeOffPallet } from '../recycling/pallet.sql.ts'
import { hoursLeft } from './loss.ts'

const lossId = z.uuid()

export const lossEvents = eventsOf('loss', {
  stated: {
    says: { fr: 'Perte ou vol déclaré', en: 'Loss or theft declared' },
    payload: z.strictObject({
      lossId,
      stolen: z.boolean(),
      statedOn: z.iso.date(),
      noteHash: z.string().length(64),
      breachFile: z.boolean(),
    }),
  },
  notified: {
    says: { fr: 'Violation de données notifiée à la CNIL', en: 'Data breach notified to the authority' },
    payload: z.strictObject({ lossId }),
  },
  found: { says: { fr: 'Appareil retrouvé', en: 'Device found' }, payload: z.strictObject({ lossId }) },
})

export interface LossSaid {
  readonly stolen: boolean
  readonly on: string
  readonly statement: string
}

/** The losses of a device, the last first, with what was stated. */
export async function lossesOf(tx: Tx, deviceId: string) {
  return tx
    .selectFrom('loss')
    .select([
      'id',
      'stolen',
      'stated_on as statedOn',
      'breach_opened_at as breachOpenedAt',
      'breach_notified_at as breachNotifiedAt',
      'found_at as foundAt',
    ])
    .where('device_id', '=', deviceId)
    .orderBy('stated_on', 'desc')
    .orderBy('id', 'desc')
    .execute()
}
export type LossRow = Awaited<ReturnType<typeof lossesOf>>[number]

/**
 * Declares a device lost or stolen: the statement is kept, a breach file opens where the circuit asks for one, what was
 * promised or on a pallet is freed. The caller rolls back on a refusal.
 */
export async function declareLost(tx: Tx, actor: Actor, deviceId: string, said: LossSaid): Promise<Performed> {
  const stuck = await leavePallet(tx, actor, deviceId)
  if (stuck.length > 0) return { kind: 'refused', refusals: stuck, code: '' }
  const id = newId()
  const note = await writeNote(tx, actor, 'device', deviceId, said.statement)
  await tx
    .insertInto('loss')
    .values({
      organisation_id: actor.organisationId,
      id,
      device_id: deviceId,
      stolen: said.stolen,
      stated_on: said.on,
      stated_by: actor.personId,
    })
    .execute()
  const lines = await checklistOf(tx, 'declareLost', deviceId)
  const breachFile = lines?.some((line) => line.rule === 'breachFileOpened' && !line.held) ?? false
  if (breachFile) await tx.updateTable('loss').set({ breach_opened_at: new Date() }).where('id', '=', id).execute()
  const done = await perform(tx, actor, 'declareLost', deviceId)
  if (done.kind !== 'done') return done
  await tx
    .updateTable('allocation')
    .set({ ended_at: new Date(), ending: 'released' })
    .where('device_id', '=', deviceId)
    .where('ended_at', 'is', null)
    .execute()
  await lossEvents.record(tx, actor, 'stated', deviceId, {
    lossId: id,
    stolen: said.stolen,
    statedOn: said.on,
    noteHash: note.hash,
    breachFile,
  })
  return done
}

/** A device on an open pallet is taken off it; what a frozen pallet holds does not change. */
async function leavePallet(tx: Tx, actor: Actor, deviceId: string): Promise<readonly Refused[]> {
  const item = await tx
    .selectFrom('pallet_item as i')
    .innerJoin('pallet as t', (join) =>
      join.onRef('t.id', '=', 'i.pallet_id').onRef('t.organisation_id', '=', 'i.organisation_id'),
    )
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'i.device_id').onRef('d.organisation_id', '=', 'i.organisation_id'),
    )
    .select(['t.number', 'd.code'])
    .where('i.device_id', '=', deviceId)
    .executeTakeFirst()
  const pallet = item ? await holdPallet(tx, String(item.number)) : null
  if (!item || !pallet) return []
  const moved = await takeOffPallet(tx, actor, pallet, item.code)
  return moved.kind === 'refused' ? moved.refusals : []
}

/** A lost device is back: it is received again, and the loss is closed. */
export async function find(tx: Tx, actor: Actor, deviceId: string): Promise<Performed> {
  const done = await perform(tx, actor, 'find', deviceId)
  if (done.kind !== 'done') return done
  const closed = await closeLoss(tx, deviceId)
  for (const { id } of closed) await lossEvents.record(tx, actor, 'found', deviceId, { lossId: id })
  return done
}

/** Ends the open loss of a device, if there is one. */
export async function closeLoss(tx: Tx, deviceId: string): Promise<readonly { readonly id: string }[]> {
  return tx
    .updateTable('loss')
    .set({ found_at: new Date() })
    .where('device_id', '=', deviceId)
    .where('found_at', 'is', null)
    .returning('id')
    .execute()
}

/** Records that the authority was told of the breach; false where no file waits for it. */
export async function notifyBreach(tx: Tx, actor: Actor, deviceId: string): Promise<boolean> {
  const told = await tx
    .updateTable('loss')
    .set({ breach_notified_at: new Date() })
    .where('device_id', '=', deviceId)
    .where('breach_opened_at', 'is not', null)
    .where('breach_notified_at', 'is', null)
    .returning('id')
    .execute()
  for (const { id } of told) await lossEvents.record(tx, actor, 'notified', deviceId, { lossId: id })
  return told.length > 0
}

/** Breach files that are open and not notified, the oldest first, with the hours that are left. */
export const lossWaiting: Waiting = async (tx) => {
  const rows = await tx
    .selectFrom('loss as l')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'l.device_id').onRef('d.organisation_id', '=', 'l.organisation_id'),
    )
    .select(['l.id', 'l.breach_opened_at as openedAt', 'd.code'])
    .select(['d.maker', 'd.model', 'd.name'])
    .where('l.breach_opened_at', 'is not', null)
    .where('l.breach_notified_at', 'is', null)
    .orderBy('l.breach_opened_at')
    .limit(20)
    .execute()
  const now = new Date()
  return rows.map(({ id, openedAt, code, ...device }) => {
    const left = openedAt ? hoursLeft(openedAt, now) : 0
    return {
      key: `loss-${id}`,
      what: {
        fr: `Données peut-être perdues avec ${deviceName(device, 'un appareil')} : prévenir la CNIL s’il y a un risque`,
        en: `Data may be lost with ${deviceName(device, 'a device')}: tell the authority where there is a risk`,
      },
      why:
        left > 0
          ? { fr: `Il reste ${left} h (RGPD, art. 33).`, en: `${left} h left (GDPR, art. 33).` }
          : { fr: 'Le délai de 72 h est passé (RGPD, art. 33).', en: 'The 72 h are over (GDPR, art. 33).' },
      label: { fr: 'Ouvrir le dossier', en: 'Open the file' },
      href: `/parc/${code}/perte`,
      on: keepBreaches,
    }
  })
}
