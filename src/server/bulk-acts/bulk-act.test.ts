import { readOds } from 'hucre/ods'
import { readXlsx } from 'hucre/xlsx'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { inService, service } from '../../../test/support/world-recycling.ts'
import { perform } from '../circuit/perform.sql.ts'
import { showCode } from '../fleet/code.ts'
import { createDevice } from '../fleet/device.sql.ts'
import { moveDevice } from '../fleet/move.sql.ts'
import { newId } from '../platform/database/id.ts'
import { decommission } from '../renewal/decommission.sql.ts'
import { stepBulkAct } from './step.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('bulk-acts')
})
afterAll(() => house.close())

const actor = () => ({ organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null })
const place = (name: string) => house.inside((tx) => service(tx, actor(), name))
const served = async (at: string, count: number) => {
  const made = []
  for (let n = 0; n < count; n += 1) made.push(await house.inside((tx) => inService(tx, actor(), at, '2016-05-01')))
  return made
}
/** Screens received at this place: they go where they are moved. */
const received = async (at: string, count: number) => {
  const made = []
  for (let n = 0; n < count; n += 1)
    made.push(await house.inside((tx) => createDevice(tx, actor(), { kind: 'screen', state: 'received', placeId: at })))
  return made
}
const read = async (path: string, as = 'technician') => (await house.get(path, as)).text()
const ask = async (form: Record<string, string | readonly string[]>, as = 'technician') => {
  const answer = await house.post('/actes', form, as)
  return { status: answer.status, href: answer.headers.get('location') ?? '', text: await answer.text() }
}
const whereIs = (ids: readonly string[]) =>
  house.inside((tx) =>
    tx
      .selectFrom('device')
      .select(['id', 'state', 'place_id as place'])
      .where('id', 'in', [...ids])
      .orderBy('id')
      .execute(),
  )
const start = (href: string, as = 'technician') => house.post(`${href}/lancer`, {}, as)
/** The events of a device, without what tells two devices apart. */
const eventsOf = async (id: string, kind: string) =>
  (
    await house.inside((tx) =>
      tx
        .selectFrom('event')
        .select(['kind', 'actor', 'subject_kind', 'payload'])
        .where('subject_id', '=', id)
        .where('kind', '=', kind)
        .orderBy('id')
        .execute(),
    )
  ).map((event) => JSON.stringify(event))

const many = (at: string, count: number) =>
  house.inside(async (tx) => {
    await sql`insert into device (organisation_id, id, code, kind, state, inventory, place_id)
      select ${actor().organisationId}, gen_random_uuid(), 'K' || lpad(n::text, 8, '0'), 'screen', 'received', 'neverListed', ${at}
      from generate_series(1, ${count}) n`.execute(tx)
  })

describe('who may', () => {
  test('nobody is sent to sign in, a mediator is refused, another organisation finds nothing, and nothing changes', async () => {
    const [one] = await served(await place('Accueil'), 1)
    const form = { act: 'decommission', reason: 'obsolete', ids: [one?.id ?? ''] }
    expect((await house.get('/actes')).status).toBe(303)
    expect((await ask(form, 'mediator')).status).toBe(403)
    expect((await ask(form, 'other')).status).toBe(404)
    const { href } = await ask(form)
    for (const path of ['', '/reponses.csv']) expect((await house.get(href + path, 'other')).status).toBe(404)
    expect((await start(href, 'other')).status).toBe(404)
    expect(await whereIs([one?.id ?? ''])).toMatchObject([{ state: 'inUse' }])
  })

  test('the list of the fleet leads there, and the list of the acts finds them again', async () => {
    expect(await read('/parc?etat=inUse')).toContain('href="/actes/nouveau?etat=inUse"')
    expect(await read('/parc', 'trainee')).not.toContain('/actes')
    expect(await read('/actes/nouveau?choix=coches')).toContain('Aucun appareil n’est choisi')
    expect(await read('/actes')).toContain('Réformer 1 appareil')
  })

  test('what was kept for another life, and is not after all, leads there too', async () => {
    const ids = (await served(await place('Cadastre'), 2)).map(({ id }) => id)
    const kept = await house.post('/reforme/candidats', { ids, decision: 'decommission' }, 'technician')
    const page = await read(kept.headers.get('location') ?? '')
    expect(page).toContain('Agir sur 2 appareils')
    expect(page).toMatch(/value="decommission"[^>]* checked|checked[^>]* value="decommission"/)
    for (const id of ids) expect(page).toContain(`name="ids" value="${id}"`)
  })
})

