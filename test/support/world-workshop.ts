import { DISK, sampleLog } from '../../src/domain/erasure/nwipe-sample.ts'
import { perform } from '../../src/server/circuit/perform.sql.ts'
import { createBatch } from '../../src/server/collection/arrival.sql.ts'
import { addMedium, findNone, recordErasure } from '../../src/server/erasure/erasure.sql.ts'
import { createDevice, type NewDevice } from '../../src/server/fleet/device.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'
import { askLook } from '../../src/server/triage/second-look.sql.ts'
import { addEquipment } from '../../src/server/workshop/equipment/equipment.sql.ts'
import { placeHold } from '../../src/server/workshop/hold.sql.ts'
import { addNote } from '../../src/server/workshop/notes/note.sql.ts'
import { finishOrder, openOrder, readBench, saveGrading, saveTests } from '../../src/server/workshop/order.sql.ts'
import { addPhoto } from '../../src/server/workshop/photos/photo.sql.ts'
import { saveProfile } from '../../src/server/workshop/profiles/profile.sql.ts'
import { enterTime } from '../../src/server/workshop/time/time.sql.ts'
import type { TestHouse } from './house.ts'

/** What triage, erasure and the workshop need of the sample world. */
export async function workshopWorld(house: TestHouse, tx: Tx): Promise<Readonly<Record<string, string>>> {
  const { organisationId, people } = house.sample
  const actor = { organisationId, personId: people.technician ?? '' }
  const identified = async (set: NewDevice['set'] = {}, kind: NewDevice['kind'] = 'laptop') => {
    const device = await createDevice(tx, actor, { kind, state: 'received', maker: 'Dell', set })
    await perform(tx, actor, 'identify', device.id)
    return device
  }
  const device = await identified()
  const gift = await createDevice(tx, actor, { kind: 'laptop', state: 'received', owner: 'donor' })
  const leaving = await identified({ works: 'working' })
  await askLook(tx, actor, leaving.id, 'recycle', 'Trop vieille pour le programme.')
  const look = await tx.selectFrom('second_look').select('id').where('device_id', '=', leaving.id).executeTakeFirst()
  return {
    'tri.device': device.code,
    'tri.gift': gift.code,
    'tri.look': look?.id ?? '',
    ...(await erasureWorld(tx, actor, await identified(), await identified())),
    ...(await benchWorld(house, tx, actor, identified)),
  }
}

const ONE_PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const BENCH = {
  kind: 'bench',
  name: 'Banc 1',
  place: null,
  state: 'working',
  checkMonths: null,
  checkedOn: null,
} as const
const SOFTWARE_PROFILE = '0193f2a0-0000-7000-8000-000000000001'

type Made = { readonly id: string; readonly code: string }

async function erasureWorld(
  tx: Tx,
  actor: Actor,
  erased: Made,
  empty: Made,
): Promise<Readonly<Record<string, string>>> {
  const phone = await createDevice(tx, actor, { kind: 'phone', state: 'received' })
  const found = { maker: null, model: null, serial: null, gigabytes: null }
  const medium = await addMedium(tx, actor, erased.id, { ...found, subkind: 'hdd', serial: DISK.serial })
  const lot = await createBatch(tx, actor, { label: 'Lot déclaré', from: null, at: null, devices: 0 })
  await tx.updateTable('device').set({ batch_id: lot }).where('id', '=', erased.id).execute()
  const card = await addMedium(tx, actor, erased.id, { ...found, subkind: 'card' })
  const absence = await recordErasure(tx, actor, card, {
    source: 'absence',
    technique: 'unknown',
    outcome: 'absent',
    details: {},
  })
  await findNone(tx, actor, empty.id, 'onePerson')
  const finding = await tx.selectFrom('media_finding').select('id').executeTakeFirstOrThrow()
  return {
    'erasure.device': erased.code,
    'erasure.lot': lot,
    'erasure.medium': medium.id,
    'erasure.phone': phone.code,
    'erasure.absence': absence.kind === 'done' ? absence.erasureId : '',
    'erasure.finding': finding.id,
    'erasure.log': sampleLog(),
  }
}

/** A photo of one pixel. */
async function photoWorld(house: TestHouse, tx: Tx, actor: Actor, deviceId: string): Promise<string> {
  const bytes = new Uint8Array(Buffer.from(ONE_PIXEL, 'base64'))
  const photo = { kind: 'photo', bytes, mediaType: 'image/png', width: 1, height: 1 } as const
  return addPhoto(tx, house.services.files, actor, photo, { deviceId, workOrderId: null, caption: 'Rayure' })
}

/** A stretch of work that the technician typed. */
async function timeWorld(tx: Tx, actor: Actor & { readonly personId: string }, device: Made): Promise<string> {
  const work = { deviceId: device.id, workOrderId: null, ticketId: null, step: null, life: 1, supervisorId: null }
  await enterTime(tx, actor, work, 20)
  const row = await tx.selectFrom('work_time').select('id').where('device_id', '=', device.id).executeTakeFirstOrThrow()
  return row.id
}

type Identified = (set?: NewDevice['set'], kind?: NewDevice['kind']) => Promise<Made>

/** A screen holds no data and no software: its tests and its grade are enough to call it ready. */
async function benchWorld(
  house: TestHouse,
  tx: Tx,
  actor: Actor & { readonly personId: string },
  identified: Identified,
): Promise<Readonly<Record<string, string>>> {
  const triaged = async (kind: NewDevice['kind']) => {
    const device = await identified({}, kind)
    await perform(tx, actor, 'triage', device.id, { payload: { verdict: 'refurbish' } })
    return device
  }
  const onTheBench = async (kind: NewDevice['kind']) => {
    const device = await triaged(kind)
    const bench = await readBench(tx, device.code)
    if (bench) await openOrder(tx, actor, bench.device)
    return device
  }
  const tested = async () => {
    const device = await onTheBench('screen')
    const bench = await readBench(tx, device.code)
    if (!bench?.order) throw new Error('no order was opened')
    const results = Object.fromEntries(bench.order.snapshot.tests.map(({ id }) => [id, 'passed' as const]))
    await saveTests(tx, actor, device.id, bench.order, results)
    const grading = { grade: 'B', soughtAfter: false, value: 40, valueReason: 'Écran courant.' } as const
    await saveGrading(tx, actor, bench.device, bench.order, grading)
    return { ...device, order: bench.order }
  }
  const ready = await tested()
  await finishOrder(tx, actor, ready.id, ready.order)
  await saveProfile(tx, actor, {
    id: SOFTWARE_PROFILE,
    name: 'École',
    kinds: ['laptop'],
    isDefault: false,
    items: [{ name: 'Debian', licence: 'free', proofFileId: null }],
  })
  const hold = await placeHold(tx, actor, { kind: 'tool', value: '0.31' }, 'Version de nwipe rappelée.')
  return {
    'work.triaged': (await triaged('laptop')).code,
    'work.open': (await onTheBench('laptop')).code,
    'work.finished': (await tested()).code,
    'work.ready': ready.code,
    'work.hold': hold,
    photo: await photoWorld(house, tx, actor, ready.id),
    modelNote: await addNote(tx, actor, {
      maker: 'Dell',
      model: 'OptiPlex 3050',
      title: 'Vis',
      body: 'Deux vis sous le capot.',
    }),
    'work.bench': await addEquipment(tx, actor, BENCH),
    'work.time': await timeWorld(tx, actor, ready),
    softwareProfile: SOFTWARE_PROFILE,
  }
}
