import { KINDS } from '../../domain/circuit/kinds.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import type { HistoryLine } from '../platform/ledger/history.sql.ts'
import { History } from '../platform/ledger/history.views.tsx'
import { format } from '../platform/text/format.ts'
import { address, type Query } from '../platform/ui/addresses.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { DateField, type Option, Radios, SelectField, TextArea } from '../platform/ui/field.tsx'
import { Filters } from '../platform/ui/filters.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { MarginLinks } from '../platform/ui/note.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { slipText } from './slip.text.ts'
import { ANSWERS, DECISIONS, isDifference, OUTCOMES, SLIP_STATE_NAMES, SLIP_STATES } from './slip.ts'
import type { Slip, SlipLine, SlipRow } from './slip-read.sql.ts'

export const MOVES = '/mouvements'
export const NEW_SLIP = `${MOVES}/nouveau`
export const slipHref = (number: number) => `${MOVES}/${number}`

interface ListProps {
  readonly viewer: Viewer
  readonly query: Query
  readonly found: { readonly rows: readonly SlipRow[]; readonly after: string | null }
  readonly places: readonly Option[]
  readonly mayPrepare: boolean
  readonly narrowed: boolean
}

export function SlipListPage({ viewer, query, found, places, mayPrepare, narrowed }: ListProps) {
  const { lang } = viewer
  const text = slipText(lang)
  const f = format(viewer)
  const add = mayPrepare && (
    <ButtonLink href={NEW_SLIP} icon="add">
      {text.prepare}
    </ButtonLink>
  )
  if (found.rows.length === 0 && !narrowed)
    return (
      <Layout viewer={viewer} title={text.title} lead={text.lead}>
        <Empty title={text.emptyTitle} act={add}>
          {text.empty}
        </Empty>
      </Layout>
    )
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead} act={add}>
      <Filters
        lang={lang}
        path={MOVES}
        query={query}
        filters={[
          {
            kind: 'choice',
            name: 'etat',
            label: text.state,
            options: SLIP_STATES.map((value) => ({ value, label: SLIP_STATE_NAMES[value][lang] })),
          },
          { kind: 'choice', name: 'lieu', label: text.place, options: places },
        ]}
      />
      <Table
        lang={lang}
        caption={text.caption}
        captionHidden
        rows={found.rows}
        rowKey={(row) => row.id}
        empty={<Empty title={text.noneTitle}>{text.none}</Empty>}
        columns={[
          {
            key: 'journey',
            label: text.journey,
            heading: true,
            cell: (row) => (
              <a href={slipHref(row.number)}>
                {row.from} → {row.to}
              </a>
            ),
          },
          { key: 'n', label: text.number, number: true, cell: (row) => f.number(row.number) },
          {
            key: 'state',
            label: text.state,
            cell: (row) => <State tone={SLIP_STATE_NAMES[row.state].tone}>{SLIP_STATE_NAMES[row.state][lang]}</State>,
          },
          {
            key: 'devices',
            label: text.devices,
            number: true,
            cell: (row) => (row.state === 'sent' ? text.progress(row.answered, row.devices) : f.number(row.devices)),
          },
          { key: 'day', label: text.preparedOn, cell: (row) => f.date(row.preparedAt) },
        ]}
      />
      <Paging lang={lang} path={MOVES} query={query} before={null} after={found.after} />
    </Layout>
  )
}

interface NewProps {
  readonly viewer: Viewer
  readonly form: FormState
  readonly places: readonly Option[]
}

export function NewSlipPage({ viewer, form, places }: NewProps) {
  const text = slipText(viewer.lang)
  return (
    <Layout viewer={viewer} title={text.newTitle} lead={text.newLead} kicker={<a href={MOVES}>{text.title}</a>}>
      <Form action={NEW_SLIP} form={form} labels={{ from: text.from, to: text.to, expectedOn: text.expectedOn }}>
        <SelectField form={form} name="from" label={text.from} hint={text.fromHint} options={places} required />
        <SelectField form={form} name="to" label={text.to} options={places} required />
        <DateField form={form} name="expectedOn" label={text.expectedOn} hint={text.expectedHint} />
        <Buttons>
          <Submit icon="add">{text.open}</Submit>
        </Buttons>
      </Form>
    </Layout>
  )
}

