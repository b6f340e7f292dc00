import { KINDS } from '../../domain/circuit/kinds.ts'
import { DEVICE_KINDS } from '../../domain/hardware/report.ts'
import { type Cost, WORK_NAMES } from '../../domain/triage/cost.ts'
import { DAMAGES, type FactValue } from '../../domain/triage/facts.ts'
import { ASKS, FIELDS, type FieldId } from '../../domain/triage/fields.ts'
import { VERDICTS, type Verdict } from '../../domain/triage/rule.ts'
import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import { format } from '../platform/text/format.ts'
import type { Lang } from '../platform/text/text.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { Checkboxes, Radios, SelectField, TextArea } from '../platform/ui/field.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { MarginLinks } from '../platform/ui/note.tsx'
import { Notice } from '../platform/ui/notice.tsx'
import { State, type StateTone } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { words } from '../platform/ui/words.ts'
import { LossList } from './loss.views.tsx'
import type { Look } from './second-look.sql.ts'
import type { Judged } from './triage.sql.ts'
import { triageText } from './triage.text.ts'
import { VERDICTS_FROM } from './triage.ts'

const TONES: Readonly<Record<Verdict, StateTone>> = {
  reuse: 'done',
  refurbish: 'open',
  parts: 'wait',
  recycle: 'refused',
}

export function VerdictState({ lang, verdict }: { readonly lang: Lang; readonly verdict: Verdict }) {
  return <State tone={TONES[verdict]}>{triageText(lang).verdicts[verdict]}</State>
}

interface QueueProps {
  readonly viewer: Viewer
  readonly rows: readonly Judged[]
  readonly more: number
  readonly looks: number
  readonly mayReceive: boolean
  readonly mayEditRules: boolean
  readonly now: Date
}

export function TriageQueuePage({ viewer, rows, more, looks, mayReceive, mayEditRules, now }: QueueProps) {
  const { lang } = viewer
  const text = triageText(lang)
  const f = format(viewer)
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead}>
      {looks > 0 && (
        <Notice lang={lang} tone="wait">
          {text.looksWaiting(looks)} <a href="/tri/seconds-regards">{text.looksTitle}</a>
        </Notice>
      )}
      <Table
        lang={lang}
        caption={text.title}
        captionHidden
        rows={rows}
        rowKey={({ device }) => device.id}
        empty={
          <Empty title={text.none} act={mayReceive && <ButtonLink href="/arrivees">{text.toArrivals}</ButtonLink>}>
            {text.noneHow}
          </Empty>
        }
        columns={[
          {
            key: 'device',
            label: text.device,
            heading: true,
            cell: ({ device }) => (
              <>
                <a href={`/tri/${device.code}`}>{deviceName(device, showCode(device.code))}</a>
                <small>
                  <Code>{showCode(device.code)}</Code>
                </small>
              </>
            ),
          },
          {
            key: 'verdict',
            label: text.proposed,
            cell: ({ proposal }) => <VerdictState lang={lang} verdict={proposal.verdict} />,
          },
          {
            key: 'reason',
            label: text.mainReason,
            cell: ({ proposal }) => proposal.reasons[0]?.[lang] ?? (proposal.firm ? text.noReason : text.notFirm),
          },
          { key: 'since', label: text.since, cell: ({ device }) => f.ago(device.stateSince, now) },
        ]}
      />
      {more > 0 && <p class="soft">{text.more(more)}</p>}
      {mayEditRules && (
        <p>
          <a href="/reglages/tri">{text.editRules}</a>
        </p>
      )}
    </Layout>
  )
}

interface Props {
  readonly viewer: Viewer
  readonly judged: Judged
  readonly look: Look | null
  readonly observation: FormState
  readonly judgement: FormState
  readonly gift: FormState
  readonly back: FormState
  readonly mayWork: boolean
  readonly mayJudge: boolean
  readonly mayKeep: boolean
}

