import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { createBatch } from './arrival.sql.ts'
import { askUnreadDrops, readDrop, writeDown } from './drop.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('drop')
})
afterAll(() => house.close())

const dump = (serial: string) =>
  [
    '# dmidecode 3.4',
    'Handle 0x0001, DMI type 1, 27 bytes',
    'System Information',
    '\tManufacturer: Dell Inc.',
    '\tProduct Name: OptiPlex 3050',
    `\tSerial Number: ${serial}`,
    '',
  ].join('\n')
const bytes = (text: string) => new TextEncoder().encode(text)
const file = (name: string, text: string) => new File([text], name)
const drop = (...files: readonly File[]) =>
  house.post('/arrivees/releves', { owner: 'organisation', label: 'Quai', files }, 'technician')
const text = async (path: string) => (await house.get(path, 'technician')).text()

test('a drop over its limit is refused before it is read, and says what one file may weigh', async () => {
  const answer = await house.request('/arrivees/releves', {
    method: 'POST',
    headers: {
      cookie: house.sample.cookies.technician ?? '',
      origin: 'http://localhost:3000',
      'content-length': String(200 * 2 ** 20),
      'content-type': 'multipart/form-data; boundary=x',
    },
    body: 'x',
  })
  expect(answer.status).toBe(413)
  expect(await answer.text()).toMatch(/128 Mo.*32 Mo/)
})

/** Files written down and not read yet, as a stop of the program leaves them. */
async function unread(...files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Promise<string> {
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? '' }
  return house.inside(async (tx) => {
    const batchId = await createBatch(tx, actor, { label: 'Quai', from: null, at: null, devices: 0 })
    return writeDown(tx, actor, files, { batchId, placeId: null, owner: 'organisation' })
  })
}
const failing = (error: unknown): never => {
  throw error
}

test('a few files are answered on the next page, each with its sentence', async () => {
  const answer = await drop(file('a.txt', dump('AAA1111')), file('photo.jpg', 'pas un relevé'))
  expect(answer.status).toBe(303)
  const page = await text(answer.headers.get('location') ?? '')
  expect(page).toContain('Les 2 fichiers sont lus. Un nouvel appareil. Un fichier est à revoir.')
  expect(page).toContain('Ce n’est pas un relevé matériel connu.')
  expect(page).not.toContain('<progress')
  const again = await text((await drop(file('b.txt', `${dump('AAA1111')}\n`))).headers.get('location') ?? '')
  expect(again).toContain('Complète un appareil connu, reconnu par numéro de série')
})

test('the same form sent twice is one drop, and leads to the same page', async () => {
  const form = { owner: 'organisation', _once: crypto.randomUUID(), files: [file('twice.txt', dump('TWICE22'))] }
  const first = await house.post('/arrivees/releves', form, 'technician')
  const second = await house.post('/arrivees/releves', form, 'technician')
  expect(second.headers.get('location')).toBe(first.headers.get('location'))
})

test('a drop whose reading was cut is found in the list, says how far it is, and is read to its end after the next start', async () => {
  const id = await unread(
    { name: 'un.txt', bytes: bytes(dump('CUT0001')) },
    { name: 'deux.txt', bytes: bytes(dump('CUT0002')) },
    { name: 'trois.txt', bytes: bytes(dump('CUT0003')) },
  )
  const left = await house.inside((tx) =>
    readDrop(tx, house.sample.organisationId, id, { milliseconds: -1, broken: failing }),
  )
  expect(left).toBe(true)
  expect(await text('/arrivees')).toContain('1 fichier lu sur 3')
  const page = await text(`/arrivees/depots/${id}`)
  expect(page).toContain('<progress')
  expect(page).toContain('vous pouvez fermer cette page')
  await house.inside(askUnreadDrops)
  await house.runJobs()
  expect(await text(`/arrivees/depots/${id}`)).toContain('Les 3 fichiers sont lus. 3 nouveaux appareils.')
})

test('what waits to be read holds no personal field, and nothing is kept twice once it is read', async () => {
  const inventory = {
    action: 'inventory',
    deviceid: 'PC-DE-CLAIRE-2024-01-01-10-00-00',
    itemtype: 'Computer',
    content: {
      bios: { smanufacturer: 'Dell Inc.', smodel: 'Latitude 5480', ssn: 'JH4K2L3' },
      hardware: { name: 'PC-DE-CLAIRE', uuid: '4c4c5544-0048-3410-804b-cac04f324c33', lastloggeduser: 'claire.martin' },
      users: [{ login: 'claire.martin' }],
      versionclient: 'GLPI-Agent_v1.7',
    },
  }
  const id = await unread(
    { name: 'inventaire.json', bytes: bytes(JSON.stringify(inventory)) },
    { name: 'lettre.txt', bytes: bytes('Chère Claire') },
  )
  const rows = () =>
    house.inside((tx) =>
      tx.selectFrom('dropped_file').select(['name', 'bytes']).where('drop_id', '=', id).orderBy('number').execute(),
    )
  const [waiting, letter] = await rows()
  expect(gunzipSync(waiting?.bytes ?? Buffer.alloc(0)).toString()).not.toMatch(/claire/i)
  expect(letter?.bytes).toBeNull()
  await house.inside(askUnreadDrops)
  await house.runJobs()
  expect((await rows()).map((row) => row.bytes)).toEqual([null, null])
  const kept = await house.inside((tx) =>
    tx.selectFrom('evidence').select('removed').where('name', '=', 'inventaire.json').executeTakeFirst(),
  )
  expect(kept?.removed).toContain('hardware.lastloggeduser')
})

test('a report that names no machine follows the one machine of its folder, wherever it stands in the drop', async () => {
  const memory = '# dmidecode 3.4\nHandle 0x0004, DMI type 17, 40 bytes\nMemory Device\n\tSize: 8 GB\n\tType: DDR4\n'
  const answer = await drop(file('pc-7/memoire.txt', memory), file('pc-7/systeme.txt', dump('FOLDER7')))
  const page = await text(answer.headers.get('location') ?? '')
  expect(page).toContain('Les 2 fichiers sont lus. Un nouvel appareil.')
  expect(page).not.toContain('à revoir')
})

test('a fault of ours on one file is said with its number, and the other files are read', async () => {
  const id = await unread(
    { name: 'bon.txt', bytes: bytes(dump('GOOD111')) },
    { name: 'mauvais.txt', bytes: bytes(dump('BAD2222')) },
  )
  // What was written down is damaged under us: it cannot even be opened again.
  await house.inside((tx) =>
    tx
      .updateTable('dropped_file')
      .set({ bytes: Buffer.from('rien') })
      .where('drop_id', '=', id)
      .where('name', '=', 'mauvais.txt')
      .execute(),
  )
  await house.inside(askUnreadDrops)
  await house.runJobs()
  const page = await text(`/arrivees/depots/${id}`)
  expect(page).toMatch(/Une panne de notre côté empêche de le garder \(n° [0-9a-f]{8}\)/)
  expect(page).toContain('Un nouvel appareil.')
})

test('a drop of another organisation does not exist', async () => {
  const id = await unread({ name: 'a.txt', bytes: bytes(dump('ELSE111')) })
  expect((await house.get(`/arrivees/depots/${id}`, 'other')).status).toBe(404)
})
