import { format } from '../platform/text/format.ts'
import { Submit } from '../platform/ui/button.tsx'
import { type FormState, fieldId } from '../platform/ui/form.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { words } from '../platform/ui/words.ts'
import type { Order } from './order.sql.ts'
import { orderText } from './order.text.ts'
import { TESTS } from './work-models.ts'

interface Props {
  readonly viewer: Viewer
  readonly order: Order
  readonly form: FormState
}

const typed = (form: FormState, name: string): string => {
  const value = form.values[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

/** One line a step: done or not, its minutes, and a button that begins to count them. */
export function StepTable({ viewer, order, form }: Props) {
  const { lang } = viewer
  const text = orderText(lang)
  return (
    <Table
      lang={lang}
      caption={text.steps}
      captionHidden
      rows={order.snapshot.steps}
      rowKey={(step) => step.id}
      columns={[
        { key: 'step', label: text.step, heading: true, cell: (step) => step[lang] },
        {
          key: 'done',
          label: text.done,
          cell: (step) => (
            <input
              type="checkbox"
              id={fieldId(`s.${step.id}`)}
              name={`s.${step.id}`}
              value="done"
              checked={typed(form, `s.${step.id}`) === 'done'}
              aria-label={`${step[lang]}${words(lang).colon}${text.done}`}
            />
          ),
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
            const said = order.steps.find((one) => one.step === step.id)
            if (said?.doneAt) return ''
            if (said?.startedAt) return text.begun(format(viewer).time(said.startedAt))
            return (
              <Submit look="plain" name="begin" value={step.id}>
                {text.begin}
                <span class="unseen"> : {step[lang]}</span>
              </Submit>
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
      rows={TESTS.filter((test) => order.snapshot.tests.includes(test.id))}
      rowKey={(test) => test.id}
      columns={[
        { key: 'test', label: text.test, heading: true, cell: (test) => test[lang] },
        ...(['passed', 'failed', 'notApplicable'] as const).map((result) => ({
          key: result,
          label: text.results[result],
          cell: (test: (typeof TESTS)[number]) => (
            <input
              type="radio"
              name={`t.${test.id}`}
              value={result}
              checked={typed(form, `t.${test.id}`) === result}
              aria-label={`${test[lang]}${words(lang).colon}${text.results[result]}`}
            />
          ),
        })),
      ]}
    />
  )
}