export function TriagePage(props: Props) {
  const { viewer, judged, look } = props
  const { device, proposal } = judged
  const { lang } = viewer
  const text = triageText(lang)
  return (
    <Layout
      viewer={viewer}
      title={deviceName(device, showCode(device.code))}
      kicker={
        <>
          <Code href={`/parc/${device.code}`}>{showCode(device.code)}</Code>{' '}
          {KINDS.rows[DEVICE_KINDS.find((kind) => kind === device.kind) ?? 'unknown'].name[lang]}
        </>
      }
      lead={proposal.firm ? text.firm : text.notFirm}
      margin={
        <>
          <h2>{text.loss}</h2>
          <LossList viewer={viewer} loss={judged.loss} />
          <MarginLinks links={[{ href: '/tri', label: text.title }]} />
        </>
      }
    >
      <section class="sheet">
        <h2>
          {text.proposal('')}
          <VerdictState lang={lang} verdict={proposal.verdict} />
        </h2>
        <Reasons viewer={viewer} judged={judged} />
      </section>
      {proposal.blockedBy.length > 0 && (
        <Notice lang={lang} tone="refused">
          {text.blocked} {text.blockedHow}
        </Notice>
      )}
      {look && (
        <Notice lang={lang} tone="wait">
          {text.lookWaiting(look.askerName ?? text.someone)} <a href="/tri/seconds-regards">{text.looksTitle}</a>
        </Notice>
      )}
      {device.state in VERDICTS_FROM && !look && props.mayJudge && device.owner === 'organisation' && (
        <Decide {...props} />
      )}
      {device.owner === 'donor' && props.mayKeep && <Gift {...props} />}
      <Unknowns viewer={viewer} judged={judged} />
      {props.mayWork && <Observe {...props} />}
    </Layout>
  )
}

function Reasons({ viewer, judged }: { readonly viewer: Viewer; readonly judged: Judged }) {
  const { lang } = viewer
  const text = triageText(lang)
  const { reasons, works } = judged.proposal
  const cost = costWords(viewer, judged.cost)
  return (
    <>
      {reasons.length === 0 ? (
        <p>{text.noReason}</p>
      ) : (
        <ul>
          {reasons.map((reason) => (
            <li key={reason.rule}>
              {reason[lang]} <small>{seenWords(viewer, reason.seen)}</small>
            </li>
          ))}
        </ul>
      )}
      {works.length > 0 && (
        <p>
          {text.works}
          {words(viewer.lang).colon}
          {works.map((work) => WORK_NAMES[work][lang]).join(', ')}. {cost}
        </p>
      )}
    </>
  )
}

/** What the works cost, and what of them has no price: the sum is then a floor. */
function costWords(viewer: Viewer, { euros, unpriced }: Cost): string {
  const text = triageText(viewer.lang)
  const missing = unpriced.map((work) => WORK_NAMES[work][viewer.lang]).join(', ')
  if (missing === '') return euros > 0 ? text.cost(format(viewer).euros(euros)) : ''
  return euros > 0 ? text.costAtLeast(format(viewer).euros(euros), missing) : text.costUnknown(missing)
}

const seenWords = (viewer: Viewer, seen: readonly { field: FieldId; value: FactValue }[]): string =>
  `(${seen.map(({ field, value }) => `${FIELDS[field][viewer.lang]}${words(viewer.lang).colon}${valueWords(viewer, field, value)}`).join(', ')})`

/** A fact as people write it: yes or no, a number with its unit, a choice in its own word. */
export function valueWords(viewer: Viewer, field: FieldId, value: FactValue | readonly string[]): string {
  const text = triageText(viewer.lang)
  if (typeof value === 'boolean') return value ? text.answers.yes : text.answers.no
  if (typeof value === 'object') return value.map((one) => valueWords(viewer, field, one)).join(', ')
  if (typeof value === 'string')
    return DEVICE_KINDS.find((kind) => kind === value) ? kindWord(viewer.lang, value) : value
  const row = FIELDS[field]
  const unit = row.type === 'number' ? row.unit : ''
  return [format(viewer).number(Math.round(value * 10) / 10), unit].filter(Boolean).join(' ')
}

const kindWord = (lang: Lang, value: string) =>
  KINDS.rows[DEVICE_KINDS.find((kind) => kind === value) ?? 'unknown'].name[lang]

/** What is not known, gathered by where its answer is found; what could change the verdict stands open. */
function Unknowns({ viewer, judged }: { readonly viewer: Viewer; readonly judged: Judged }) {
  const { lang } = viewer
  const text = triageText(lang)
  const { unknowns, firm } = judged.proposal
  const asks = [...new Set(unknowns.map((row) => row.ask))].map((ask) => ({
    ask,
    rows: unknowns.filter((row) => row.ask === ask),
  }))
  if (asks.length === 0) return null
  return (
    <details open={!firm}>
      <summary>{text.unknowns}</summary>
      <Table
        lang={lang}
        caption={text.unknowns}
        captionHidden
        rows={asks}
        rowKey={({ ask }) => ask}
        columns={[
          { key: 'where', label: text.whereToAsk, heading: true, cell: ({ ask }) => ASKS[ask][lang] },
          { key: 'fact', label: text.fact, cell: ({ rows }) => rows.map((row) => row[lang]).join(', ') },
          {
            key: 'couldBe',
            label: text.couldBe,
            cell: ({ rows }) => <VerdictState lang={lang} verdict={worstOf(rows.map((row) => row.couldBe))} />,
          },
        ]}
      />
    </details>
  )
}