interface OneProps {
  readonly viewer: Viewer
  readonly slip: Slip
  /** Who reads the page. */
  readonly personId: string
  readonly mayKeep: boolean
  readonly mayReceive: boolean
  readonly form: FormState
  /** For the buttons that ask nothing: each is a form of its own. */
  readonly plain: () => FormState
  readonly history: readonly HistoryLine[]
}

export function SlipPage(props: OneProps) {
  const { viewer, slip, history } = props
  const { lang } = viewer
  const text = slipText(lang)
  const f = format(viewer)
  const state = SLIP_STATE_NAMES[slip.state]
  const on = (at: Date | null, who: string | null) => at && text.by(f.date(at), who)
  const facts = [
    { term: text.inCharge, value: slip.follower ?? text.nobody },
    { term: text.preparedOn, value: on(slip.preparedAt, slip.preparedBy) },
    { term: text.sentOn, value: on(slip.sentAt, slip.sentBy) },
    { term: text.expectedOn, value: slip.expectedOn && f.date(slip.expectedOn) },
    { term: text.receivedOn, value: on(slip.receivedAt, slip.receivedBy) },
  ]
  const href = slipHref(slip.number)
  const running = slip.state !== 'closed' && slip.state !== 'cancelled'
  return (
    <Layout
      viewer={viewer}
      title={`${slip.from} → ${slip.to}`}
      kicker={
        <>
          <a href={MOVES}>{text.title}</a> · {text.one(slip.number)} <State tone={state.tone}>{state[lang]}</State>
        </>
      }
      lead={text.count(slip.lines.length)}
      margin={
        <MarginLinks
          links={[
            { href: `${href}/bordereau.pdf`, label: text.print },
            { href: address(`${href}/bordereau.pdf`, { noms: 'oui' }), label: text.printNamed },
          ]}
        />
      }
    >
      <Definitions items={facts.flatMap(({ term, value }) => (value ? [{ term, value }] : []))} />
      {slip.state === 'prepared' && props.mayKeep && <Preparing {...props} />}
      {(slip.state === 'sent' || slip.state === 'settling') && props.mayReceive && <Receiving {...props} />}
      <Content {...props} />
      {running && props.mayKeep && slip.inCharge !== props.personId && (
        <Form action={`${href}/suivre`} form={props.plain()} label={text.follow}>
          <Buttons>
            <Submit look="plain">{text.follow}</Submit>
          </Buttons>
        </Form>
      )}
      {(slip.state === 'prepared' || (slip.state === 'sent' && slip.answered === 0)) && props.mayKeep && (
        <Cancelling {...props} />
      )}
      <h2>{text.journal}</h2>
      <History viewer={viewer} lines={history} />
    </Layout>
  )
}

function Preparing({ viewer, slip, form, plain }: OneProps) {
  const text = slipText(viewer.lang)
  const href = slipHref(slip.number)
  return (
    <>
      <Form action={`${href}/ajouter`} form={form} label={text.add} labels={{ codes: text.codes }}>
        <TextArea form={form} name="codes" label={text.add} hint={text.codesHint} rows={3} required />
        <Buttons>
          <Submit look="plain" icon="add">
            {text.addAct}
          </Submit>
        </Buttons>
      </Form>
      {slip.lines.length > 0 && (
        <Form action={`${href}/envoyer`} form={plain()} label={text.send}>
          <p>{text.sendAbout}</p>
          <Buttons>
            <Submit icon="next">{text.send}</Submit>
          </Buttons>
        </Form>
      )}
    </>
  )
}

