import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { COMPLETED, DISK, type SampleOptions, sampleLog } from '../../domain/erasure/nwipe-sample.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { readFacts } from '../circuit/facts.sql.ts'
import { perform } from '../circuit/perform.sql.ts'
import { createDevice } from '../fleet/device.sql.ts'
import { addMedium } from './erasure.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('erasure')
})
afterAll(() => house.close())

let serials = 0
const nextSerial = () => `WD-TEST${String(++serials).padStart(6, '0')}`

/** An identified machine with one hard disk of this serial number. */
async function machine(serial: string | null, kind: DeviceKind = 'desktop') {
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null }
  return house.inside(async (tx) => {
    const device = await createDevice(tx, actor, { kind, state: 'received', maker: 'Dell' })
    await perform(tx, actor, 'identify', device.id)
    const found = { subkind: 'hdd', maker: null, model: null, serial, gigabytes: null } as const
    const medium = await addMedium(tx, actor, device.id, found)
    return { ...device, mediumId: medium.id }
  })
}

const log = (serial: string, options: SampleOptions = {}) =>
  new File([sampleLog({ drives: [{ ...DISK, serial }], ...options })], 'nwipe.log')

async function standing(deviceId: string) {
  const media = await house.inside(async (tx) => (await readFacts(tx, deviceId))?.facts.media)
  return media?.kind === 'listed' ? media.media.map(({ state }) => state) : media
}

/** Where a form leads, read as text. */
const follow = async (answer: Response, as = 'technician') =>
  (await house.get(answer.headers.get('location') ?? '/nowhere', as)).text()

const PDF = () => new File(['%PDF-1.7 certificat'], 'certificat.pdf')

test('nobody is sent to sign in, an elected member may not, an unknown device is nowhere', async () => {
  const { code } = await machine(nextSerial())
  expect((await house.get('/effacement')).status).toBe(303)
  expect((await house.get(`/effacement/${code}`, 'elected')).status).toBe(403)
  expect((await house.get('/effacement/AAAAAAAAA', 'technician')).status).toBe(404)
  expect((await house.get(`/effacement/${code}`, 'other')).status).toBe(404)
  const form = { files: [log(DISK.serial)] }
  expect((await house.post(`/effacement/${code}/journaux`, form, 'mediator')).status).toBe(403)
})

test('one log of a whole batch proves each machine by the serial number of its disk', async () => {
  const one = await machine(nextSerial())
  const two = await machine(nextSerial())
  const drives = [one, two].map((_, index) => ({
    ...DISK,
    device: `/dev/sd${'ab'[index]}`,
    serial: `WD-TEST${String(serials - 1 + index).padStart(6, '0')}`,
  }))
  const answer = await house.post(
    '/effacement/journaux',
    { files: [new File([sampleLog({ drives })], 'lot.log')] },
    'trainee',
  )
  expect(answer.status).toBe(303)
  const html = await follow(answer, 'trainee')
  expect(html.match(/Effacé\u00a0: réécriture en une passe, relue/g)).toHaveLength(2)
  expect([await standing(one.id), await standing(two.id)]).toEqual([['erased'], ['erased']])
  const files = await house.inside((tx) =>
    tx.selectFrom('file').select(['kind', 'hash']).where('name', '=', 'lot.log').execute(),
  )
  expect(files).toHaveLength(1)
  expect(await house.services.files.get(house.sample.organisationId, files[0]?.hash ?? '')).not.toBeNull()
})

test('an aborted run is a failure although nwipe ends with 0, and the medium joins the destruction order', async () => {
  const serial = nextSerial()
  const { id, code } = await machine(serial)
  const aborted = log(serial, {
    ending: 'Nwipe was aborted by the user. Check the summary table for the drive status.',
  })
  const html = await follow(await house.post(`/effacement/${code}/journaux`, { files: [aborted] }, 'technician'))
  expect(html).toContain('Échec.')
  expect(await standing(id)).toEqual(['failed'])
  const list = await (await house.get('/effacement', 'technician')).text()
  expect(list.slice(list.indexOf('À faire détruire'))).toContain(serial)
})

