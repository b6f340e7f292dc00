import { z } from 'zod'
import { todayOf } from '../circuit/today.sql.ts'
import { readCode, showCode } from '../fleet/code.ts'
import { deviceByCode } from '../fleet/device.sql.ts'
import { devicesOfKit } from '../kits/kit.sql.ts'
import { decideRequests } from '../organisation/permissions.ts'
import { saveAnswers } from '../platform/bulk/bulk.sql.ts'
import type { BulkLine } from '../platform/bulk/bulk.ts'
import type { Tx } from '../platform/database/database.ts'
import { notFound, redirect, refused } from '../platform/http/answer.ts'
import { civilDate, entry, line, paragraph, several } from '../platform/http/form.ts'
import { actRoute, type Route } from '../platform/http/route.ts'
import { format } from '../platform/text/format.ts'
import { words } from '../platform/ui/words.ts'
import { allocate, type Choice, releaseDevice } from './allocation.sql.ts'
import { requestText } from './request.text.ts'
import { requestPage } from './request-page.tsx'
import { notConfirmed, requestOf, stillStands } from './standing.sql.ts'

/** Boxes by code, codes scanned one a line, and the value typed beside each box. */
const ALLOCATION = z
  .object({ devices: several(line(40)), codes: paragraph(4000).default(''), expiresOn: civilDate })
  .catchall(entry)

const MOST_CHOSEN = 200
const MONEY = /^\d{1,6}([.,]\d{1,2})?$/

/** What was chosen, each device once; a value that is not an amount is answered by its code. */
function choicesOf(form: z.infer<typeof ALLOCATION>): {
  readonly choices: readonly Choice[]
  readonly wrong: string | null
} {
  const typed = [...form.devices, ...form.codes.split(/[\s,;]+/).filter(Boolean)].slice(0, MOST_CHOSEN)
  const codes = [...new Set(typed.map((one) => readCode(one) ?? one))]
  let wrong: string | null = null
  const choices = codes.map((code) => {
    const value = form[`value-${code}`]
    const text = typeof value === 'string' ? value.trim() : ''
    if (text !== '' && !MONEY.test(text)) wrong = code
    return { code, valueEur: text === '' || !MONEY.test(text) ? null : Number(text.replace(',', '.')) }
  })
  return { choices, wrong }
}

/** The code of a complete kit stands for its devices: they leave together. */
async function withKits(tx: Tx, choices: readonly Choice[]): Promise<readonly Choice[]> {
  const all: Choice[] = []
  for (const one of choices) {
    const devices = await devicesOfKit(tx, one.code)
    all.push(...(devices?.map((code) => ({ code, valueEur: one.valueEur })) ?? [one]))
  }
  return all
}

export const allocationRoutes: readonly Route[] = [
  actRoute({
    path: '/demandes/:id/attribuer',
    access: decideRequests,
    form: ALLOCATION,
    example: {
      as: 'coordinator',
      params: { id: '{request.confirmed}' },
      form: { devices: '{device.toAllocate}', expiresOn: '2099-01-31' },
    },
    invalid: (call, problem) => requestPage(call, { form: 'allocation', problem }),
    handle: async (call) => {
      const { tx, member, viewer, params, form } = call
      const request = await requestOf(tx, params, true)
      if (!request) return notFound()
      const text = requestText(viewer.lang)
      if (request.status !== 'confirmed' || !(await stillStands(tx, request))) return refused([notConfirmed])
      const { choices, wrong } = choicesOf(form)
      const values = { codes: form.codes, expiresOn: form.expiresOn }
      if (wrong)
        return requestPage(call, {
          form: 'allocation',
          problem: { values, errors: { '': `${showCode(wrong)}${words(viewer.lang).colon}${text.badValue}` } },
        })
      if (form.expiresOn < (await todayOf(tx)))
        return requestPage(call, { form: 'allocation', problem: { values, errors: { expiresOn: text.pastDay } } })
      if (choices.length === 0)
        return requestPage(call, { form: 'allocation', problem: { values, errors: { codes: text.nothingChosen } } })
      const lines = await allocate(tx, member, request, await withKits(tx, choices), form.expiresOn)
      if (lines.every((one) => one.done))
        return redirect(
          `/demandes/${request.number}`,
          text.allocatedNotice(lines.length, format(viewer).date(form.expiresOn)),
        )
      return redirect(await saveAnswers(tx, member, title('allocationAnswers'), lines))
    },
  }),
  actRoute({
    path: '/demandes/:id/liberer',
    access: decideRequests,
    form: z.object({ devices: several(line(40)) }),
    example: {
      as: 'coordinator',
      params: { id: '{request.allocated}' },
      form: { devices: '{device.allocated}' },
    },
    handle: async ({ tx, member, viewer, params, form }) => {
      const request = await requestOf(tx, params, true)
      if (!request) return notFound()
      const lines: BulkLine[] = []
      for (const one of form.devices) {
        const device = await deviceByCode(tx, one)
        const freed = device !== null && (await releaseDevice(tx, member, request.id, device.id, 'released'))
        lines.push({
          item: device ? showCode(device.code) : one,
          href: device ? `/parc/${device.code}` : null,
          done: freed,
          what: freed ? says('released') : says('notAllocated'),
        })
      }
      const [only] = lines
      if (lines.length === 1 && only?.done)
        return redirect(`/demandes/${request.number}`, requestText(viewer.lang).released)
      if (lines.length === 0) return redirect(`/demandes/${request.number}`)
      return redirect(await saveAnswers(tx, member, title('releaseChosen'), lines))
    },
  }),
]

const says = (key: 'released' | 'notAllocated') => ({ fr: requestText('fr')[key], en: requestText('en')[key] })
const title = (key: 'allocationAnswers' | 'releaseChosen') => ({
  fr: requestText('fr')[key],
  en: requestText('en')[key],
})
