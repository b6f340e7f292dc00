import { format } from '../../platform/text/format.ts'
import { Submit } from '../../platform/ui/button.tsx'
import { type Option, Radios, SelectField, TextField } from '../../platform/ui/field.tsx'
import { Form, type FormState, Section } from '../../platform/ui/form.tsx'
import { State } from '../../platform/ui/state.tsx'
import type { Viewer } from '../../platform/ui/viewer.ts'
import { WAITS } from '../order-events.ts'
import type { Check } from './check.sql.ts'
import { conductText } from './conduct.text.ts'

/** What a second person said of the order, latest first. */
export function Checks({ viewer, checks }: { readonly viewer: Viewer; readonly checks: readonly Check[] }) {
  const text = conductText(viewer.lang)
  const f = format(viewer)
  if (checks.length === 0) return null
  return (
    <ul>
      {checks.map((check) => (
        <li key={check.at.toISOString()}>
          <State tone={check.answer === 'agreed' ? 'done' : 'wait'}>
            {(check.answer === 'agreed' ? text.agreedBy : text.redoBy)(check.by ?? '', f.instant(check.at))}
          </State>
          {check.note && <small>{check.note}</small>}
        </li>
      ))}
    </ul>
  )
}

/** Asks a second person what they say of the work; whoever worked on it is told that somebody else does. */
export function CheckForm({
  viewer,
  path,
  form,
  mine,
  checks,
}: {
  readonly viewer: Viewer
  readonly path: string
  readonly form: FormState
  readonly mine: boolean
  readonly checks: readonly Check[]
}) {
  const text = conductText(viewer.lang)
  if (mine && checks.length === 0) return null
  return (
    <Form action={`${path}/controle`} form={form} label={text.check}>
      <Section title={text.check} lead={mine ? text.checkMine : text.checkLead}>
        <Checks viewer={viewer} checks={checks} />
        {!mine && (
          <>
            <Radios
              form={form}
              name="answer"
              label={text.answer}
              required
              options={(['agreed', 'redo'] as const).map((value) => ({ value, label: text.answers[value] }))}
            />
            <TextField form={form} name="words" label={text.words} maxlength={300} />
            <Submit look="plain">{text.saveCheck}</Submit>
          </>
        )}
      </Section>
    </Form>
  )
}

/** Under whose eye, on which bench, waiting for what. */
export function ConductForm({
  viewer,
  path,
  form,
  supervisors,
  benches,
}: {
  readonly viewer: Viewer
  readonly path: string
  readonly form: FormState
  readonly supervisors: readonly Option[]
  readonly benches: readonly Option[]
}) {
  const text = conductText(viewer.lang)
  return (
    <details open={Object.keys(form.errors).length > 0}>
      <summary>{text.conduct}</summary>
      <Form action={`${path}/conduite`} form={form} label={text.conduct}>
        <SelectField form={form} name="supervisor" label={text.supervisor} empty={text.nobody} options={supervisors} />
        <SelectField form={form} name="bench" label={text.bench} empty={text.noBench} options={benches} />
        <SelectField
          form={form}
          name="waitsFor"
          label={text.waitsFor}
          empty={text.waitsNothing}
          options={WAITS.map((value) => ({ value, label: text.waits[value] }))}
        />
        <Submit look="plain">{text.save}</Submit>
      </Form>
    </details>
  )
}
