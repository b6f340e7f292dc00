import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { rereadEvidence } from '../fleet/reread.sql.ts'

const LAB = join(import.meta.dirname, '../../../../shared/real-hardware/qemu-lab')

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('arrival')
})
afterAll(() => house.close())

const hand = { kind: 'laptop', count: '3', owner: 'organisation', works: 'unknown', maker: 'Dell' }

test('nobody is sent to sign in, an elected member is refused, a technician sees the page', async () => {
  expect((await house.get('/arrivees')).headers.get('location')).toBe('/connexion?retour=%2Farrivees')
  expect((await house.get('/arrivees', 'elected')).status).toBe(403)
  expect((await house.get('/arrivees', 'technician')).status).toBe(200)
})

test('three laptops received by hand have three codes, in one batch, once even if the form is sent twice', async () => {
  const form = { ...hand, _once: crypto.randomUUID() }
  const first = await house.post('/arrivees', form, 'technician')
  const second = await house.post('/arrivees', form, 'technician')
  expect(first.status).toBe(303)
  expect(second.headers.get('location')).toBe(first.headers.get('location'))
  const devices = await house.inside((tx) => tx.selectFrom('device').select(['code', 'state']).execute())
  expect(devices).toHaveLength(3)
  expect(new Set(devices.map((device) => device.code)).size).toBe(3)
  const list = await house.get(first.headers.get('location') ?? '', 'technician')
  expect(await list.text()).toContain('Dell')
})

test('a serial number for several machines is refused beside the field, and nothing is made', async () => {
  const answer = await house.post('/arrivees', { ...hand, serial: 'ABC' }, 'technician')
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('désigne une seule machine')
})

test('the kind that was not chosen is said beside the field, and what was typed is kept', async () => {
  const answer = await house.post('/arrivees', { ...hand, kind: '' }, 'technician')
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('value="Dell"')
})

test.runIf(existsSync(LAB))(
  'the laboratory’s files dropped at once give four machines, each file with its answer',
  async () => {
    const files = readdirSync(LAB, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap((folder) => readdirSync(join(LAB, folder.name)).map((name) => join(LAB, folder.name, name)))
      .map((path) => new File([readFileSync(path)], path.split('/').slice(-2).join('/')))
    const answer = await house.post(
      '/arrivees/releves',
      { owner: 'organisation', label: 'Laboratoire', files },
      'technician',
    )
    expect(answer.status).toBe(303)
    await house.runJobs()
    const page = await (await house.get(answer.headers.get('location') ?? '', 'technician')).text()
    expect(page).toContain('Nouvel appareil')
    const rows = await house.inside((tx) =>
      tx
        .selectFrom('device as d')
        .innerJoin('batch as b', 'b.id', 'd.batch_id')
        .select(['d.maker', 'd.model', 'd.serial', 'd.kind', 'd.state', 'd.id'])
        .where('b.label', '=', 'Laboratoire')
        .execute(),
    )
    expect(rows).toHaveLength(4)
    expect(rows.map((row) => row.serial)).toEqual(expect.arrayContaining(['7XK4T42', 'CZC8123ABC']))
    const media = await house.inside((tx) =>
      tx
        .selectFrom('component')
        .select('serial')
        .where('kind', '=', 'medium')
        .where('standing', '=', 'fitted')
        .orderBy('serial')
        .execute(),
    )
    expect(media.map((one) => one.serial)).toEqual(['3735928559', '50026B77812345678', '5VMXXXXX', 'WD-WCC6Y5AAAAAA'])
    expect(page).not.toContain('rien n’y dit de quelle machine')
  },
)

test('names, networks and keys of a person are replaced before anything is kept, and the list of fields is', async () => {
  const inventory = {
    action: 'inventory',
    deviceid: 'PC-DE-CLAIRE-2024-01-01-10-00-00',
    itemtype: 'Computer',
    content: {
      bios: { smanufacturer: 'Dell Inc.', smodel: 'Latitude 5480', ssn: 'JH4K2L2' },
      hardware: { name: 'PC-DE-CLAIRE', uuid: '4c4c4544-0048-3410-804b-cac04f324c32', lastloggeduser: 'claire.martin' },
      users: [{ login: 'claire.martin' }],
      versionclient: 'GLPI-Agent_v1.7',
    },
  }
  const file = new File([JSON.stringify(inventory)], 'inventaire.json')
  await house.post('/arrivees/releves', { owner: 'organisation', files: [file] }, 'technician')
  const rows = await house.inside((tx) =>
    tx
      .selectFrom('evidence as e')
      .innerJoin('device as d', 'd.id', 'e.device_id')
      .select(['e.bytes', 'e.removed', 'd.model'])
      .where('d.serial', '=', 'JH4K2L2')
      .execute(),
  )
  expect(rows).toHaveLength(1)
  expect(gunzipSync(rows[0]?.bytes ?? Buffer.alloc(0)).toString()).not.toMatch(/claire/i)
  expect(rows[0]?.removed.length).toBeGreaterThan(0)
})

test('the processor is named by the report most believed, whichever came first', async () => {
  const bios = { SMANUFACTURER: 'Dell Inc.', SMODEL: 'OptiPlex 3040', SSN: '8XK4T52' }
  const xml = (section: string, fields: Record<string, string>) =>
    `<${section}>${Object.entries(fields).map(([name, text]) => `<${name}>${text}</${name}>`)}</${section}>`
  const ocs = `<REQUEST><CONTENT>${xml('BIOS', bios)}${xml('CPUS', { TYPE: 'Core i5' })}</CONTENT></REQUEST>`
  const cpu = 'Intel(R) Core(TM) i5-6500 CPU @ 3.20GHz'
  const content = {
    bios: { smanufacturer: 'Dell Inc.', smodel: 'OptiPlex 3040', ssn: '8XK4T52' },
    cpus: [{ name: cpu, core: 4 }],
  }
  const drop = (name: string, text: string) =>
    house.post('/arrivees/releves', { owner: 'organisation', files: [new File([text], name)] }, 'technician')
  const named = () =>
    house.inside((tx) => tx.selectFrom('device').select('cpu').where('serial', '=', '8XK4T52').execute())
  await drop('ocs.xml', ocs)
  expect(await named()).toEqual([{ cpu: 'Core i5' }])
  await drop('glpi.json', JSON.stringify({ deviceid: 'a', action: 'inventory', content }))
  expect(await named()).toEqual([{ cpu }])
  await drop('ocs-again.xml', ocs.replace('Core i5', 'Core i5 CPU'))
  expect(await named()).toEqual([{ cpu }])
})

test('a report read by an earlier reader is read again from what was kept', async () => {
  await house.inside((tx) => tx.updateTable('evidence').set({ reader_version: 0, report: '{}' }).execute())
  const actor = { organisationId: house.sample.organisationId, personId: null }
  const count = await house.inside((tx) => rereadEvidence(tx, actor))
  expect(count).toBeGreaterThan(0)
  const left = await house.inside((tx) =>
    tx.selectFrom('evidence').select('report').where('reader_version', '=', 0).execute(),
  )
  expect(left).toHaveLength(0)
})
