import { type ChecklistLine, remaining } from '../../domain/circuit/decide.ts'
import { GRADES } from '../../domain/circuit/facts.ts'
import { KINDS } from '../../domain/circuit/kinds.ts'
import { type DeviceState, STATES } from '../../domain/circuit/states.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import { stateTone } from '../fleet/state-tone.ts'
import { format } from '../platform/text/format.ts'
import type { Lang } from '../platform/text/text.ts'
import { Buttons, Submit } from '../platform/ui/button.tsx'
import { Checklist } from '../platform/ui/checklist.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Checkboxes, FileField, NumberField, type Option, Radios, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { State } from '../platform/ui/state.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { StepTable, TestTable } from './bench-tables.views.tsx'
import type { Check } from './conduct/check.sql.ts'
import { conductText } from './conduct/conduct.text.ts'
import { CheckForm, Checks, ConductForm } from './conduct/conduct.views.tsx'
import type { Criteria } from './models/model.ts'
import type { ModelNote } from './notes/note.sql.ts'
import { NotesOfModel } from './notes/note.views.tsx'
import type { Bench, Order } from './order.sql.ts'
import { orderText } from './order.text.ts'
import type { Photo } from './photos/photo.sql.ts'
import { PhotoForm, Photos } from './photos/photo.views.tsx'
import type { Profile } from './profiles/profile.ts'
import { sheetText } from './sheet/sheet.text.ts'
import type { Timer } from './time/time.sql.ts'
import { RunningTimer } from './time/time.views.tsx'

export type OrderForm = 'photos' | 'conduct' | 'check' | 'steps' | 'tests' | 'software' | 'grade'

interface Props {
  readonly viewer: Viewer
  readonly bench: Bench
  readonly personId: string
  /** The timer of whoever looks, wherever it runs. */
  readonly timer: Timer | null
  readonly now: Date
  readonly mayWork: boolean
  readonly mayJudge: boolean
  readonly checklist: readonly ChecklistLine[]
  /** The estimated unit value in euros; null where it cannot be told. */
  readonly estimateEur: number | null
  readonly checks: readonly Check[]
  /** Whoever looks had a hand in the order: somebody else checks it. */
  readonly iWorked: boolean
  readonly supervisors: readonly Option[]
  readonly benches: readonly Option[]
  readonly photos: readonly Photo[]
  readonly mayWithdraw: (photo: Photo) => boolean
  /** What was learnt of this model. */
  readonly notes: readonly ModelNote[]
  readonly forms: Readonly<Record<OrderForm, FormState>>
  readonly small: () => FormState
  /** The software profiles of this kind of device, the default one first. */
  readonly profiles: readonly Profile[]
  /** What each grade asks for. */
  readonly criteria: Criteria
}

export function BenchPage(props: Props) {
  const { viewer, bench } = props
  const { device, order } = bench
  const { lang } = viewer
  const state = device.state as DeviceState
  const isOpen = order !== null && order.closedAt === null && state === 'inWork'
  return (
    <Layout
      viewer={viewer}
      title={deviceName(device, showCode(device.code))}
      kicker={
        <>
          <Code href={`/parc/${device.code}`}>{showCode(device.code)}</Code>{' '}
          <State tone={stateTone(state)}>{STATES.rows[state].name[lang]}</State>
        </>
      }
      lead={isOpen ? leadOf(order, bench.count, lang) : undefined}
    >
      <RunningTimer viewer={viewer} timer={props.timer} now={props.now} small={props.small} />
      <NotesOfModel viewer={viewer} device={device} notes={props.notes} mayWrite={props.mayWork} />
      {isOpen ? <OpenOrder {...props} order={order} /> : <NoOrder {...props} state={state} />}
      {order && (
        <p>
          <a href={`/pieces/appareil/${device.code}`}>{orderText(lang).parts}</a>
          {' · '}
          <a href={`/atelier/${device.code}/fiche`}>{sheetText(lang).print}</a>
        </p>
      )}
      <Photos
        viewer={viewer}
        photos={props.photos}
        device={deviceName(device, showCode(device.code))}
        mayWithdraw={props.mayWithdraw}
        small={props.small}
      />
      {props.mayWork && <PhotoForm viewer={viewer} path={`/atelier/${device.code}`} form={props.forms.photos} />}
    </Layout>
  )
}

