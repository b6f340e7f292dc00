import { z } from 'zod'
import { keepFleet, seeFleet } from '../organisation/permissions.ts'
import { type Answer, file, notFound, page, redirect } from '../platform/http/answer.ts'
import { civilDate, freshForm, line, optional, type Problem, paragraph, type Values } from '../platform/http/form.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { dates } from '../platform/text/dates.ts'
import type { Viewer } from '../platform/ui/viewer.ts'
import { readClosures, readHours, type Span, typedClosures, typedHours } from './opening.ts'
import { allPlaces } from './place.sql.ts'
import { type PlaceLine, treeOf } from './place.ts'
import { placeHref } from './place.views.tsx'
import { agreeContact, contactOf, eraseContact, keepContact, openingOf, setOpening } from './site.sql.ts'
import { siteText } from './site.text.ts'
import { ContactPage, HoursPage } from './site.views.tsx'
import { hoursPoster } from './site-print.ts'

const PATH = '/lieux/:id'
const DAYS = ['day0', 'day1', 'day2', 'day3', 'day4', 'day5', 'day6'] as const

const day = z.string().trim().max(80).default('')
const HOURS = z.object({
  day0: day,
  day1: day,
  day2: day,
  day3: day,
  day4: day,
  day5: day,
  day6: day,
  closures: paragraph(2000).default(''),
})
const CONTACT = z.object({
  name: line(120),
  phone: optional(line(40)),
  email: optional(z.email().max(200)),
  agreedOn: optional(civilDate),
})
const AGREED = z.object({ on: civilDate })

const today = ({ lang, timeZone }: Viewer) => dates(lang, timeZone).calendarDay(new Date())

/** The open place of the address; a closed one has no hours and no contact to keep. */
async function openPlace({ tx, params }: TenantCall): Promise<PlaceLine | undefined> {
  return treeOf(await allPlaces(tx)).find((one) => one.id === params.id && one.closedOn === null)
}

async function hoursPage(call: TenantCall, problem?: Problem): Promise<Answer> {
  const place = await openPlace(call)
  if (!place) return notFound()
  const { viewer, tx } = call
  const opening = await openingOf(tx, place.id)
  const values: Values = {
    ...Object.fromEntries(DAYS.map((name, at) => [name, typedHours(opening?.week[at] ?? [])])),
    closures: typedClosures(opening?.closures ?? []),
  }
  const form = freshForm(viewer, problem, values)
  return page(<HoursPage viewer={viewer} place={place} href={placeHref(place.id)} form={form} />, problem ? 422 : 200)
}

async function saveHours(call: TenantCall & { readonly form: z.infer<typeof HOURS> }): Promise<Answer> {
  const place = await openPlace(call)
  if (!place) return notFound()
  const { tx, member, form, viewer } = call
  const text = siteText(viewer.lang)
  const errors: Record<string, string> = {}
  const week = DAYS.map((name): Span[] => {
    const spans = readHours(form[name])
    if (spans === null) errors[name] = text.hoursWrong
    return [...(spans ?? [])]
  })
  const closures = readClosures(form.closures)
  if (closures === null) errors.closures = text.closuresWrong
  if (closures === null || Object.keys(errors).length > 0) return hoursPage(call, { values: form, errors })
  await setOpening(tx, member, place.id, { week, closures })
  return redirect(placeHref(place.id), text.hoursSaved)
}

async function contactPage(
  call: TenantCall,
  problems: { readonly form?: Problem; readonly agreeing?: Problem } = {},
): Promise<Answer> {
  const place = await openPlace(call)
  if (!place) return notFound()
  const { viewer, tx } = call
  const contact = await contactOf(tx, place.id)
  const known: Values =
    contact.kind === 'agreed'
      ? {
          name: contact.name,
          phone: contact.phone ?? '',
          email: contact.email ?? '',
          agreedOn: contact.agreedOn,
        }
      : {}
  return page(
    <ContactPage
      viewer={viewer}
      place={place}
      href={placeHref(place.id)}
      contact={contact}
      form={freshForm(viewer, problems.form, known)}
      agreeing={freshForm(viewer, problems.agreeing, { on: today(viewer) })}
    />,
    problems.form || problems.agreeing ? 422 : 200,
  )
}

async function saveContact(call: TenantCall & { readonly form: z.infer<typeof CONTACT> }): Promise<Answer> {
  const place = await openPlace(call)
  if (!place) return notFound()
  const { tx, member, form, viewer } = call
  const text = siteText(viewer.lang)
  const { name, phone, email, agreedOn } = form
  const errors: Record<string, string> = {
    ...(phone === null && email === null ? { phone: text.reach } : {}),
    ...(agreedOn !== null && agreedOn > today(viewer) ? { agreedOn: text.future } : {}),
  }
  if (Object.keys(errors).length > 0) {
    const values = { name, phone: phone ?? '', email: email ?? '', agreedOn: agreedOn ?? '' }
    return contactPage(call, { form: { values, errors } })
  }
  await keepContact(tx, member, place.id, form)
  return redirect(placeHref(place.id), agreedOn === null ? text.contactHidden : text.contactSaved)
}

const example = { as: 'technician', params: { id: '{place}' } }

export const siteRoutes: readonly Route[] = [
  pageRoute({ path: `${PATH}/horaires`, access: keepFleet, example, handle: (call) => hoursPage(call) }),
  actRoute({
    path: `${PATH}/horaires`,
    access: keepFleet,
    form: HOURS,
    example: { ...example, form: { day0: '8h30-12h, 13h30-17h', closures: '19/12/2026 au 04/01/2027' } },
    handle: saveHours,
    invalid: (call, problem) => hoursPage(call, problem),
  }),
  pageRoute({
    path: `${PATH}/horaires.pdf`,
    access: seeFleet,
    example,
    handle: async (call) => {
      const place = await openPlace(call)
      if (!place) return notFound()
      const poster = await hoursPoster(call.viewer, place.name, await openingOf(call.tx, place.id), new Date())
      return file(poster, 'application/pdf', 'horaires.pdf', true)
    },
  }),
  pageRoute({ path: `${PATH}/contact`, access: keepFleet, example, handle: (call) => contactPage(call) }),
  actRoute({
    path: `${PATH}/contact`,
    access: keepFleet,
    form: CONTACT,
    example: { ...example, form: { name: 'Une directrice', phone: '04 00 00 00 00' } },
    handle: saveContact,
    invalid: (call, problem) => contactPage(call, { form: problem }),
  }),
  actRoute({
    path: `${PATH}/contact/accord`,
    access: keepFleet,
    form: AGREED,
    example: { as: 'technician', params: { id: '{place.awaited}' }, form: { on: '2026-11-20' } },
    handle: async (call) => {
      const place = await openPlace(call)
      const { tx, member, form, viewer } = call
      if (!place) return notFound()
      const text = siteText(viewer.lang)
      if (form.on > today(viewer)) return contactPage(call, { agreeing: { values: form, errors: { on: text.future } } })
      if (!(await agreeContact(tx, member, place.id, form.on))) return notFound()
      return redirect(placeHref(place.id), text.agreeDone)
    },
    invalid: (call, problem) => contactPage(call, { agreeing: problem }),
  }),
  actRoute({
    path: `${PATH}/contact/effacer`,
    access: keepFleet,
    form: z.object({}),
    example: { as: 'technician', params: { id: '{place.agreed}' } },
    handle: async ({ tx, member, params, viewer }) =>
      (await eraseContact(tx, member, params.id ?? '', 'withdrawn'))
        ? redirect(placeHref(params.id ?? ''), siteText(viewer.lang).erased)
        : notFound(),
  }),
]