test('the same log twice counts once, and a log that names no known disk is told', async () => {
  const serial = nextSerial()
  const { code, mediumId } = await machine(serial)
  await house.post('/effacement/journaux', { files: [log(serial)] }, 'technician')
  const again = await follow(await house.post('/effacement/journaux', { files: [log(serial)] }, 'technician'))
  expect(again).toContain('ne compte qu’une fois')
  const rows = await house.inside((tx) =>
    tx.selectFrom('erasure').select('id').where('medium_id', '=', mediumId).execute(),
  )
  expect(rows).toHaveLength(1)
  const stranger = await follow(
    await house.post(`/effacement/${code}/journaux`, { text: sampleLog({ ending: COMPLETED }) }, 'technician'),
  )
  expect(stranger).toContain('Aucun support connu ne porte ce numéro de série')
})

test('a log without serial number waits for a person to say which medium it is about', async () => {
  const { id, code, mediumId } = await machine(null)
  const blank = () => ({ files: [log('')] })
  expect(await follow(await house.post(`/effacement/${code}/journaux`, blank(), 'technician'))).toContain(
    'une personne doit désigner le support',
  )
  expect(await standing(id)).toEqual(['unknown'])
  await house.post(`/effacement/${code}/journaux`, { ...blank(), logMedium: mediumId }, 'technician')
  expect(await standing(id)).toEqual(['erased'])
})

test('a file that is no nwipe log is refused with what to give instead', async () => {
  const answer = await house.post('/effacement/journaux', { files: [new File(['bonjour'], 'a.txt')] }, 'technician')
  expect(await follow(answer)).toContain('Ce texte n’est pas un journal de nwipe')
  expect((await house.post('/effacement/journaux', {}, 'technician')).status).toBe(422)
})

test('a certificate destroys the medium it lists; a text file is no scan', async () => {
  const serial = nextSerial()
  const { id, code, mediumId } = await machine(serial)
  const form = {
    medium: mediumId,
    destroyer: 'Broyage du Centre',
    number: 'D-12',
    destroyedOn: '2026-01-15',
    technique: 'shredding',
    listed: serial,
  }
  const bad = await house.post(
    `/effacement/${code}/destruction`,
    { ...form, scan: [new File(['x'], 'a.pdf')] },
    'technician',
  )
  expect(bad.status).toBe(422)
  expect(await bad.text()).toContain('ni un PDF ni une image')
  const elsewhere = await house.post(
    `/effacement/${code}/destruction`,
    { ...form, listed: 'AUTRE-0001', scan: [PDF()] },
    'technician',
  )
  expect(elsewhere.status).toBe(303)
  expect(await standing(id)).toEqual(['unknown'])
  const today = new Date().toISOString().slice(0, 10)
  await house.post(`/effacement/${code}/destruction`, { ...form, destroyedOn: today, scan: [PDF()] }, 'technician')
  expect(await standing(id)).toEqual(['destroyed'])
})

test('an absence is signed by two people, and the first cannot be the second', async () => {
  const { id, code, mediumId } = await machine(nextSerial())
  expect((await house.post(`/effacement/${code}/absence`, { absentMedium: mediumId }, 'technician')).status).toBe(303)
  expect(await standing(id)).toEqual(['unknown'])
  const proof = await house.inside((tx) =>
    tx.selectFrom('erasure').select('id').where('medium_id', '=', mediumId).executeTakeFirstOrThrow(),
  )
  expect((await house.post(`/effacement/preuves/${proof.id}/confirmer`, {}, 'technician')).status).toBe(409)
  expect((await house.post(`/effacement/preuves/${proof.id}/confirmer`, {}, 'trainee')).status).toBe(303)
  expect(await standing(id)).toEqual(['absent'])
  expect((await house.post(`/effacement/preuves/${proof.id}/confirmer`, {}, 'tutor')).status).toBe(409)
})

