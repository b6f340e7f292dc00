import { showCode } from '../../fleet/code.ts'
import { format } from '../../platform/text/format.ts'
import { Submit } from '../../platform/ui/button.tsx'
import { Code } from '../../platform/ui/code.tsx'
import { Definitions } from '../../platform/ui/definition.tsx'
import { NumberField, TextField } from '../../platform/ui/field.tsx'
import { Form, type FormState } from '../../platform/ui/form.tsx'
import { Layout } from '../../platform/ui/layout.tsx'
import { Notice } from '../../platform/ui/notice.tsx'
import type { Viewer } from '../../platform/ui/viewer.ts'
import { type Stopped, type TimeLine, type Timer, workedAt } from './time.sql.ts'
import { timeText } from './time.text.ts'
import { isForgotten } from './time.ts'

export const STOP_PATH = '/atelier/chronometre/arret'

/** Said after a timer was started: what runs, and what became of the one before. */
export function startedNotice(viewer: Viewer, step: string, before: Stopped | null): string {
  const text = timeText(viewer.lang)
  if (before === null) return text.started(step)
  const was =
    before.kind === 'forgotten' ? text.startedForgotten : text.startedAfter(format(viewer).minutes(before.minutes))
  return `${text.started(step)} ${was}`
}

/** The timer of whoever looks, wherever it was started, with its button; nothing where none runs. */
export function RunningTimer({
  viewer,
  timer,
  now,
  small,
}: {
  readonly viewer: Viewer
  readonly timer: Timer | null
  readonly now: Date
  readonly small: () => FormState
}) {
  if (!timer) return null
  const text = timeText(viewer.lang)
  const f = format(viewer)
  const forgotten = isForgotten(timer.startedAt, now)
  return (
    <Notice lang={viewer.lang} tone={forgotten ? 'wait' : 'information'}>
      <p>
        {forgotten ? text.left(f.instant(timer.startedAt)) : text.running('', f.time(timer.startedAt))}{' '}
        <Code href={workedAt(timer)}>{showCode(timer.code)}</Code>
        {forgotten && ` ${text.leftHow}`}
      </p>
      <Form action={STOP_PATH} form={small()} label={text.stop}>
        <Submit look="plain" icon="pause">
          {text.stop}
        </Submit>
      </Form>
    </Notice>
  )
}

/** One stretch of work, and the time that a person says it really took. */
export function CorrectTimePage({
  viewer,
  line,
  step,
  form,
}: {
  readonly viewer: Viewer
  readonly line: TimeLine
  readonly step: string | null
  readonly form: FormState
}) {
  const text = timeText(viewer.lang)
  const f = format(viewer)
  const items = [
    { term: text.day, value: f.date(line.day) },
    { term: text.who, value: line.person ?? '' },
    { term: text.step, value: step ?? text.noStep },
    { term: text.written, value: line.minutes === null ? text.notSaid : f.minutes(line.minutes) },
  ]
  return (
    <Layout
      viewer={viewer}
      title={text.correctTitle}
      lead={[line.counted === null ? null : text.counted(f.minutes(line.counted)), text.correctLead]
        .filter(Boolean)
        .join(' ')}
      kicker={<Code href={workedAt(line)}>{showCode(line.code)}</Code>}
    >
      <Definitions items={items} />
      <Form action={`/atelier/temps/${line.id}`} form={form} label={text.correctTitle}>
        <NumberField form={form} name="minutes" label={text.minutes} unit="min" whole required />
        <TextField form={form} name="reason" label={text.reason} hint={text.reasonHint} maxlength={300} required />
        <Submit>{text.save}</Submit>
      </Form>
    </Layout>
  )
}