describe('on a few devices', () => {
  test('what is missing is said, and what was chosen stays', async () => {
    const [one] = await served(await place('Sports'), 1)
    const move = await ask({ act: 'move', ids: [one?.id ?? ''] })
    expect([move.status, move.text]).toEqual([422, expect.stringContaining('Dites vers quel lieu.')])
    expect(move.text).toContain(`value="${one?.id}"`)
    expect((await ask({ act: 'decommission', ids: [one?.id ?? ''] })).text).toContain('Dites pour quel motif.')
    expect((await ask({ act: 'move', placeId: newId(), ids: [one?.id ?? ''] })).status).toBe(404)
    const nothing = await ask({ act: 'decommission', reason: 'other', filters: 'q=introuvable' })
    expect([nothing.status, nothing.text]).toEqual([422, expect.stringContaining('Aucun appareil n’est choisi')])
  })

  test('a preview says what would be done, what would be refused and why; nothing is done before it is started', async () => {
    const [from, to] = [await place('Voirie'), await place('Annexe')]
    const [one, two, three] = await served(from, 3)
    await house.inside((tx) => decommission(tx, actor(), two?.id ?? '', 'broken', '2026-01-02'))
    const { href } = await ask({ act: 'decommission', reason: 'obsolete', filters: `lieu=${from}` })
    const page = await read(href)
    expect(page).toContain('2 le seraient')
    expect(page).toContain('n’existe pas pour un appareil réformé')
    expect(page).toContain(showCode(two?.code ?? ''))
    expect(page).not.toContain(showCode(one?.code ?? ''))
    // What arrives or leaves afterwards is not swept in.
    const [late] = await served(from, 1)
    await house.inside((tx) => moveDevice(tx, actor(), three?.id ?? '', to))
    expect((await start(href)).status).toBe(303)
    expect(await whereIs([one, two, three, late].map((device) => device?.id ?? ''))).toMatchObject([
      { state: 'decommissioned' },
      { state: 'decommissioned' },
      { state: 'decommissioned' },
      { state: 'inUse' },
    ])
    const answers = await read(href)
    expect(answers).toContain('2 faits')
    expect(answers).toContain('1 refusé')
  })

  test('each event is the one that a single act writes', async () => {
    const [from, to] = [await place('Cimetière'), await place('Fêtes')]
    const [alone, together] = await received(from, 2)
    await house.inside((tx) => moveDevice(tx, actor(), alone?.id ?? '', to))
    await start((await ask({ act: 'move', placeId: to, ids: [together?.id ?? ''] })).href)
    const moved = await eventsOf(alone?.id ?? '', 'device.move')
    expect(moved).toHaveLength(1)
    expect(await eventsOf(together?.id ?? '', 'device.move')).toEqual(moved)
    const [first, second] = await served(from, 2)
    await house.inside((tx) => decommission(tx, actor(), first?.id ?? '', 'obsolete', '2026-11-23'))
    await start((await ask({ act: 'decommission', reason: 'obsolete', ids: [second?.id ?? ''] })).href)
    const left = await eventsOf(first?.id ?? '', 'device.decommission')
    expect(left).toHaveLength(1)
    expect(await eventsOf(second?.id ?? '', 'device.decommission')).toEqual(left)
  })

  test('a device that changed since the preview is refused with its reason; one that is there already is left', async () => {
    const [from, to] = [await place('Piscine'), await place('Stade')]
    const [one, two, three] = await received(from, 3)
    const { href } = await ask({ act: 'move', placeId: to, filters: `lieu=${from}` })
    expect(await read(href)).toContain('3 le seraient')
    await house.inside(async (tx) => {
      await tx
        .insertInto('hold')
        .values({ organisation_id: actor().organisationId, id: newId(), reason: 'Rappel', device_id: one?.id ?? '' })
        .execute()
      await moveDevice(tx, actor(), two?.id ?? '', to)
    })
    await start(href)
    const page = await read(href)
    expect(page).toContain('1 fait')
    expect(page).toContain('1 sans rien à faire')
    expect(page).toContain('1 refusé')
    expect(await read(`${href}?reponse=refused`)).toContain('bloc')
    expect(await whereIs([one?.id ?? '', three?.id ?? ''])).toMatchObject([{ place: from }, { place: to }])
    const file = (await (await house.get(`${href}/reponses.csv`, 'technician')).text()).trim().split('\r\n')
    expect(file).toHaveLength(4)
    expect(file.filter((line) => line.includes(';fait;'))).toHaveLength(1)
    for (const format of ['xlsx', 'ods'] as const) {
      const bytes = new Uint8Array(await (await house.get(`${href}/reponses.${format}`, 'technician')).arrayBuffer())
      const { sheets } = await (format === 'xlsx' ? readXlsx(bytes) : readOds(bytes))
      expect(sheets[0]?.rows).toHaveLength(4)
      expect(sheets[0]?.rows.filter((row) => row[2] === 'fait')).toHaveLength(1)
    }
  })

  test('two people at once start it once; a form sent twice chooses once', async () => {
    const [from, to] = [await place('Police'), await place('Marché')]
    const [one] = await received(from, 1)
    const form = { act: 'move', placeId: to, filters: `lieu=${from}`, _once: crypto.randomUUID() }
    const [first, again] = [await ask(form), await ask(form)]
    expect(again.href).toBe(first.href)
    const both = await Promise.all([start(first.href), start(first.href, 'coordinator')])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409])
    const [event, ...others] = await eventsOf(one?.id ?? '', 'device.move')
    expect(others).toEqual([])
    const who = both[0]?.status === 303 ? 'technician' : 'coordinator'
    expect(event).toContain(`"actor":"${house.sample.people[who]}"`)
  })

  test('an act that was only looked at is abandoned, and cannot be started any more', async () => {
    const [one] = await served(await place('Théâtre'), 1)
    const { href } = await ask({ act: 'decommission', reason: 'other', ids: [one?.id ?? ''] })
    expect((await house.post(`${href}/abandonner`, {}, 'technician')).status).toBe(303)
    expect((await start(href)).status).toBe(409)
    expect(await whereIs([one?.id ?? ''])).toMatchObject([{ state: 'inUse' }])
  })

  test('all of it is undone once; what something happened to since stays, and says so', async () => {
    const from = await place('Musée')
    const [one, two, again] = await served(from, 3)
    const { href } = await ask({ act: 'decommission', reason: 'obsolete', filters: `lieu=${from}` })
    await start(href)
    await house.inside(async (tx) => {
      await perform(tx, actor(), 'receive', two?.id ?? '')
    })
    expect((await house.post(`${href}/annuler`, {}, 'networkLead')).status).toBe(404)
    expect((await house.post(`${href}/annuler`, {}, 'technician')).status).toBe(303)
    const page = await read(href)
    expect(page).toContain('2 faits')
    expect(page).toContain('1 laissé')
    expect(await whereIs([one, two, again].map((device) => device?.id ?? ''))).toMatchObject([
      { state: 'inUse' },
      { state: 'received' },
      { state: 'inUse' },
    ])
    const open = await house.inside((tx) =>
      tx
        .selectFrom('holding')
        .select('id')
        .where('device_id', '=', one?.id ?? '')
        .where('ended_at', 'is', null)
        .execute(),
    )
    expect(open).toHaveLength(1)
    expect((await house.post(`${href}/annuler`, {}, 'technician')).status).toBe(409)
  })

  test('what was decommissioned is received together, as one batch, and a move goes back to where each was', async () => {
    const [a, b, store] = [await place('Crèche A'), await place('Crèche B'), await place('Réserve')]
    const devices = [...(await served(a, 1)), ...(await served(b, 1))]
    const ids = devices.map(({ id }) => id)
    await start((await ask({ act: 'decommission', reason: 'obsolete', ids })).href)
    const { href } = await ask({ act: 'receive', placeId: store, ids })
    await start(href)
    expect(await whereIs(ids)).toMatchObject(ids.map(() => ({ state: 'received', place: store })))
    const batches = await house.inside((tx) =>
      tx.selectFrom('device').select('batch_id').distinct().where('id', 'in', ids).execute(),
    )
    expect(batches).toHaveLength(1)
    expect(await read(href)).toContain(`/parc?lot=${batches[0]?.batch_id}`)
    const moved = await received(a, 1)
    const move = await ask({ act: 'move', placeId: b, ids: moved.map(({ id }) => id) })
    await start(move.href)
    await house.post(`${move.href}/annuler`, {}, 'technician')
    expect(await whereIs(moved.map(({ id }) => id))).toMatchObject([{ place: a }])
  })
})