test('a machine with empty bays is found so by two people; one with a medium is not', async () => {
  const full = await machine(nextSerial())
  expect((await house.post(`/effacement/${full.code}/aucun-support`, {}, 'technician')).status).toBe(409)
  const { id, code, mediumId } = await machine(nextSerial())
  await house.post(`/effacement/${code}/mettre-de-cote`, { asideMedium: mediumId }, 'technician')
  expect(await standing(id)).toEqual({ kind: 'notLookedAt' })
  await house.post(`/effacement/${code}/aucun-support`, {}, 'technician')
  expect(await standing(id)).toEqual({ kind: 'foundNone', by: 'onePerson' })
  const finding = await house.inside((tx) =>
    tx.selectFrom('media_finding').select('id').where('device_id', '=', id).executeTakeFirstOrThrow(),
  )
  expect((await house.post(`/effacement/constats/${finding.id}/confirmer`, {}, 'technician')).status).toBe(409)
  await house.post(`/effacement/constats/${finding.id}/confirmer`, {}, 'tutor')
  expect(await standing(id)).toEqual({ kind: 'foundNone', by: 'twoPeople' })
  const list = await (await house.get('/effacement', 'technician')).text()
  expect(list).toContain('mis de côté')
})

test('a phone is reset and not read back; a desktop cannot be', async () => {
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null }
  const phone = await house.inside((tx) => createDevice(tx, actor, { kind: 'phone', state: 'received' }))
  const answer = await house.post(`/effacement/${phone.code}/reinitialisation`, { resetMedium: '' }, 'technician')
  expect(answer.status).toBe(303)
  expect(await standing(phone.id)).toEqual(['erasedWithExceptions'])
  const { code } = await machine(nextSerial())
  expect((await house.post(`/effacement/${code}/reinitialisation`, { resetMedium: '' }, 'technician')).status).toBe(409)
})

test('a card found inside waits for its own proof', async () => {
  const serial = nextSerial()
  const { id, code } = await machine(serial)
  await house.post('/effacement/journaux', { files: [log(serial)] }, 'technician')
  await house.post(`/effacement/${code}/supports`, { subkind: 'card', maker: 'SanDisk', gigabytes: '32' }, 'trainee')
  expect(await standing(id)).toEqual(['erased', 'unknown'])
})

test('an erasure recorded on the wrong medium is withdrawn with a reason, and its line stays', async () => {
  const serial = nextSerial()
  const { id, code, mediumId } = await machine(serial)
  await house.post('/effacement/journaux', { files: [log(serial)] }, 'technician')
  const proof = await house.inside((tx) =>
    tx.selectFrom('erasure').select('id').where('medium_id', '=', mediumId).executeTakeFirstOrThrow(),
  )
  expect((await house.post(`/effacement/preuves/${proof.id}/retirer`, { reason: 'x' }, 'trainee')).status).toBe(403)
  expect((await house.post(`/effacement/preuves/${proof.id}/retirer`, { reason: '' }, 'tutor')).status).toBe(422)
  await house.post(`/effacement/preuves/${proof.id}/retirer`, { reason: 'Disque interverti.' }, 'tutor')
  expect(await standing(id)).toEqual(['unknown'])
  expect(await (await house.get(`/effacement/${code}`, 'technician')).text()).toContain('retiré\u00a0: mauvais support')
})

test('a ready machine is not erased: the circuit refuses, drive by drive, and the rest of the log is read', async () => {
  const ready = await machine(nextSerial())
  const readySerial = `WD-TEST${String(serials).padStart(6, '0')}`
  await house.inside((tx) => tx.updateTable('device').set({ state: 'ready' }).where('id', '=', ready.id).execute())
  const other = nextSerial()
  const bench = await machine(other)
  const drives = [
    { ...DISK, serial: readySerial },
    { ...DISK, device: '/dev/sdb', serial: other },
  ]
  const html = await follow(
    await house.post('/effacement/journaux', { files: [new File([sampleLog({ drives })], 'a.log')] }, 'technician'),
  )
  expect(html).toContain('n’existe pas pour un appareil prêt')
  expect(await standing(bench.id)).toEqual(['erased'])
})
