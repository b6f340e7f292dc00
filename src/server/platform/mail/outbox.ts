import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { createTransport } from 'nodemailer'
import { z } from 'zod'
import { newId } from '../database/id.ts'
import { makeFolder, writeWhole } from '../files/durable.ts'
import type { Mail, Mailer } from './mailer.ts'
import { AUTOMATIC } from './smtp-mailer.ts'

const KEPT = 200
const NAME = /^[0-9a-f-]{36}$/
const MAIL = z.object({ to: z.string(), subject: z.string(), text: z.string(), at: z.iso.datetime() })

export interface CaughtMail extends Mail {
  readonly id: string
  readonly at: Date
}

/** Mail that nobody receives: the last 200 messages, newest first. */
export interface Outbox extends Mailer {
  list(): Promise<readonly CaughtMail[]>
  one(id: string): Promise<CaughtMail | null>
}

/** Keeps each message in `folder`, as the `.eml` file a mail program opens and beside it what the outbox page reads. */
export function outboxMailer(folder: string, from = 'seconde-vie@localhost'): Outbox {
  const transport = createTransport({ streamTransport: true, buffer: true }, { from })
  const names = async () => {
    const found = await readdir(folder).catch(() => [])
    return found.flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -5)] : [])).sort((a, b) => (a < b ? 1 : -1))
  }
  const one = async (id: string): Promise<CaughtMail | null> => {
    if (!NAME.test(id)) return null
    const read = await readFile(join(folder, `${id}.json`), 'utf8').catch(() => null)
    if (read === null) return null
    const mail = MAIL.parse(JSON.parse(read))
    return { ...mail, id, at: new Date(mail.at) }
  }
  return {
    one,
    async list() {
      const mails = await Promise.all((await names()).slice(0, KEPT).map(one))
      return mails.filter((mail) => mail !== null)
    },
    async send({ to, subject, text, html }) {
      await makeFolder(folder)
      const id = newId()
      const { message } = await transport.sendMail({ to, subject, text, ...(html ? { html } : {}), headers: AUTOMATIC })
      await writeWhole(join(folder, `${id}.eml`), Buffer.isBuffer(message) ? message : await buffer(message))
      const kept = { to, subject, text, at: new Date().toISOString() }
      await writeWhole(join(folder, `${id}.json`), JSON.stringify(kept))
      for (const old of (await names()).slice(KEPT)) {
        await rm(join(folder, `${old}.json`), { force: true })
        await rm(join(folder, `${old}.eml`), { force: true })
      }
    },
  }
}