/** Whose order it is, under whose eye, on which bench; then which reconditioning of this device it is. */
function leadOf(order: Order, count: number, lang: Lang): string {
  const [text, conduct] = [orderText(lang), conductText(lang)]
  const whose = [
    text.orderBy(order.assignedName ?? text.nobody),
    order.supervisorName && conduct.under(order.supervisorName),
    order.benchName && conduct.on(order.benchName),
  ]
  return `${whose.filter(Boolean).join(', ')}. ${text.times(count)}`
}

function NoOrder({ viewer, bench, mayWork, mayJudge, small, state }: Props & { readonly state: DeviceState }) {
  const text = orderText(viewer.lang)
  const path = `/atelier/${bench.device.code}`
  const canOpen = state === 'triaged' || state === 'ready'
  return (
    <>
      <p>{canOpen ? text.openLead : text.notHere(STATES.rows[state].name[viewer.lang])}</p>
      {canOpen && mayWork && (
        <Form action={`${path}/ouvrir`} form={small()} label={text.open}>
          <Submit>{state === 'ready' ? text.reopen : text.open}</Submit>
        </Form>
      )}
      {state === 'ready' && mayJudge && (
        <Form action={`${path}/reviser`} form={small()} label={text.lapse}>
          <p class="hint">{text.lapseLead}</p>
          <Submit look="plain">{text.lapse}</Submit>
        </Form>
      )}
    </>
  )
}

type Opened = Props & { readonly order: Order }

/** Several rules share a title: it is drawn as held once, where none of them is left. */
const onePerTitle = (lines: readonly ChecklistLine[]): readonly ChecklistLine[] =>
  lines.filter(
    (line, index) =>
      !line.held ||
      (lines.every((other) => other.held || other.title.fr !== line.title.fr) &&
        lines.findIndex((other) => other.title.fr === line.title.fr) === index),
  )

function OpenOrder(props: Opened) {
  const { viewer, bench, order, checklist, small } = props
  const { lang } = viewer
  const text = orderText(lang)
  const path = `/atelier/${bench.device.code}`
  return (
    <>
      <Checklist
        lang={lang}
        title={remaining('finish', checklist)[lang]}
        gates={onePerTitle(checklist).map((line) => ({
          label: line.held ? line.title[lang] : line.message[lang],
          held: line.held,
          why: line.held ? undefined : [line.satisfy[lang], ...line.concerns].join(' '),
        }))}
      />
      {props.mayJudge && (
        <Form action={`${path}/pret`} form={small()} label={text.finish}>
          {!props.iWorked && <p class="hint">{conductText(lang).readyIsCheck}</p>}
          <Buttons>
            <Submit>{text.finish}</Submit>
            <a href={`/tri/${bench.device.code}`}>{text.leave}</a>
          </Buttons>
        </Form>
      )}
      {props.mayWork && order.assignedTo !== props.personId && (
        <Form action={`${path}/prendre`} form={small()} label={text.take}>
          <Submit look="plain">{text.take}</Submit>
        </Form>
      )}
      {props.mayWork && (
        <>
          <ConductForm
            viewer={viewer}
            path={path}
            form={props.forms.conduct}
            supervisors={props.supervisors}
            benches={props.benches}
          />
          <Steps {...props} />
          <Tests {...props} />
          {KINDS.rows[bench.device.kind as DeviceKind].software && <Software {...props} />}
        </>
      )}
      {props.mayJudge && <Grading {...props} />}
      {props.mayJudge ? (
        <CheckForm viewer={viewer} path={path} form={props.forms.check} mine={props.iWorked} checks={props.checks} />
      ) : (
        <Checks viewer={viewer} checks={props.checks} />
      )}
    </>
  )
}