function Receiving({ viewer, slip, form, plain }: OneProps) {
  const text = slipText(viewer.lang)
  const href = slipHref(slip.number)
  const left = slip.lines.filter((line) => line.outcome === 'waiting').length
  return (
    <>
      <h2>{text.receive}</h2>
      <p>{text.receiveAbout}</p>
      <Form
        action={`${href}/recevoir`}
        form={form}
        label={text.receive}
        labels={{ codes: text.codes, condition: text.condition, note: text.note }}
      >
        <TextArea form={form} name="codes" label={text.codes} hint={text.codesHint} rows={3} required />
        <Radios
          form={form}
          name="condition"
          label={text.condition}
          options={[
            { value: 'arrived', label: text.good },
            { value: 'damaged', label: text.damaged },
          ]}
        />
        <TextArea form={form} name="note" label={text.note} hint={text.noteHint} rows={2} maxlength={1000} />
        <Buttons>
          <Submit look={left > 0 ? 'main' : 'plain'}>{text.receiveAct}</Submit>
        </Buttons>
      </Form>
      {left > 0 && (
        <>
          <Form action={`${href}/recevoir-tout`} form={plain()} label={text.receiveAll}>
            <Buttons>
              <Submit look="plain">{text.receiveAll}</Submit>
            </Buttons>
          </Form>
          <Form action={`${href}/terminer`} form={plain()} label={text.end}>
            <p>{text.endAbout(left)}</p>
            <Buttons>
              <Submit look="plain">{text.end}</Submit>
            </Buttons>
          </Form>
        </>
      )}
    </>
  )
}

function Cancelling({ viewer, slip, plain }: OneProps) {
  const text = slipText(viewer.lang)
  return (
    <Form action={`${slipHref(slip.number)}/annuler`} form={plain()} label={text.cancel}>
      {slip.state === 'sent' && <p>{text.cancelAbout}</p>}
      <Buttons>
        <Submit look="danger">{text.cancel}</Submit>
      </Buttons>
    </Form>
  )
}

function Content(props: OneProps) {
  const { viewer, slip } = props
  const { lang } = viewer
  const text = slipText(lang)
  return (
    <Table
      lang={lang}
      caption={text.content}
      // What is to be decided comes first.
      rows={slip.lines.toSorted((a, b) => urgency(b) - urgency(a))}
      rowKey={(row) => row.deviceId}
      empty={<Empty title={text.nothing}>{text.nothingHow}</Empty>}
      columns={[
        {
          key: 'code',
          label: text.code,
          heading: true,
          cell: (row) => <Code href={`/parc/${row.code}`}>{showCode(row.code)}</Code>,
        },
        {
          key: 'device',
          label: text.device,
          cell: (row) => (
            <>
              {deviceName(row, text.unnamed)}
              <small>
                {[
                  KINDS.rows[row.kind as DeviceKind].name[lang],
                  row.kit && text.inKit(showCode(row.kit)),
                  row.state === 'reserved' && text.reserved,
                ]
                  .filter(Boolean)
                  .join(', ')}
              </small>
            </>
          ),
        },
        { key: 'serial', label: text.serial, cell: (row) => (row.serial ? <Code>{row.serial}</Code> : '') },
        { key: 'outcome', label: text.outcome, cell: (row) => <LineStanding {...props} line={row} /> },
      ]}
    />
  )
}

const urgency = ({ outcome, decision }: SlipLine) => (isDifference(outcome) && decision === null ? 1 : 0)

/** Where a line stands, and what may be done with it. */
function LineStanding({ viewer, slip, line, mayKeep, plain }: OneProps & { readonly line: SlipLine }) {
  const { lang } = viewer
  const text = slipText(lang)
  const href = slipHref(slip.number)
  const outcome = OUTCOMES[line.outcome]
  if (slip.state === 'prepared')
    return mayKeep ? (
      <Form action={`${href}/retirer`} form={plain()} label={`${text.remove} ${showCode(line.code)}`}>
        <input type="hidden" name="code" value={line.code} />
        <Submit look="plain">{text.remove}</Submit>
      </Form>
    ) : (
      <span />
    )
  return (
    <div>
      <State tone={outcome.tone}>{outcome[lang]}</State>
      {line.decision !== null && <small>{DECISIONS[line.decision][lang]}</small>}
      {line.decision === null && isDifference(line.outcome) && mayKeep && (
        <Form action={`${href}/decider`} form={plain()} label={`${text.decide} ${showCode(line.code)}`}>
          <input type="hidden" name="device" value={line.deviceId} />
          <Buttons>
            {ANSWERS[line.outcome].map((decision) => (
              <Submit key={decision} look="plain" name="decision" value={decision}>
                {DECISIONS[decision][lang]}
              </Submit>
            ))}
          </Buttons>
        </Form>
      )}
    </div>
  )
}
