import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPost } from '../../../../test/support/post.ts'
import { openMailer } from './open-mailer.ts'

const folder = mkdtempSync(join(tmpdir(), 'sv-mail-'))
let post: Awaited<ReturnType<typeof openPost>>
beforeAll(async () => {
  post = await openPost()
})
afterAll(async () => {
  await post.close()
  rmSync(folder, { recursive: true, force: true })
})

const MAIL = { to: 'awa@exemple.fr', subject: 'Rendez-vous à l’atelier', text: 'Bonjour Awa,\n\nà jeudi.\n' }
const opened = (name: string, smtpUrl: string | null, demonstration: boolean) =>
  openMailer({
    smtpUrl,
    from: 'parc@example.org',
    outboxFolder: join(folder, name),
    demonstration: async () => demonstration,
  })

test('a message leaves for the server that is set, whole, and says that a program wrote it', async () => {
  const mailer = opened('real', post.url, false)
  await mailer.send({ ...MAIL, html: '<p>Bonjour Awa, à jeudi.</p>' })
  const mail = await post.next(/atelier/)
  expect({ to: mail.to, subject: mail.subject, text: mail.text }).toMatchObject({
    to: { text: 'awa@exemple.fr' },
    subject: MAIL.subject,
    text: MAIL.text,
  })
  expect(mail.html).toContain('à jeudi')
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
  expect(await mailer.outbox.list()).toEqual([])
})

test('a demonstration sends nothing, even where a server is set', async () => {
  const mailer = opened('demonstration', post.url, true)
  await mailer.send(MAIL)
  expect(post.received).toEqual([])
  expect(await mailer.outbox.list()).toMatchObject([MAIL])
})

test('without a server, the outbox keeps a file that a mail program opens, for the owner of the folder alone', async () => {
  const mailer = opened('kept', null, false)
  await mailer.send(MAIL)
  const files = readdirSync(join(folder, 'kept'))
  const eml = files.find((name) => name.endsWith('.eml')) ?? ''
  expect(await simpleParser(readFileSync(join(folder, 'kept', eml)))).toMatchObject({
    subject: MAIL.subject,
    text: MAIL.text,
    from: { text: 'parc@example.org' },
  })
  for (const name of files) expect(statSync(join(folder, 'kept', name)).mode & 0o077).toBe(0)
})

test('the outbox lists the last two hundred messages, newest first, and reads nothing outside its folder', async () => {
  const { outbox } = opened('many', null, false)
  for (let number = 1; number <= 205; number += 1) await outbox.send({ ...MAIL, subject: `Message ${number}` })
  const kept = await outbox.list()
  expect(kept).toHaveLength(200)
  expect(kept[0]?.subject).toBe('Message 205')
  expect(readdirSync(join(folder, 'many'))).toHaveLength(400)
  expect(await outbox.one(kept[3]?.id ?? '')).toMatchObject({ subject: 'Message 202' })
  for (const id of ['../real', '../../etc/passwd', '', '00000000-0000-0000-0000-000000000000'])
    expect(await outbox.one(id)).toBeNull()
})

test('a server that refuses is an error, not a lost message', async () => {
  const mailer = opened('refused', 'smtp://127.0.0.1:1', false)
  await expect(mailer.send(MAIL)).rejects.toThrow(/ECONNREFUSED/)
})