test('thousands go by steps: seen as they go, cut off and gone on with, the thousandth answer found, and all undone', async () => {
  const [from, to] = [await place('Collège'), await place('Lycée')]
  await many(from, 2500)
  const { href } = await ask({ act: 'move', placeId: to, filters: `lieu=${from}` })
  expect(await read(href)).toContain('data-progress')
  await house.runJobs()
  expect(await read(href)).toContain('Déplacer 2 500 appareils'.replace(' 500', '\u202f500'))
  await start(href)
  expect(await read(href)).toContain('0 appareils sur')
  const id = href.split('/').at(-1) ?? ''
  // One step is one transaction: the program stops between two of them, and its job with it.
  await house.inside((tx) => stepBulkAct(tx, actor().organisationId, id))
  const count = (at: string) =>
    house.inside((tx) =>
      tx
        .selectFrom('device')
        .select((of) => of.fn.countAll<number>().as('n'))
        .where('place_id', '=', at)
        .executeTakeFirstOrThrow(),
    )
  expect(await count(to)).toEqual({ n: 2000 })
  const dying = house.inside(async (tx) => {
    await stepBulkAct(tx, actor().organisationId, id)
    throw new Error('killed')
  })
  await expect(dying).rejects.toThrow('killed')
  expect(await count(to)).toEqual({ n: 2000 })
  await house.runJobs()
  expect(await count(to)).toEqual({ n: 2500 })
  const moves = await house.inside((tx) =>
    sql<{ n: number }>`select count(*)::int as n from event e join device d on d.id = e.subject_id
      where d.place_id = ${to} and e.kind = 'device.move'`.execute(tx),
  )
  expect(moves.rows).toEqual([{ n: 2500 }])
  const page = await read(`${href}?apres=1000`)
  expect(page.match(/<tr/g)?.length).toBe(26)
  expect(page).toContain('apres=1025')
  expect((await (await house.get(`${href}/reponses.csv`, 'technician')).text()).trim().split('\r\n')).toHaveLength(2501)
  await house.post(`${href}/annuler`, {}, 'technician')
  await house.runJobs()
  expect(await count(from)).toEqual({ n: 2500 })
})
