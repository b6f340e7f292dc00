import { ACTS } from '../../domain/circuit/acts.ts'
import { GATES } from '../../domain/circuit/gates.ts'
import { STEP_MODELS } from '../../domain/circuit/steps/models.ts'
import { remarksOn } from '../../domain/circuit/steps/order.ts'
import { ALL_STEPS, NEEDED_STEPS, STEPS, type StepId } from '../../domain/circuit/steps.ts'
import { Submit } from '../platform/ui/button.tsx'
import type { Children } from '../platform/ui/children.ts'
import { SelectField } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { words } from '../platform/ui/words.ts'
import { stepsText } from './steps.text.ts'

const PATH = '/reglages/etapes'

interface Props {
  readonly viewer: Viewer
  readonly steps: readonly StepId[]
  readonly form: FormState
  readonly versions: Children
}

/** The order of an organisation's steps: each line moves by a button, without script. */
export function StepsPage({ viewer, steps, form, versions }: Props) {
  const { lang } = viewer
  const text = stepsText(lang)
  const remarks = remarksOn(steps)
  const left = ALL_STEPS.filter((step) => !steps.includes(step))
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead} kicker={<a href="/reglages">{text.back}</a>}>
      <Form action={PATH} form={form} label={text.order}>
        <input type="hidden" name="steps" value={steps.join(',')} />
        <Table
          lang={lang}
          caption={text.order}
          rows={steps}
          rowKey={(step) => step}
          columns={[
            {
              key: 'step',
              label: text.step,
              heading: true,
              cell: (step) => `${steps.indexOf(step) + 1}. ${STEPS[step].name[lang]}`,
            },
            { key: 'move', label: text.move, cell: (step) => <Moves viewer={viewer} steps={steps} step={step} /> },
          ]}
        />
        {left.length > 0 && (
          <>
            <SelectField
              form={form}
              name="added"
              label={text.add}
              options={left.map((step) => ({ value: step, label: STEPS[step].name[lang] }))}
            />
            <Submit name="act" value="add" look="plain">
              {text.addAct}
            </Submit>
          </>
        )}
        <SelectField
          form={form}
          name="model"
          label={text.model}
          options={Object.entries(STEP_MODELS.rows).map(([value, row]) => ({ value, label: row.name[lang] }))}
        />
        <Submit name="act" value="model" look="plain">
          {text.useModel}
        </Submit>
      </Form>
      {remarks.length > 0 && (
        <>
          <h2>{text.remarks}</h2>
          <ul>
            {remarks.map((remark) => (
              <li key={`${remark.step}-${remark.waitsFor}`}>{remark.message[lang]}</li>
            ))}
          </ul>
        </>
      )}
      <details>
        <summary>{text.gates}</summary>
        <p>{text.gatesLead}</p>
        <ul>
          {GATES.rows.map((gate) => (
            <li key={gate.id}>
              {gate.before.map((act) => ACTS[act].label[lang]).join(', ')}
              {words(viewer.lang).colon}
              {gate.satisfy[lang]} <small>{gate.source}</small>
            </li>
          ))}
        </ul>
      </details>
      {versions}
    </Layout>
  )
}

/** What may be done with one step: it moves unless it is at the end, and goes unless the circuit needs it. */
function Moves({ viewer, steps, step }: Pick<Props, 'viewer' | 'steps'> & { readonly step: StepId }) {
  const text = stepsText(viewer.lang)
  const needed = NEEDED_STEPS.includes(step)
  const offered = (['up', 'down', 'remove'] as const).filter(
    (move) =>
      !(move === 'up' && step === steps[0]) &&
      !(move === 'down' && step === steps.at(-1)) &&
      !(move === 'remove' && needed),
  )
  return (
    <div>
      {offered.map((move) => (
        <>
          <Submit key={move} name="act" value={`${move}:${step}`} look="plain" icon={move}>
            {text.moves[move]}
            <span class="unseen"> : {STEPS[step].name[viewer.lang]}</span>
          </Submit>{' '}
        </>
      ))}
      {needed && <small>{text.needed}</small>}
    </div>
  )
}
