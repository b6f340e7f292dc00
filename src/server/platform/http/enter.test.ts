import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'
import { embeddedServer } from '../database/servers.ts'

let house: TestHouse
let owner: pg.Client
beforeAll(async () => {
  house = await openTestHouse('enter')
  owner = new pg.Client((await embeddedServer(inject('cluster').folder, house.databaseName)).owner)
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await house.close()
})

/** Changes the session that this person's cookie names. */
async function change(role: string, how: string): Promise<void> {
  const cookie = decodeURIComponent(/session_token=([^;]*)/.exec(house.sample.cookies[role] ?? '')?.[1] ?? '')
  const { rowCount } = await owner.query(`${how} where token = $1`, [cookie.slice(0, cookie.lastIndexOf('.'))])
  expect(rowCount).toBe(1)
}

test.each([
  ['technician', 'that was ended elsewhere', 'delete from sign_in.session'],
  ['coordinator', 'whose time is past', `update sign_in.session set "expiresAt" = now() - interval '1 second'`],
])('the session of a %s %s is nobody at the next page: the way leads to sign in', async (role, _, how) => {
  expect((await house.get('/parc', role)).status).toBe(200)
  await change(role, how)
  const answer = await house.get('/parc', role)
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/connexion?retour=%2Fparc')
  expect(await answer.text()).toBe('')
})

test('a kept session that is due is prolonged by the page that uses it, which sends its cookie again', async () => {
  await change('itManager', `update sign_in.session set "expiresAt" = now() + interval '5 days'`)
  // Without the mark of a session that lasts until the browser closes.
  const [cookie = ''] = /[^; ]*session_token=[^;]*/.exec(house.sample.cookies.itManager ?? '') ?? []
  const kept = () => house.request('/parc', { headers: { cookie } })
  const answer = await kept()
  expect(answer.status).toBe(200)
  expect(answer.headers.getSetCookie().join()).toContain('session_token=')
  expect((await kept()).headers.getSetCookie()).toEqual([])
})

test('the application’s role learns of the sessions only what it shows the token of', async () => {
  const { rows } = await house.inside((tx) => sql`select * from session_in_force('')`.execute(tx))
  expect(rows).toEqual([])
})
