import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { countField } from './batch.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('take-back')
})
afterAll(() => house.close())

const post = (
  path: string,
  form: Record<string, string | readonly string[] | readonly File[]> = {},
  role = 'technician',
) => house.post(path, form, role)
const get = async (path: string) => (await house.get(path, 'technician')).text()
const batchOf = async (label: string) =>
  (await house.inside((tx) => tx.selectFrom('batch').select('id').where('label', '=', label).executeTakeFirstOrThrow()))
    .id
interface Row {
  readonly id: string
  readonly code: string
  readonly state: string
  readonly serial: string | null
}
/** The devices that an arrival brought in, wherever they are now. */
const devices = async (label: string): Promise<readonly Row[]> => {
  const batch = await batchOf(label)
  const { rows } = await house.inside((tx) =>
    sql<Row>`select d.id, d.code, d.state, d.serial from event e join device d on d.id = e.subject_id
      where e.kind = 'device.receive' and e.payload ->> 'batchId' = ${batch} order by d.code`.execute(tx),
  )
  return rows
}
const counted = async (label: string, count: number) => {
  const form = { [countField('laptop')]: String(count), owner: 'organisation', label }
  expect((await post('/arrivees/lot', form)).status).toBe(303)
  return batchOf(label)
}
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
const drop = async (label: string, ...serials: readonly string[]) => {
  const files = serials.map((serial) => new File([dump(serial)], `${serial}.txt`))
  const answer = await post('/arrivees/releves', { owner: 'organisation', label, files })
  expect(answer.status).toBe(303)
  return batchOf(label)
}
const takeBack = (batch: string) => post(`/arrivees/lots/${batch}/annuler`)

test('nobody signs in first; who keeps no fleet is refused; another organisation finds nothing', async () => {
  const batch = await counted('Verrou', 1)
  const path = `/arrivees/lots/${batch}/annuler`
  expect((await house.post(path, {})).status).toBe(303)
  expect((await post(path, {}, 'elected')).status).toBe(403)
  expect((await post(path, {}, 'other')).status).toBe(404)
  expect((await house.get(path, 'other')).status).toBe(404)
  expect((await devices('Verrou')).map(({ state }) => state)).toEqual(['received'])
})

test('a counted batch is taken back in one act, with an answer for each; what was touched since stays, and says why', async () => {
  const batch = await counted('Trois portables', 3)
  const [kept, ...others] = await devices('Trois portables')
  await house.inside((tx) =>
    tx
      .updateTable('device')
      .set({ state: 'triaged' })
      .where('id', '=', kept?.id ?? '')
      .execute(),
  )
  expect(await get('/arrivees')).toContain(`/arrivees/lots/${batch}/annuler`)
  const before = await get(`/arrivees/lots/${batch}/annuler`)
  expect(before).toContain('Retirer ces 2 appareils')
  expect(before).toMatch(/Reste.: un acte l’a suivi\./)
  const answer = await takeBack(batch)
  expect(answer.status).toBe(303)
  const told = await get(answer.headers.get('location') ?? '')
  expect(told.match(/Retiré/g)?.length).toBeGreaterThanOrEqual(2)
  expect(told).toMatch(/Reste.: un acte l’a suivi\./)
  expect((await devices('Trois portables')).map(({ id, state }) => [id, state])).toEqual(
    expect.arrayContaining([[kept?.id, 'triaged'], ...others.map(({ id }) => [id, 'withdrawn'])]),
  )
  for (const { code } of others) expect((await house.get(`/parc/${code}`, 'technician')).status).toBe(404)
  expect(await get(`/parc?lot=${batch}`)).not.toContain(others[0]?.code)
  const events = await house.inside((tx) =>
    tx
      .selectFrom('event')
      .select(['kind', 'payload'])
      .where('subject_id', 'in', [batch, others[0]?.id ?? ''])
      .orderBy('at')
      .execute(),
  )
  expect(events).toContainEqual({ kind: 'batch.takenBack', payload: { devices: 2, kept: 1 } })
  expect(events).toContainEqual({
    kind: 'device.correct',
    payload: { from: 'received', to: 'none', life: 0, correctedEventId: expect.any(String) },
  })
  expect((await takeBack(batch)).status, 'a second time there is nothing left').toBe(409)
})

test('a drop is taken back; a device known before keeps its report; the same files make the others anew', async () => {
  await drop('Premier dépôt', 'KNOWN77')
  const batch = await drop('Mauvais dépôt', 'WRONG71', 'WRONG72')
  const page = await get(`/arrivees/lots/${batch}/annuler`)
  expect(page).toContain('Retirer ces 2 appareils')
  expect((await takeBack(batch)).status).toBe(303)
  const gone = await devices('Mauvais dépôt')
  expect(gone.map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn'])
  await drop('Encore', 'WRONG71', 'KNOWN77')
  const [again] = await devices('Encore')
  expect(again).toMatchObject({ state: 'identified', serial: 'WRONG71' })
  expect(gone.map(({ id }) => id)).not.toContain(again?.id)
  expect((await devices('Premier dépôt'))[0]?.state).toBe('identified')
})

test('a device that another report completed since stays', async () => {
  const batch = await drop('Deux passages', 'TWICE71')
  expect(
    (
      await post('/arrivees/releves', {
        owner: 'organisation',
        label: 'Second',
        files: [new File([`${dump('TWICE71')}\tSKU Number: 7\n`], 'b.txt')],
      })
    ).status,
  ).toBe(303)
  expect(await get(`/arrivees/lots/${batch}/annuler`)).toMatch(/Reste.: un autre relevé l’a complété\./)
  expect(await get(`/arrivees/lots/${await batchOf('Second')}/annuler`)).toMatch(/Reste.: il était connu avant/)
  expect((await takeBack(batch)).status).toBe(409)
})
