import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { EMPTY } from '../../../test/support/cluster.ts'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import type { Act } from '../../domain/circuit/acts.ts'
import { decide } from '../../domain/circuit/decide.ts'
import { DEVICE_STATES, type DeviceState } from '../../domain/circuit/states.ts'
import { readFacts, readFactsOf } from '../circuit/facts.sql.ts'
import { readPolicy } from '../circuit/policy.sql.ts'
import { PROGRESS } from '../first-visit/gate.ts'
import { ROLES } from '../organisation/roles.ts'
import { tallyOf } from '../overview/counts.sql.ts'
import { modelsOf, readNeeds } from '../parts/needs/needs.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { startEngine, superuser } from '../platform/database/engine.ts'
import { membershipsOf } from '../platform/http/membership.ts'
import { verifyLedger } from '../platform/ledger/verify.ts'
import { countsOf, findRound } from '../stocktake/round.sql.ts'
import { ACCOUNTS } from './accounts.ts'
import { buildDemonstration } from './build.ts'
import { buildingOf } from './building.ts'
import { demonstrate } from './demonstrate.ts'

const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
const get = (house: TestHouse, path: string, cookie = '') =>
  house.request(path, { headers: { cookie, accept: 'text/html' } })

describe('In an empty installation', () => {
  let house: TestHouse
  let organisationId = ''
  const inside = <T>(work: (tx: Tx) => Promise<T>) => house.database.inOrganisation(organisationId, work)

  beforeAll(async () => {
    house = await openTestHouse('demonstration', EMPTY)
    expect(await (await get(house, '/bienvenue')).text()).toContain('Explorer un territoire de démonstration')
    const asked = await house.post('/bienvenue/demonstration', {})
    expect([asked.status, asked.headers.get('location')]).toEqual([303, PROGRESS])
    const first = await get(house, PROGRESS)
    if (first.status === 200) expect(await first.text()).toContain('année')
    while (buildingOf(house.database)) await setTimeout(100)
    expect((await get(house, PROGRESS)).headers.get('location')).toBe('/demonstration')
    const account = { name: '', email: ACCOUNTS[0]?.email ?? '' }
    const userId = await house.services.signIn.createAccount(account)
    const [membership] = await house.database.outside((tx) => membershipsOf(tx, userId))
    organisationId = membership?.organisationId ?? ''
  })
  afterAll(() => house.close())

  test('one click builds the invented commune, and its page has one account for each role', async () => {
    expect(ACCOUNTS.map(({ role }) => role).sort()).toEqual([...ROLES].sort())
    const said = await (await get(house, '/demonstration')).text()
    for (const { name, email } of ACCOUNTS) {
      expect(said).toContain(name)
      expect(said).toContain(email)
    }
  })

  test.each(ROLES)('one click enters as %s, and the page says it is a demonstration', async (role) => {
    const entered = await house.post('/demonstration/entrer', { role })
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/'])
    const home = await get(house, '/', cookiesOf(entered))
    expect(home.status).toBe(200)
    const said = await home.text()
    expect(said).toContain('Démonstration\u00a0: personnes, lieux et appareils sont inventés')
    expect(said).toContain(ACCOUNTS.find((one) => one.role === role)?.name)
  })

  test('the password of the page signs in by hand too', async () => {
    const [account] = ACCOUNTS
    const form = { email: account?.email ?? '', password: account?.password ?? '', retour: '/' }
    expect((await house.post('/connexion', form)).status).toBe(303)
  })

  test('every state of the circuit has a device, and the counts say how many', async () => {
    const [rows, tallied] = await inside(async (tx) => [
      await tx
        .selectFrom('device')
        .select((of) => ['state', of.fn.countAll<number>().as('n')])
        .groupBy('state')
        .execute(),
      await tallyOf(tx, 'device.state'),
    ])
    expect(rows.map(({ state }) => state).sort()).toEqual([...DEVICE_STATES].sort())
    expect(Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]))).toEqual(tallied)
  })

  test('it is a town of two thousand computers in service, thirty-five schools and four technicians', async () => {
    const [inService, places, members] = await inside(async (tx) => [
      await tx
        .selectFrom('holding')
        .select((of) => of.fn.countAll<number>().as('n'))
        .where('ended_at', 'is', null)
        .where('transfer', '!=', 'gift')
        .executeTakeFirstOrThrow(),
      await tx.selectFrom('place').select('id').where('kind', 'in', ['nursery', 'primary', 'school']).execute(),
      await tx.selectFrom('member').select('id').where(sql<boolean>`'technician' = any(roles)`).execute(),
    ])
    expect(Math.abs(Number(inService.n) - 2000)).toBeLessThan(400)
    expect(places).toHaveLength(35)
    expect(members).toHaveLength(4)
  })

  test('about three hundred are reconditioned a year, and fifty given in a third life', async () => {
    const years = await inside(async (tx) => {
      const given = tx
        .selectFrom('holding')
        .select((of) => of.fn.countAll<number>().as('n'))
        .where('life', '=', 3)
        .where('transfer', '=', 'gift')
      const finished = tx
        .selectFrom('event')
        .select((of) => of.fn.countAll<number>().as('n'))
        .where('kind', '=', 'device.finish')
      return { given: await given.executeTakeFirst(), finished: await finished.executeTakeFirst() }
    })
    expect(Number(years.finished?.n) / 8).toBeGreaterThan(240)
    expect(Number(years.finished?.n) / 8).toBeLessThan(400)
    expect(Number(years.given?.n) / 8).toBeGreaterThan(35)
    expect(Number(years.given?.n) / 8).toBeLessThan(80)
  })

  test('each event is dated of its day, over eight years, and none of tomorrow', async () => {
    const rows = await inside((tx) =>
      sql<{
        year: number
        n: number
        late: number
        apart: number
      }>`select extract(year from at)::int as year, count(*)::int as n,
          count(*) filter (where at > now())::int as late,
          count(*) filter (where substr(replace(id::text, '-', ''), 1, 12) <> lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0'))::int as apart
        from event where subject_kind in ('device', 'work', 'erasure') and at < (select min(at) from event where kind = 'place.hoursSet') group by 1 order by 1`.execute(
        tx,
      ),
    )
    expect(rows.rows.length).toBeGreaterThanOrEqual(8)
    expect(rows.rows.every(({ n }) => n > 500)).toBe(true)
    expect(rows.rows.map(({ late, apart }) => [late, apart])).toEqual(rows.rows.map(() => [0, 0]))
  })

  test('what the circuit reads of a device agrees with where it stands, and what comes next is allowed', async () => {
    const next: Partial<Readonly<Record<DeviceState, Act>>> = {
      decommissioned: 'receive',
      received: 'identify',
      returned: 'identify',
      identified: 'triage',
      triaged: 'startWork',
      ready: 'lapse',
      reserved: 'release',
    }
    const said = await inside(async (tx) => {
      const ids = await sql<{ id: string }>`select id from (
        select id, row_number() over (partition by state order by id desc) as rank from device where slip_id is null) d where rank <= 6`.execute(
        tx,
      )
      const policy = await readPolicy(tx)
      const answers = []
      const together = await readFactsOf(
        tx,
        ids.rows.map(({ id }) => id),
        policy,
      )
      for (const { id } of ids.rows) {
        const known = await readFacts(tx, id)
        expect(together.get(id)).toEqual(known)
        if (!known) throw new Error(`${id} has no facts`)
        const act = next[known.state]
        const decision = act ? decide(act, known.facts, policy) : null
        answers.push({
          state: known.state,
          held: known.facts.openHolding === 'open',
          refused: decision && !decision.allowed && known.facts.owner === 'organisation' ? decision.refusals : [],
        })
      }
      return answers
    })
    expect(said.length).toBeGreaterThan(60)
    expect(said.filter(({ refused }) => refused.length > 0)).toEqual([])
    expect(said.filter(({ state, held }) => held !== (state === 'inUse' || state === 'lost'))).toEqual([])
  })

  test('no gate was bypassed: whatever stands ready or left the workshop has proven media', async () => {
    const proven = await inside(async (tx) => {
      const devices = await sql<{ id: string }>`select id from (
        select d.id, row_number() over (partition by d.state order by d.id desc) as rank from device d
        left join holding h on h.device_id = d.id and h.ended_at is null and h.told
        where d.state in ('ready', 'reserved', 'inUse', 'recycled') and d.kind <> 'screen' and h.id is null) d
        where rank <= 12`.execute(tx)
      const known = []
      for (const { id } of devices.rows) known.push(await readFacts(tx, id))
      const ids = devices.rows.map(({ id }) => id)
      // Read at once, they are what each is alone.
      expect(await readFactsOf(tx, ids, await readPolicy(tx))).toEqual(
        new Map(known.map((one) => [one?.deviceId, one])),
      )
      return known.map((one) =>
        one?.facts.media.kind === 'listed'
          ? one.facts.media.media.map(({ state, proof }) => [state, proof !== 'none'])
          : [],
      )
    })
    expect(proven.length).toBeGreaterThan(25)
    expect(proven.flat()).toEqual(proven.map(() => ['erased', true]))
  })

  test('the workshop has parts tested or not, faulty, thrown away, and a stock that machines are mended from', async () => {
    const said = await inside(async (tx) => {
      const states = await sql<{
        state: string
      }>`select distinct case when standing = 'stock' and reserved_for is not null then 'reserved'
        when standing = 'stock' then coalesce(test, 'untested') else standing end as state from component where code is not null`.execute(
        tx,
      )
      const [model] = await modelsOf(tx)
      return { states: states.rows.map(({ state }) => state).sort(), needs: await readNeeds(tx, model ?? null) }
    })
    expect(said.states).toEqual(expect.arrayContaining(['failed', 'passed', 'scrapped', 'untested']))
    // What the machines of the day lack changes with the day; the stock to mend them does not.
    expect(said.needs.stock.size).toBeGreaterThan(8)
    expect(said.needs.supplies.every(({ held }) => held > 0)).toBe(true)
  })

  test('sites have levels and hours, kits stand on their shelf, slips and rounds stand at each stage', async () => {
    const said = await inside(async (tx) => {
      const { rows } = await sql<{
        schools: number
        hours: number
        shown: number
        kept: number
      }>`select count(*) filter (where levels <> '{}')::int as schools, count(opening)::int as hours,
          (select count(*)::int from place_contact where agreed_on is not null) as shown,
          (select count(*)::int from place_contact where agreed_on is null) as kept from place`.execute(tx)
      const slips = await tx.selectFrom('move_slip').select('state').orderBy('number').execute()
      const rounds = await tx.selectFrom('inventory_round').select('number').orderBy('number').execute()
      const counts = []
      for (const { number } of rounds) {
        const round = await findRound(tx, String(number))
        if (round) counts.push({ open: round.open, ...(await countsOf(tx, round)) })
      }
      const kits = await tx.selectFrom('kit').select('state').execute()
      return { sites: rows[0], slips: slips.map(({ state }) => state), counts, kits: kits.map(({ state }) => state) }
    })
    expect(said.sites).toMatchObject({ schools: 35, shown: 3, kept: 1 })
    expect(said.sites?.hours).toBeGreaterThan(50)
    expect(said.slips).toEqual(['closed', 'settling', 'sent', 'prepared'])
    expect(said.counts[0]).toMatchObject({ open: false, missing: 1, unexpected: 1, undecided: 0 })
    expect(said.counts[1]).toMatchObject({ open: true, unexpected: 1, unknown: 1 })
    expect(said.counts.every(({ found }) => found > 0)).toBe(true)
    expect(said.kits.length).toBeGreaterThan(0)
  })

  test('papers open: a receipt, an agreement and a log of these months, and a sheet that says so for an old one', async () => {
    const files = await inside((tx) =>
      tx
        .selectFrom('file')
        .distinctOn('kind')
        .select(['id', 'kind', 'hash'])
        .orderBy('kind')
        .orderBy('added_at', 'desc')
        .execute(),
    )
    expect(files.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['receipt', 'agreement', 'agreementText', 'nwipe', 'signature', 'treatmentCertificate']),
    )
    for (const { hash } of files) expect(await house.services.files.get(organisationId, hash)).not.toBeNull()
  })

  test('the ledger holds, from the first event to the last', async () => {
    const client = new pg.Client(superuser(await startEngine(inject('cluster').folder), house.databaseName))
    await client.connect()
    try {
      for (let sealed = 1; sealed > 0; )
        sealed = (await client.query('select seal_ledger($1) as n', [organisationId])).rows[0]?.n ?? 0
      const verified = await verifyLedger(client, organisationId)
      expect(verified.broken).toEqual([])
      expect(verified.sealed).toBe(verified.events)
      expect(verified.events).toBeGreaterThan(80_000)
    } finally {
      await client.end()
    }
  })

  test('a second time changes nothing', async () => {
    expect(await buildDemonstration(house)).toBeNull()
    const again = await house.post('/bienvenue/demonstration', {})
    expect(again.headers.get('location')).toBe('/demonstration')
    expect(await demonstrate(house)).toHaveLength(1)
  })
})

describe('Beside a real organisation', () => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse('demonstration_beside')
  })
  afterAll(() => house.close())

  test('no demonstration is built, offered or entered', async () => {
    expect(await buildDemonstration(house)).toBeNull()
    await expect(demonstrate(house)).rejects.toThrow('vraie collectivité')
    for (const [path, form] of [
      ['/bienvenue/demonstration', {}],
      ['/demonstration/entrer', { role: 'coordinator' }],
    ] as const) {
      const answer = await house.post(path, form)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
      expect(answer.headers.getSetCookie().filter((cookie) => cookie.startsWith('sv.session'))).toEqual([])
    }
    expect((await get(house, '/demonstration')).headers.get('location')).toBe('/')
  })
})
