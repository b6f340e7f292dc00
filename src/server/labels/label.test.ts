import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { readCodes, wordsOf } from '../../../test/support/read-codes.ts'
import { showCode } from '../fleet/code.ts'
import { createDevice } from '../fleet/device.sql.ts'
import { addPlace } from '../fleet/place.sql.ts'

let house: TestHouse
let devices: readonly string[]
const actor = () => ({ organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null })
beforeAll(async () => {
  house = await openTestHouse('labels')
  devices = await house.inside(async (tx) => {
    const made = []
    for (const model of ['Latitude 5480', 'Latitude 5490', 'OptiPlex 3050'])
      made.push((await createDevice(tx, actor(), { kind: 'laptop', state: 'received', maker: 'Dell', model })).code)
    return made
  })
})
afterAll(() => house.close())

const location = (answer: Response) => answer.headers.get('location') ?? ''
const text = async (path: string) => (await house.get(path, 'technician')).text()
const pdf = async (path: string) => new Uint8Array(await (await house.get(path, 'technician')).arrayBuffer())
const paper = { format: 'a4x24', start: '1' }

test('an elected member is refused, a trainee prints', async () => {
  expect((await house.get('/etiquettes', 'elected')).status).toBe(403)
  expect((await house.get('/etiquettes', 'trainee')).status).toBe(200)
})

test('the list of devices prepares their labels; the PDF says each code in a square and in letters', async () => {
  const form = await text('/etiquettes?q=Latitude')
  expect(form).toContain(`${devices[0]}\n${devices[1]}`)
  const answer = await house.post('/etiquettes', { ...paper, codes: devices.join('\n') }, 'technician')
  expect(answer.status).toBe(303)
  const bytes = await pdf(`${location(answer)}/etiquettes.pdf`)
  const squares = (await readCodes(bytes)).flat().map((one) => one.text.split('/').at(-1))
  expect([...squares].sort()).toEqual([...devices].sort())
  for (const code of devices) expect(wordsOf(bytes).replace(/\s/g, '')).toContain(showCode(code).slice(0, 8))
  expect(wordsOf(bytes)).toContain('Dell Latitude 5490')
})

test('what is typed by hand is understood, and what names nothing is said beside the field', async () => {
  const typed = showCode(devices[0] ?? '').toLowerCase()
  expect((await house.post('/etiquettes', { ...paper, codes: typed }, 'technician')).status).toBe(303)
  const wrong = await house.post('/etiquettes', { ...paper, codes: `${typed}\nSV-AAAA` }, 'technician')
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('n’a ces codes\u00a0: SV-AAAA')
  expect((await house.post('/etiquettes', { ...paper, codes: ' ' }, 'technician')).status).toBe(422)
})

test('labels printed again name their first print, and the next sheet goes on where the last one stopped', async () => {
  const first = location(
    await house.post('/etiquettes', { ...paper, start: '5', codes: devices.join('\n') }, 'technician'),
  )
  expect(await text(first)).toContain('reprendra à la place 8')
  expect(await text('/etiquettes')).toContain('value="8"')
  const again = location(await house.post(`${first}/refaire`, {}, 'technician'))
  expect(await text(again)).toContain(first)
  const events = await house.inside((tx) =>
    tx.selectFrom('event').select('kind').where('kind', '=', 'labels.printedAgain').execute(),
  )
  expect(events).toHaveLength(1)
})

test('a label printed ahead asks what it is on at its first scan, then leads to its device for ever', async () => {
  const print = location(
    await house.post('/etiquettes/avance', { format: 'roll57', start: '1', count: '2' }, 'technician'),
  )
  const codes = (await readCodes(await pdf(`${print}/etiquettes.pdf`)))
    .flat()
    .map((one) => one.text.split('/').at(-1) ?? '')
  expect(codes).toHaveLength(2)
  const [code = ''] = codes
  const page = location(await house.get(`/E/${code}`, 'technician'))
  expect(await text(page)).toContain('Cette étiquette est libre')
  const form = { kind: 'screen', maker: 'Iiyama', model: 'B2282HS' }
  const [one, two] = await Promise.all([house.post(page, form, 'technician'), house.post(page, form, 'technician')])
  expect([location(one), location(two)]).toEqual([`/parc/${code}`, `/parc/${code}`])
  expect(location(await house.get(`/e/${code}`, 'technician'))).toBe(`/parc/${code}`)
  const made = await house.inside((tx) =>
    tx.selectFrom('device').select(['state', 'kind', 'model']).where('code', '=', code).execute(),
  )
  expect(made).toEqual([{ state: 'received', kind: 'screen', model: 'B2282HS' }])
  expect((await house.get(`/E/${codes[1]}`, 'other')).status).toBe(404)
})

test('a place has one code, whatever the number of its labels, and scanning it opens the place', async () => {
  const place = await house.inside((tx) =>
    addPlace(tx, actor(), {
      kind: 'store',
      name: 'Étagère 4',
      parentId: null,
      inseeCode: null,
      renewalYears: null,
    }),
  )
  const form = { ...paper, places: place }
  const print = location(await house.post('/etiquettes/lieux', form, 'technician'))
  const second = location(await house.post('/etiquettes/lieux', form, 'technician'))
  const read = async (path: string) => (await readCodes(await pdf(`${path}/etiquettes.pdf`))).flat()[0]?.text ?? ''
  const square = await read(print)
  expect(await read(second)).toBe(square)
  expect(location(await house.get(new URL(square).pathname, 'technician'))).toBe(`/lieux/${place}`)
})

test('the Zebra file holds one form a label', async () => {
  const answer = await house.post(
    '/etiquettes',
    { ...paper, format: 'roll57', codes: devices.join('\n') },
    'technician',
  )
  const zpl = await text(`${location(answer)}/etiquettes.zpl`)
  expect(zpl.match(/\^XA/g)).toHaveLength(3)
  expect(zpl).toContain('^FDSV-')
})
