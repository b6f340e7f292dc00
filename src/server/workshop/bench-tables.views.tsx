import { format } from '../platform/text/format.ts'
import { Submit } from '../platform/ui/button.tsx'
import { type FormState, fieldId } from '../platform/ui/form.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { words } from '../platform/ui/words.ts'
import type { Order } from './order.sql.ts'
import { orderText } from './order.text.ts'
import type { Timer } from './time/time.sql.ts'

interface Props {
  readonly viewer: Viewer
  readonly order: Order
  readonly form: FormState
}

const typed = (form: FormState, name: string): string => {
  const value = form.values[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

/** Minutes spent on a step by everybody; a timer that runs, or that was forgotten, has none yet. */
const spentOn = (order: Order, step: string) =>
  order.times.filter((time) => time.step === step).reduce((sum, { minutes }) => sum + (minutes ?? 0), 0)

/** One line a step: done or not, what it took and what it usually takes, minutes to add, and a button that times it. */
export function StepTable({ viewer, order, form, timer }: Props & { readonly timer: Timer | null }) {
  const { lang } = viewer
  const text = orderText(lang)
  const f = format(viewer)
  const doneOf = (id: string) => order.steps.find((one) => one.step === id)
  return (
    <Table
      lang={lang}
      caption={text.steps}
      captionHidden
      rows={order.snapshot.steps}
      rowKey={(step) => step.id}
      columns={[
        {
          key: 'step',
          label: text.step,
          heading: true,
          cell: (step) => (
            <>
              {step[lang]}
              {doneOf(step.id)?.doneBy && <small>{doneOf(step.id)?.doneBy}</small>}
            </>
          ),
        },
        {
          key: 'done',
          label: text.done,
          cell: (step) => (
            <>
              <input
                type="checkbox"
                id={fieldId(`s.${step.id}`)}
                name={`s.${step.id}`}
                value="done"
                checked={typed(form, `s.${step.id}`) === 'done'}
                aria-label={`${step[lang]}${words(lang).colon}${text.done}`}
              />
              {doneOf(step.id) && <input type="hidden" name={`d.${step.id}`} value="done" />}
            </>
          ),
        },
        {
          key: 'spent',
          label: text.spent,
          number: true,
          cell: (step) => {
            const spent = spentOn(order, step.id)
            return (
              <>
                {spent > 0 && f.minutes(spent)}
                {step.minutes ? <small>{text.usually(f.minutes(step.minutes))}</small> : null}
              </>
            )
          },
        },
        {
          key: 'minutes',
          label: text.minutesShort,
          cell: (step) => (
            <input
              class="short number"
              type="text"
              inputMode="numeric"
              autocomplete="off"
              id={fieldId(`m.${step.id}`)}
              name={`m.${step.id}`}
              value={typed(form, `m.${step.id}`)}
              aria-label={text.minutes(step[lang])}
              aria-invalid={form.errors[`m.${step.id}`] ? 'true' : undefined}
            />
          ),
        },
        {
          key: 'begin',
          label: text.timer,
          cell: (step) => {
            const running = order.times.filter((time) => time.step === step.id && time.endedAt === null)
            if (timer?.workOrderId === order.id && timer.step === step.id) return text.begun(f.time(timer.startedAt))
            return (
              <>
                {running.map((time) => (
                  <small key={time.id}>
                    {text.begunBy(time.person ?? '', time.startedAt ? f.time(time.startedAt) : '')}
                  </small>
                ))}
                {!doneOf(step.id) && (
                  <Submit look="plain" name="begin" value={step.id}>
                    {text.begin}
                    <span class="unseen"> : {step[lang]}</span>
                  </Submit>
                )}
              </>
            )
          },
        },
      ]}
    />
  )
}

/** One line a function: passed, faulty, or not there. */
export function TestTable({ viewer, order, form }: Props) {
  const { lang } = viewer
  const text = orderText(lang)
  return (
    <Table
      lang={lang}
      caption={text.tests}
      captionHidden
      rows={order.snapshot.tests}
      rowKey={(test) => test.id}
      columns={[
        { key: 'test', label: text.test, heading: true, cell: (test) => test[lang] },
        ...(['passed', 'failed', 'notApplicable'] as const).map((result) => ({
          key: result,
          label: text.results[result],
          cell: (test: Order['snapshot']['tests'][number]) => (
            <input
              type="radio"
              name={`t.${test.id}`}
              value={result}
              checked={typed(form, `t.${test.id}`) === result}
              aria-label={`${test[lang]}${words(lang).colon}${text.results[result]}`}
            />
          ),
        })),
        {
          key: 'remark',
          label: text.remark,
          cell: (test) => (
            <input
              class="medium"
              type="text"
              autocomplete="off"
              maxLength={200}
              id={fieldId(`r.${test.id}`)}
              name={`r.${test.id}`}
              value={typed(form, `r.${test.id}`)}
              aria-label={`${test[lang]}${words(lang).colon}${text.remark}`}
              aria-invalid={form.errors[`r.${test.id}`] ? 'true' : undefined}
            />
          ),
        },
      ]}
    />
  )
}
