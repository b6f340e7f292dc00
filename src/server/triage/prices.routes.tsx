import type { z } from 'zod'
import { PAID_WORKS, type PriceList, WORK_NAMES } from '../../domain/triage/cost.ts'
import { setRules } from '../organisation/permissions.ts'
import { type Answer, page, redirect } from '../platform/http/answer.ts'
import { entries, freshForm, type Problem, type Values } from '../platform/http/form.ts'
import { actRoute, type FormCall, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { versionsPart } from '../platform/setting/versions.tsx'
import { Submit } from '../platform/ui/button.tsx'
import { NumberField } from '../platform/ui/field.tsx'
import { Form, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { PRICES, readPrices, savePrices } from './prices.sql.ts'
import { pricesText } from './prices.text.ts'

const PATH = '/reglages/prix'

const shown = (value: number | null | undefined) => (value == null ? '' : String(value).replace('.', ','))
const valuesOf = ({ hourEur, works }: PriceList): Values => ({
  hour: shown(hourEur),
  ...Object.fromEntries(
    PAID_WORKS.flatMap((work) => [
      [`minutes.${work}`, shown(works[work]?.minutes)],
      [`parts.${work}`, shown(works[work]?.partsEur)],
    ]),
  ),
})

async function pricesPage(call: TenantCall, problem?: Problem): Promise<Answer> {
  const { tx, viewer } = call
  const { lang } = viewer
  const text = pricesText(lang)
  const form = freshForm(viewer, problem, valuesOf(await readPrices(tx)))
  return page(
    <Layout viewer={viewer} title={text.title} lead={text.lead} kicker={<a href="/reglages">{text.back}</a>}>
      <Form action={PATH} form={form} label={text.title}>
        <NumberField form={form} name="hour" label={text.hour} hint={text.hourHint} unit="€" />
        <Section title={text.works} lead={text.worksLead}>
          {PAID_WORKS.map((work) => {
            const name = WORK_NAMES[work][lang]
            return (
              <div key={work}>
                <NumberField form={form} name={`minutes.${work}`} label={text.minutes(name)} unit="min" />
                <NumberField form={form} name={`parts.${work}`} label={text.parts(name)} unit="€" />
              </div>
            )
          })}
        </Section>
        <Submit>{text.save}</Submit>
      </Form>
      {await versionsPart(call, PRICES)}
    </Layout>,
    problem ? 422 : 200,
  )
}

/** A number as people type it, null where nothing is; undefined where it is none. */
function numberIn(form: Readonly<Record<string, string | string[]>>, name: string): number | null | undefined {
  const text =
    [form[name] ?? '']
      .flat()[0]
      ?.replace(/[\s\u202f\u00a0]/g, '')
      .replace(',', '.') ?? ''
  if (text === '') return null
  const value = Number(text)
  return Number.isFinite(value) && value >= 0 && value <= 100_000 ? value : undefined
}

async function save(call: TenantCall & FormCall<z.infer<typeof entries>>): Promise<Answer> {
  const { tx, member, viewer, form } = call
  const text = pricesText(viewer.lang)
  const names = ['hour', ...PAID_WORKS.flatMap((work) => [`minutes.${work}`, `parts.${work}`])]
  const typed = Object.fromEntries(names.map((name) => [name, numberIn(form, name)]))
  const errors = Object.fromEntries(
    names.flatMap((name) => (typed[name] === undefined ? [[name, text.badNumber]] : [])),
  )
  const timed = PAID_WORKS.some((work) => typeof typed[`minutes.${work}`] === 'number')
  if (timed && typed.hour === null) errors.hour = text.needsHour
  if (Object.keys(errors).length > 0) return pricesPage(call, { values: form, errors })
  const works = PAID_WORKS.flatMap((work) => {
    const minutes = typed[`minutes.${work}`] ?? null
    const partsEur = typed[`parts.${work}`] ?? null
    const said = { minutes: minutes === null ? null : Math.min(6000, Math.round(minutes)), partsEur }
    return minutes === null && partsEur === null ? [] : [[work, said] as const]
  })
  await savePrices(tx, member, { hourEur: typed.hour ?? null, works: Object.fromEntries(works) })
  return redirect(PATH, text.saved)
}

/** What work costs this organisation: the cost that triage shows rests on it. */
export const pricesRoutes: readonly Route[] = [
  pageRoute({ path: PATH, access: setRules, example: { as: 'coordinator' }, handle: (call) => pricesPage(call) }),
  actRoute({
    path: PATH,
    access: setRules,
    form: entries,
    example: { as: 'coordinator', form: { hour: '36', 'minutes.fitSsd': '20', 'parts.fitSsd': '25,50' } },
    handle: save,
  }),
]