const worstOf = (verdicts: readonly Verdict[]): Verdict =>
  [...VERDICTS].reverse().find((verdict) => verdicts.includes(verdict)) ?? 'reuse'

function Decide({ viewer, judged, judgement }: Props) {
  const text = triageText(viewer.lang)
  return (
    <Form action={`/tri/${judged.device.code}`} form={judgement} label={text.decide}>
      <Section title={text.decide}>
        <Radios
          form={judgement}
          name="verdict"
          label={text.verdict}
          options={(VERDICTS_FROM[judged.device.state] ?? []).map((value) => ({
            value,
            label: text.verdicts[value],
            hint: text.verdictHints[value],
          }))}
        />
        <TextArea form={judgement} name="reason" label={text.reason} hint={text.reasonHint} rows={2} maxlength={1000} />
        <Submit>{text.confirm}</Submit>
      </Section>
    </Form>
  )
}

function Gift({ viewer, judged, gift, back }: Props) {
  const text = triageText(viewer.lang)
  const { code } = judged.device
  return (
    <>
      <Form action={`/tri/${code}/accepter`} form={gift} label={text.accept}>
        <Section title={text.gift} lead={text.giftLead}>
          <Radios
            form={gift}
            name="acceptance"
            label={text.acceptance}
            required
            options={(['council', 'mayorWithoutCharge', 'mayorWithCharge'] as const).map((value) => ({
              value,
              label: text.acceptances[value],
            }))}
          />
          <Submit>{text.accept}</Submit>
        </Section>
      </Form>
      <Form action={`/tri/${code}/rendre`} form={back} label={text.giveBack}>
        <Buttons>
          <Submit look="plain">{text.giveBack}</Submit>
        </Buttons>
      </Form>
    </>
  )
}

function Observe({ viewer, judged, observation: form }: Props) {
  const { lang } = viewer
  const text = triageText(lang)
  const { device } = judged
  const kind = DEVICE_KINDS.find((one) => one === device.kind) ?? 'unknown'
  const answers = (['yes', 'no', 'unknown'] as const).map((value) => ({ value, label: text.answers[value] }))
  const locks = (['removed', 'present', 'unknown'] as const).map((value) => ({ value, label: text.lockStates[value] }))
  return (
    <details open={Object.keys(form.errors).length > 0 || !judged.proposal.firm}>
      <summary>{text.observe}</summary>
      <Form action={`/tri/${device.code}/constat`} form={form} label={text.observe}>
        <Section title={text.observe} lead={text.observeLead}>
          {kind === 'unknown' && (
            <SelectField
              form={form}
              name="kind"
              label={text.kind}
              options={DEVICE_KINDS.filter((one) => one !== 'virtual' && one !== 'unknown').map((value) => ({
                value,
                label: kindWord(lang, value),
              }))}
            />
          )}
          <Radios
            form={form}
            name="works"
            label={text.state}
            options={(['working', 'notWorking', 'unknown'] as const).map((value) => ({
              value,
              label: text.states[value],
            }))}
          />
          <Radios form={form} name="boots" label={text.boots} options={answers} />
          <Radios form={form} name="locked" label={text.locked} options={answers} />
          <Checkboxes
            form={form}
            name="looked"
            label={text.looked}
            options={[{ value: 'yes', label: text.lookedYes }]}
          />
          <Checkboxes
            form={form}
            name="damage"
            label={text.damage}
            options={DAMAGES.map((value) => ({ value, label: text.damages[value] }))}
          />
          {KINDS.rows[kind].locks && (
            <>
              <Radios form={form} name="account" label={text.account} options={locks} />
              <Radios form={form} name="management" label={text.management} options={locks} />
              <Radios
                form={form}
                name="simAndCard"
                label={text.simAndCard}
                options={(['out', 'inside', 'unknown'] as const).map((value) => ({
                  value,
                  label: text.simStates[value],
                }))}
              />
            </>
          )}
          <Submit look="plain">{text.keep}</Submit>
        </Section>
      </Form>
    </details>
  )
}
