import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'
import { openPost } from '../../../../test/support/post.ts'
import { startEngine, superuser } from '../../platform/database/engine.ts'
import { smtpMailer } from '../../platform/mail/smtp-mailer.ts'

let post: Awaited<ReturnType<typeof openPost>>
let house: TestHouse
beforeAll(async () => {
  post = await openPost()
  house = await openTestHouse('invitations', undefined, {
    mailer: smtpMailer({ url: post.url, from: 'parc@example.org' }),
  })
})
afterAll(async () => {
  await house.close()
  await post.close()
})

const AWA = {
  name: 'Awa Diallo',
  email: 'Awa@ville.fr',
  roles: ['technician', 'mediator'],
  lang: 'fr',
  title: '',
  from: '',
}
const invite = (given: Record<string, string | string[]> = {}) =>
  house.post('/membres/invitation', { ...AWA, ...given }, 'administrator')
const idOf = (name: string) =>
  house.inside(async (tx) => {
    const row = await tx
      .selectFrom('member as m')
      .innerJoin('person_name as n', 'n.person_id', 'm.person_id')
      .select('m.id')
      .where('n.name', '=', name)
      .executeTakeFirstOrThrow()
    return row.id
  })
const memberPage = async (name: string) => (await house.get(`/membres/${await idOf(name)}`, 'administrator')).text()

test('an invitation leaves once it is saved, in the person’s language, and names no secret', async () => {
  expect((await invite()).status).toBe(303)
  expect(post.received, 'nothing leaves before the job runs').toEqual([])
  expect(await memberPage('Awa Diallo')).toContain('n’est pas encore partie')
  await house.runJobs()
  const mail = await post.next(/accès/)
  expect(mail.to).toMatchObject({ text: 'awa@ville.fr' })
  expect(mail.subject).toBe('Votre accès à Seconde Vie, Ville de Montferrand')
  expect(mail.text).toContain('technicien, technicienne, animateur, animatrice')
  expect(mail.text).toContain('http://localhost:3000/connexion/lien\n')
  expect(await memberPage('Awa Diallo')).not.toContain('n’est pas encore partie')
  await invite({ name: 'John', email: 'john@ville.fr', lang: 'en' })
  await house.runJobs()
  expect((await post.next(/access/)).to).toMatchObject({ text: 'john@ville.fr' })
  const events = await house.inside((tx) => tx.selectFrom('event').select('payload').execute())
  expect(JSON.stringify(events)).not.toContain('ville.fr')
})

test('one that could not be saved sends nothing, even when everything fails at the very commit', async () => {
  const { folder } = inject('cluster')
  const root = new pg.Client(superuser(await startEngine(folder), house.databaseName))
  await root.connect()
  try {
    await root.query(`create function no_more_members() returns trigger language plpgsql as
      $$ begin raise exception 'no more members'; end $$`)
    await root.query(`create constraint trigger no_more_members after insert on member deferrable initially deferred
      for each row execute function no_more_members()`)
    expect((await invite({ name: 'Paul Roy', email: 'paul@ville.fr' })).status).toBe(500)
    await house.runJobs()
    expect(post.received).toEqual([])
    await root.query('drop trigger no_more_members on member')
    expect((await invite({ name: 'Paul Roy', email: 'paul@ville.fr' })).status).toBe(303)
    await house.runJobs()
    expect((await post.next(/accès/)).to).toMatchObject({ text: 'paul@ville.fr' })
  } finally {
    await root.end()
  }
})

test('a server that refuses is asked again; the page says so, the failed job names nobody, and a button sends it anew', async () => {
  await invite({ name: 'Nobody', email: 'nobody@ville.fr' })
  await house.runJobs()
  expect(post.received).toEqual([])
  expect(await memberPage('Nobody')).toContain('n’est pas encore partie')
  const { folder } = inject('cluster')
  const root = new pg.Client(superuser(await startEngine(folder), house.databaseName))
  await root.connect()
  try {
    const { rows } = await root.query('select last_error, attempts, payload from graphile_worker._private_jobs')
    expect(rows).toMatchObject([{ attempts: 1, last_error: expect.stringContaining('no mailbox <[address]>') }])
    expect(JSON.stringify(rows)).not.toContain('ville.fr')
  } finally {
    await root.end()
  }
  const awa = `/membres/${await idOf('Awa Diallo')}`
  expect((await house.post(`${awa}/invitation`, {}, 'coordinator')).status).toBe(403)
  expect((await house.post(`${awa}/invitation`, {}, 'other')).status).toBe(404)
  expect((await house.post(`${awa}/invitation`, {}, 'administrator')).status).toBe(303)
  await house.runJobs()
  expect((await post.next(/accès/)).to).toMatchObject({ text: 'awa@ville.fr' })
})

test('somebody who left before the mail did receives nothing; invited again, they come back with what was said', async () => {
  await invite({ name: 'Léa Mas', email: 'lea@ville.fr' })
  const path = `/membres/${await idOf('Léa Mas')}`
  expect((await house.post(`${path}/depart`, { note: '' }, 'administrator')).status).toBe(303)
  await house.runJobs()
  expect(post.received).toEqual([])
  await invite({ name: 'Léa Mas', email: 'lea@ville.fr', lang: 'en', title: '3e adjointe', from: '2026-03-29' })
  await house.runJobs()
  expect((await post.next(/Your access/)).to).toMatchObject({ text: 'lea@ville.fr' })
  expect(await memberPage('Léa Mas')).toContain('3e adjointe')
})

test('to somebody who is a member, without a role, or with half a function, is said beside the field', async () => {
  for (const [given, said] of [
    [{}, 'déjà celle d’un membre'],
    [{ roles: [] }, 'au moins un rôle'],
    [{ email: 'autre@ville.fr', title: '3e adjoint' }, 'la date depuis laquelle'],
    [{ email: 'pas une adresse' }, 'n’est pas complète'],
  ] as const) {
    const answer = await invite(given as Record<string, string | string[]>)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(said)
  }
  expect(await (await house.get('/membres?q=autre', 'administrator')).text()).toContain('Personne ne répond')
})
