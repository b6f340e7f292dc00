import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { handedOver } from '../../../test/support/world-recycling.ts'
import { showCode } from '../fleet/code.ts'
import { createDevice } from '../fleet/device.sql.ts'

let house: TestHouse
let code: string
beforeAll(async () => {
  house = await openTestHouse('device')
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null }
  code = (
    await house.inside((tx) =>
      createDevice(tx, actor, { kind: 'laptop', state: 'received', maker: 'Dell', model: 'Latitude 5480' }),
    )
  ).code
})
afterAll(() => house.close())

test('a device has its page, by its printed code, typed as people type it', async () => {
  const page = await house.get(`/parc/${showCode(code)}`, 'technician')
  expect(page.status).toBe(200)
  const html = await page.text()
  expect(html).toContain('Dell Latitude 5480')
  expect(html).toContain(showCode(code))
})

test('another organisation does not find it, an elected member may not, an unknown code is nowhere', async () => {
  expect((await house.get(`/parc/${code}`, 'other')).status).toBe(404)
  expect((await house.get(`/parc/${code}`, 'elected')).status).toBe(403)
  expect((await house.get('/parc/AAAAAAAAA', 'technician')).status).toBe(404)
})

test('the scanned address of a label leads to the device', async () => {
  expect((await house.get(`/e/${code}`, 'technician')).headers.get('location')).toBe(`/parc/${code}`)
})

test('a signed agreement is not opened by whoever guesses its address, and is by an elected member', async () => {
  const bytes = new TextEncoder().encode('%PDF-1.7')
  const hash = await house.services.files.put(house.sample.organisationId, bytes)
  const keep = (subject_kind: string, id: string) =>
    house.inside((tx) =>
      tx
        .insertInto('file')
        .values({
          organisation_id: house.sample.organisationId,
          id,
          hash,
          name: 'x.pdf',
          media_type: 'application/pdf',
          bytes: 8,
          subject_kind,
          subject_id: id,
          kind: 'x',
        })
        .execute(),
    )
  const [agreement, log] = [crypto.randomUUID(), crypto.randomUUID()]
  await keep('agreement', agreement)
  await keep('erasureLog', log)
  expect((await house.get(`/documents/${agreement}`, 'trainee')).status).toBe(404)
  expect((await house.get(`/documents/${agreement}`, 'elected')).status).toBe(200)
  expect((await house.get(`/documents/${log}`, 'trainee')).status).toBe(200)
  expect((await house.get(`/documents/${log}`, 'elected')).status).toBe(404)
})

test('reports dropped on a device are its own even when they name no machine', async () => {
  const cpuinfo = new File(
    [
      'processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: Intel(R) Core(TM) i5-7500 CPU @ 3.40GHz\ncpu cores\t: 4\n',
    ],
    'cpuinfo.txt',
  )
  const answer = await house.post(`/parc/${code}/releves`, { files: [cpuinfo] }, 'technician')
  expect(answer.status).toBe(303)
  const page = await (await house.get(`/parc/${code}`, 'technician')).text()
  expect(page).toContain('i5-7500')
  expect(page).toContain('identifié')
})

test('a second report says which memory came and went, and a disk that is gone is still asked for', async () => {
  const report = (modules: readonly string[], disks: readonly string[]) => ({
    action: 'inventory',
    deviceid: 'pc-2024-01-01-10-00-00',
    itemtype: 'Computer',
    content: {
      bios: { smanufacturer: 'Dell Inc.', smodel: 'Latitude 7490', ssn: 'FXK2P13' },
      hardware: { name: 'pc', uuid: '4c4c4544-0058-4b10-8032-c6c04f503133' },
      cpus: [{ name: 'Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz', core: 4 }],
      memories: modules.map((serialnumber, index) => ({
        capacity: 8192,
        serialnumber,
        numslots: index + 1,
        type: 'DDR4',
      })),
      storages: disks.map((serial) => ({
        model: 'Samsung SSD 860 EVO',
        serial,
        disksize: 250059,
        type: 'disk',
        interface: 'SATA',
      })),
      versionclient: 'GLPI-Agent_v1.7',
    },
  })
  const drop = (modules: readonly string[], disks: readonly string[]) =>
    house.post(
      '/arrivees/releves',
      { owner: 'organisation', files: [new File([JSON.stringify(report(modules, disks))], 'inventaire.json')] },
      'technician',
    )
  await drop(['M111AAA1', 'M222BBB2'], ['S3Z9NB0K111111A'])
  await drop(['M111AAA1', 'M333CCC3'], [])
  const device = await house.inside((tx) =>
    tx.selectFrom('device').select(['id', 'code']).where('serial', '=', 'FXK2P13').executeTakeFirstOrThrow(),
  )
  const parts = await house.inside((tx) =>
    tx
      .selectFrom('component')
      .select(['kind', 'serial', 'standing'])
      .where('device_id', '=', device.id)
      .orderBy('serial')
      .execute(),
  )
  expect(parts).toEqual([
    { kind: 'memory', serial: 'M111AAA1', standing: 'fitted' },
    { kind: 'memory', serial: 'M222BBB2', standing: 'absent' },
    { kind: 'memory', serial: 'M333CCC3', standing: 'fitted' },
    { kind: 'medium', serial: 'S3Z9NB0K111111A', standing: 'fitted' },
  ])
  const page = await (await house.get(`/parc/${device.code}`, 'technician')).text()
  expect(page).toContain('Pièce disparue entre deux relevés')
  expect(page).toContain('aucune preuve depuis son dernier usage')
})

test('the journal says what happened, and a hand-over who received; a corrected one says that it never took place', async () => {
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null }
  const { code } = await house.inside((tx) => handedOver(house, tx, actor, 'JRN-1'))
  const page = await (await house.get(`/parc/${code}`, 'technician')).text()
  expect(page).toMatch(/Remis à [^<]+</)
  expect(page).not.toMatch(/<div>(Remettre|Recevoir|Attribuer)<\/div>/)
  await house.post(`/parc/${code}/corriger`, { reason: 'Erreur.' }, 'technician')
  await house.post(`/parc/${code}/corriger/reponse`, { answer: 'agreed' }, 'tutor')
  expect(await (await house.get(`/parc/${code}`, 'technician')).text()).toContain('n’a pas eu lieu')
})
