import { format } from '../platform/text/format.ts'
import { Buttons, Submit } from '../platform/ui/button.tsx'
import type { Definition } from '../platform/ui/definition.tsx'
import { DateField, TextArea, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Notice } from '../platform/ui/notice.tsx'
import { State } from '../platform/ui/state.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { type Now, type Opening, openingNow, showHours, WEEK } from './opening.ts'
import type { PlaceLine } from './place.ts'
import type { Contact } from './site.sql.ts'
import { siteText } from './site.text.ts'

export interface Site {
  readonly opening: Opening | null
  readonly contact: Contact
}

/** What a place says of itself to whoever goes there: open now or not, its week, whom to reach. */
export function siteDefinitions(viewer: Viewer, { opening, contact }: Site, at: Date): readonly Definition[] {
  const text = siteText(viewer.lang)
  const now = openingNow(opening, at, viewer)
  return [
    {
      term: text.hours,
      value: opening === null || now.kind === 'unsaid' ? text.unsaid : <Hours viewer={viewer} {...{ opening, now }} />,
    },
    { term: text.contact, value: <ContactShown viewer={viewer} contact={contact} /> },
  ]
}

function Hours({ viewer, opening, now }: { readonly viewer: Viewer; readonly opening: Opening; readonly now: Now }) {
  const { lang } = viewer
  const text = siteText(lang)
  const f = format(viewer)
  const today = f.calendarDay(new Date())
  return (
    <>
      <NowState lang={lang} now={now} />
      <ul class="plain">
        {WEEK.map((day, at) => (
          <li key={day.en}>
            {day[lang]} : {showHours(opening.week[at] ?? [], lang)}
          </li>
        ))}
        {opening.closures
          .filter(({ to }) => to >= today)
          .map(({ from, to }) => (
            <li key={from}>{text.closedFrom(f.date(from), f.date(to))}</li>
          ))}
      </ul>
    </>
  )
}

function NowState({ lang, now }: { readonly lang: Viewer['lang']; readonly now: Now }) {
  const text = siteText(lang)
  if (now.kind === 'unsaid') return null
  if (now.kind === 'open') return <State tone="done">{text.openNow(now.until)}</State>
  const opens = now.opens && ` : ${text.opensAgain(now.opens.day, now.opens.at)}`
  return (
    <State tone="neutral">
      {text.closedNow}
      {opens}
    </State>
  )
}

function ContactShown({ viewer, contact }: { readonly viewer: Viewer; readonly contact: Contact }) {
  const text = siteText(viewer.lang)
  if (contact.kind === 'none') return <>{text.noContact}</>
  if (contact.kind === 'awaitsAgreement') return <State tone="wait">{text.awaits}</State>
  return (
    <>
      <strong>{contact.name}</strong>
      {contact.phone && (
        <>
          <br />
          <a href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}>{contact.phone}</a>
        </>
      )}
      {contact.email && (
        <>
          <br />
          <a href={`mailto:${contact.email}`}>{contact.email}</a>
        </>
      )}
      <br />
      <small>{text.agreedOn(format(viewer).date(contact.agreedOn))}</small>
    </>
  )
}

interface SiteProps {
  readonly viewer: Viewer
  readonly place: PlaceLine
  readonly href: string
}

const kicker = ({ place, href }: SiteProps) => <a href={href}>{place.name}</a>

/** The week of a place, a field a day, then its closed periods. */
export function HoursPage(props: SiteProps & { readonly form: FormState }) {
  const { viewer, place, href, form } = props
  const { lang } = viewer
  const text = siteText(lang)
  const labels = { ...Object.fromEntries(WEEK.map((day, at) => [`day${at}`, day[lang]])), closures: text.closures }
  return (
    <Layout viewer={viewer} title={text.hoursTitle(place.name)} lead={text.hoursHint} kicker={kicker(props)}>
      <Form action={`${href}/horaires`} form={form} labels={labels}>
        {WEEK.map((day, at) => (
          <TextField key={day.en} form={form} name={`day${at}`} label={day[lang]} maxlength={80} autocomplete="off" />
        ))}
        <TextArea form={form} name="closures" label={text.closures} hint={text.closuresHint} maxlength={2000} />
        <Buttons>
          <Submit>{text.saveHours}</Submit>
        </Buttons>
      </Form>
    </Layout>
  )
}

/** The contact of a place: written down, agreed or withdrawn; what is not agreed is never drawn. */
export function ContactPage(
  props: SiteProps & { readonly contact: Contact; readonly form: FormState; readonly agreeing: FormState },
) {
  const { viewer, place, href, contact, form, agreeing } = props
  const text = siteText(viewer.lang)
  const labels = { name: text.name, phone: text.phone, email: text.email, agreedOn: text.agreed }
  return (
    <Layout viewer={viewer} title={text.contactTitle(place.name)} lead={text.contactLead} kicker={kicker(props)}>
      {contact.kind === 'agreed' && (
        <p>
          <ContactShown viewer={viewer} contact={contact} />
        </p>
      )}
      {contact.kind === 'awaitsAgreement' && (
        <>
          <Notice lang={viewer.lang} tone="wait">
            {text.awaitsAbout}
          </Notice>
          <Form action={`${href}/contact/accord`} form={agreeing} label={text.agree}>
            <DateField form={agreeing} name="on" label={text.agreed} required />
            <Buttons>
              <Submit>{text.agree}</Submit>
            </Buttons>
          </Form>
        </>
      )}
      <h2>{contact.kind === 'none' ? text.contactAdd : text.contactChange}</h2>
      <Form action={`${href}/contact`} form={form} labels={labels} label={text.contactAdd}>
        <TextField form={form} name="name" label={text.name} maxlength={120} autocomplete="off" required />
        <TextField form={form} name="phone" label={text.phone} type="tel" maxlength={40} autocomplete="off" />
        <TextField form={form} name="email" label={text.email} type="email" maxlength={200} autocomplete="off" />
        <DateField form={form} name="agreedOn" label={text.agreed} hint={text.agreedHint} />
        <Buttons>
          <Submit look={contact.kind === 'none' ? 'main' : 'plain'}>{text.saveContact}</Submit>
        </Buttons>
      </Form>
      {contact.kind !== 'none' && (
        <>
          <h2>{text.erase}</h2>
          <p>{text.eraseAbout}</p>
          <Form action={`${href}/contact/effacer`} form={agreeing} label={text.erase}>
            <Buttons>
              <Submit look="danger">{text.erase}</Submit>
            </Buttons>
          </Form>
        </>
      )}
    </Layout>
  )
}
