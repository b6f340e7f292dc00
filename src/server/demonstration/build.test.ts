import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { EMPTY } from '../../../test/support/cluster.ts'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { DEVICE_STATES } from '../../domain/circuit/states.ts'
import { readFacts } from '../circuit/facts.sql.ts'
import { ROLES } from '../organisation/roles.ts'
import type { Tx } from '../platform/database/database.ts'
import { startEngine, superuser } from '../platform/database/engine.ts'
import { membershipsOf } from '../platform/http/membership.ts'
import { verifyLedger } from '../platform/ledger/verify.ts'
import { ACCOUNTS } from './accounts.ts'
import { buildDemonstration } from './build.ts'
import { castOf } from './cast.ts'
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
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/demonstration'])
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
    expect(said).toContain('Démonstration : personnes, lieux et appareils sont inventés')
    expect(said).toContain(ACCOUNTS.find((one) => one.role === role)?.name)
  })

  test('the password of the page signs in by hand too', async () => {
    const [account] = ACCOUNTS
    const form = { email: account?.email ?? '', password: account?.password ?? '', retour: '/' }
    expect((await house.post('/connexion', form)).status).toBe(303)
  })

  test('every device of the story stands where the story says', async () => {
    const rows = await inside((tx) => tx.selectFrom('device').select(['serial', 'state']).execute())
    const said = (devices: readonly { readonly serial: string | null; readonly state: string }[]) =>
      devices.map(({ serial, state }) => `${serial} ${state}`).sort()
    expect(said(rows)).toEqual(said(castOf(1).map(({ serial, today }) => ({ serial, state: today }))))
  })

  test('every state of the circuit has a device', async () => {
    const rows = await inside((tx) => tx.selectFrom('device').select('state').distinct().execute())
    expect(rows.map(({ state }) => state).sort()).toEqual([...DEVICE_STATES].sort())
  })

  test('no gate was bypassed: whatever stands ready or left the workshop has proven media', async () => {
    const proven = await inside(async (tx) => {
      const devices = await tx
        .selectFrom('device as d')
        .leftJoin('holding as h', (join) =>
          join.onRef('h.device_id', '=', 'd.id').on('h.ended_at', 'is', null).on('h.told', '=', true),
        )
        .select(['d.id', 'd.kind'])
        .where('d.state', 'in', ['ready', 'reserved', 'inUse', 'recycled'])
        .where('h.id', 'is', null)
        .where('d.kind', '!=', 'screen')
        .execute()
      const known = []
      for (const { id } of devices) known.push(await readFacts(tx, id))
      return known.map((one) =>
        one?.facts.media.kind === 'listed'
          ? one.facts.media.media.map(({ state, proof }) => [state, proof !== 'none'])
          : [],
      )
    })
    expect(proven.length).toBeGreaterThan(30)
    expect(proven.flat()).toEqual(proven.map(() => ['erased', true]))
  })

  test('the ledger holds, from the first event to the last', async () => {
    const client = new pg.Client(superuser(await startEngine(inject('cluster').folder), house.databaseName))
    await client.connect()
    try {
      await client.query('select seal_ledger($1)', [organisationId])
      const verified = await verifyLedger(client, organisationId)
      expect(verified.broken).toEqual([])
      expect(verified.sealed).toBe(verified.events)
      expect(verified.events).toBeGreaterThan(1000)
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

test('the same seed casts the same story, another seed another one', () => {
  expect(castOf(3)).toEqual(castOf(3))
  expect(castOf(3).map(({ serial }) => serial)).not.toEqual(castOf(4).map(({ serial }) => serial))
})