function Steps({ viewer, bench, order, forms, timer }: Opened) {
  const { lang } = viewer
  const text = orderText(lang)
  const form = forms.steps
  return (
    <Form action={`/atelier/${bench.device.code}/etapes`} form={form} label={text.steps}>
      <Section title={text.steps} lead={text.stepsLead}>
        <StepTable viewer={viewer} order={order} form={form} timer={timer} />
        <Submit look="plain">{text.saveSteps}</Submit>
      </Section>
    </Form>
  )
}

function Tests({ viewer, bench, order, forms }: Opened) {
  const { lang } = viewer
  const text = orderText(lang)
  return (
    <Form action={`/atelier/${bench.device.code}/essais`} form={forms.tests} label={text.tests}>
      <Section title={text.tests} lead={text.testsLead}>
        <TestTable viewer={viewer} order={order} form={forms.tests} />
        <Submit look="plain">{text.saveTests}</Submit>
      </Section>
    </Form>
  )
}

function Software({ viewer, bench, order, forms, small, profiles }: Opened) {
  const text = orderText(viewer.lang)
  const form = forms.software
  const path = `/atelier/${bench.device.code}/logiciels`
  const items = order.software ?? []
  return (
    <>
      <h2>{text.software}</h2>
      {items.length === 0 ? (
        <p>{text.softwareNone}</p>
      ) : (
        <ul>
          {items.map((item) => (
            <li key={item.name}>
              {item.name}{' '}
              <small>
                {item.licence === 'free' ? text.free : item.proofOfLicence ? text.proprietary : text.unproven}
              </small>
            </li>
          ))}
        </ul>
      )}
      {order.profile && <p>{text.carried(order.profile.name, order.profile.version)}</p>}
      <Form action={path} form={small()} label={text.profiles}>
        <input type="hidden" name="act" value="profile" />
        <Buttons>
          {profiles.map(({ id, name, version }) => (
            <Submit key={id} look="plain" name="profile" value={id}>
              {text.profile(name, version)}
            </Submit>
          ))}
        </Buttons>
      </Form>
      {items.length > 0 && (
        <Form action={path} form={small()} label={text.clear}>
          <Submit look="plain" name="act" value="clear">
            {text.clear}
          </Submit>
        </Form>
      )}
      <details open={Object.keys(form.errors).length > 0}>
        <summary>{text.addSoftware}</summary>
        <Form action={path} form={form} files label={text.addSoftware}>
          <TextField form={form} name="software" label={text.softwareName} required maxlength={120} />
          <Radios
            form={form}
            name="licence"
            label={text.licence}
            required
            options={(['free', 'proprietary'] as const).map((value) => ({ value, label: text.licences[value] }))}
          />
          <FileField form={form} name="proof" label={text.licenceProof} accept=".pdf,image/*" />
          <Submit look="plain" name="act" value="add">
            {text.add}
          </Submit>
        </Form>
      </details>
    </>
  )
}

function Grading({ viewer, bench, order, forms, estimateEur, criteria }: Opened) {
  const { lang } = viewer
  const text = orderText(lang)
  const form = forms.grade
  const estimate = estimateEur === null ? text.notValued : format(viewer).euros(estimateEur)
  return (
    <Form action={`/atelier/${bench.device.code}/grade`} form={form} label={text.grade}>
      <Section title={text.grade}>
        {order.graded && (
          <p class="hint">
            {text.gradedAs(order.graded.grade, format(viewer).instant(new Date(order.graded.at)))}{' '}
            {order.graded.criterion[lang]}
          </p>
        )}
        <Radios
          form={form}
          name="grade"
          label={text.gradeLabel}
          required
          options={GRADES.map((value) => ({ value, label: value, hint: criteria[value][lang] }))}
        />
        <Checkboxes
          form={form}
          name="soughtAfter"
          label={text.soughtAfter}
          options={[{ value: 'yes', label: text.soughtAfterYes }]}
        />
        <NumberField form={form} name="value" label={text.value} hint={text.valueHint(estimate)} unit="€" />
        <TextField form={form} name="valueReason" label={text.valueReason} maxlength={300} />
        <Submit look="plain">{text.saveGrade}</Submit>
      </Section>
    </Form>
  )
}
