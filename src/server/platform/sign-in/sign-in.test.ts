import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asker, openTesting, PASSWORD } from '../../../../test/support/sign-in.ts'

let house: Awaited<ReturnType<typeof openTesting>>
let signIn: typeof house.signIn

beforeAll(async () => {
  house = await openTesting()
  signIn = house.signIn
})
afterAll(() => house?.close())

const enter = (email: string, password = PASSWORD, way = signIn) =>
  way.withPassword({ email, password, remember: false }, asker())

describe('a person signs in by password', () => {
  test('is known after, and unknown once signed out', async () => {
    const id = await signIn.createAccount({ name: 'Awa Diallo', email: 'Awa@Exemple.fr', password: PASSWORD })
    const entry = await enter('awa@exemple.fr ')
    if (entry.kind !== 'signedIn') throw new Error(entry.kind)
    const headers = asker(entry.cookies).headers
    expect(await signIn.whoIs(headers)).toMatchObject({ userId: id, name: 'Awa Diallo', email: 'awa@exemple.fr' })
    const { cookies } = await signIn.signOut(headers)
    expect(cookies.some((cookie) => cookie.includes('session_token=;') && cookie.includes('Max-Age=0'))).toBe(true)
    expect(await signIn.whoIs(headers)).toBeNull()
  })

  test('the same address asked twice is one account, with its first password', async () => {
    const first = await signIn.createAccount({ name: 'Léo', email: 'leo@exemple.fr', password: PASSWORD })
    expect(await signIn.createAccount({ name: 'Autre', email: 'LEO@exemple.fr', password: 'tout autre chose' })).toBe(
      first,
    )
    expect((await enter('leo@exemple.fr')).kind).toBe('signedIn')
  })

  test('a wrong password and an unknown address answer the same', async () => {
    await signIn.createAccount({ name: 'Nora', email: 'nora@exemple.fr', password: PASSWORD })
    expect(await enter('nora@exemple.fr', 'une autre phrase longue')).toEqual({ kind: 'wrong' })
    expect(await enter('personne@exemple.fr')).toEqual({ kind: 'wrong' })
    expect(await enter('pas une adresse')).toEqual({ kind: 'wrong' })
  })

  test('a forged cookie is nobody', async () => {
    const entry = await enter('leo@exemple.fr')
    if (entry.kind !== 'signedIn') throw new Error(entry.kind)
    const forged = entry.cookies.map((cookie) => cookie.replace(/=(.)/, (_, first) => `=${first === 'A' ? 'B' : 'A'}`))
    expect(await signIn.whoIs(asker(forged).headers)).toBeNull()
  })

  test('off localhost cookies hold to the host, need TLS and are out of reach of scripts', async () => {
    const secure = house.open(true)
    try {
      const entry = await enter('leo@exemple.fr', PASSWORD, secure)
      if (entry.kind !== 'signedIn') throw new Error(entry.kind)
      expect(entry.cookies.length).toBeGreaterThan(0)
      for (const cookie of entry.cookies) {
        expect(cookie).toMatch(/^__Host-sv\./)
        expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax/)
        expect(cookie).not.toMatch(/Domain=/)
      }
      expect(await secure.whoIs(asker(entry.cookies).headers)).toMatchObject({ email: 'leo@exemple.fr' })
    } finally {
      await secure.close()
    }
  })

  test('after eight wrong passwords the account waits, known or not, even with the right one, and others go on', async () => {
    await signIn.createAccount({ name: 'Zoé', email: 'zoe@exemple.fr', password: PASSWORD })
    for (const email of ['zoe@exemple.fr', 'inconnue@exemple.fr']) {
      const kinds = []
      for (let attempt = 0; attempt < 9; attempt += 1) kinds.push((await enter(email, 'mauvaise phrase longue')).kind)
      expect(kinds).toEqual([...Array(8).fill('wrong'), 'tooMany'])
      expect((await enter(email)).kind).toBe('tooMany')
    }
    expect((await enter('leo@exemple.fr')).kind).toBe('signedIn')
  })
})

describe('what the database holds', () => {
  test('the application’s role reads nothing of sign-in', async () => {
    const client = new pg.Client(house.server.app)
    await client.connect()
    try {
      const tables = await client.query("select tablename from pg_tables where schemaname = 'sign_in'")
      expect(tables.rows.length).toBe(6)
      for (const { tablename } of tables.rows)
        await expect(client.query(`select 1 from sign_in."${tablename}"`)).rejects.toThrow(/permission denied/)
    } finally {
      await client.end()
    }
  })

  test('no attempt tells whose it was', async () => {
    const client = new pg.Client(house.server.owner)
    await client.connect()
    try {
      const { rows } = await client.query('select key from attempt')
      expect(rows.length).toBeGreaterThan(0)
      for (const { key } of rows) expect(key).toMatch(/^[\w-]{43}$/)
    } finally {
      await client.end()
    }
  })

  test('the library found its tables as it wants them', () => expect(house.failures).toEqual([]))
})
