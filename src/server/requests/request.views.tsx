import { TRANSFERS } from '../../domain/circuit/transfers.ts'
import { EVIDENCE, type EvidenceKind } from '../../domain/law/evidence.ts'
import { RECIPIENTS } from '../../domain/law/recipients.ts'
import type { RouteAnswer } from '../../domain/law/routes.ts'
import { eventName } from '../platform/ledger/ledger.ts'
import { format } from '../platform/text/format.ts'
import { Submit } from '../platform/ui/button.tsx'
import { Checklist } from '../platform/ui/checklist.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { Checkboxes, DateField, Radios, TextArea } from '../platform/ui/field.tsx'
import { Form } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Notice } from '../platform/ui/notice.tsx'
import { State, type StateTone } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import { Timeline } from '../platform/ui/timeline.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { words } from '../platform/ui/words.ts'
import { Allocation } from './allocation.views.tsx'
import type { EvidenceCheck } from './request.sql.ts'
import { requestText } from './request.text.ts'
import { showRequestNumber } from './request.ts'
import { REQUEST_TONE, sayWanted } from './request-list.views.tsx'
import type { RequestPageProps } from './request-page-props.ts'

const ANSWER_TONE: Readonly<Record<RouteAnswer['answer'], StateTone>> = {
  eligible: 'done',
  needsLawyer: 'wait',
  notEligible: 'refused',
}

export const evidenceName = (kind: EvidenceKind, lang: 'fr' | 'en'): string => EVIDENCE[kind].name[lang]

export function RequestPage(props: RequestPageProps) {
  const { viewer, request, answers, stands, now } = props
  const { lang } = viewer
  const text = requestText(lang)
  const f = format(viewer)
  const wished = answers.find((one) => one.route === request.transfer)
  const examining = request.status === 'open' || (request.status === 'confirmed' && !stands)
  const holds = props.allocated.some((one) => one.ending === null)
  return (
    <Layout
      viewer={viewer}
      title={request.asker}
      kicker={
        <>
          {showRequestNumber(request.number)}{' '}
          <State tone={REQUEST_TONE[request.status]}>{text.statuses[request.status]}</State>
        </>
      }
      lead={`${sayWanted(request.wanted, lang)} · ${text.received(f.date(request.receivedOn), f.ago(request.receivedOn, now))}`}
    >
      <Standing {...props} wished={wished} />
      {examining && <Examination {...props} wished={wished} />}
      {request.status === 'confirmed' && <Allocation {...props} />}
      {!examining && request.status !== 'confirmed' && props.allocated.length > 0 && <Allocation {...props} />}
      <About {...props} />
      {(request.status === 'open' || request.status === 'confirmed') && (
        <Routes {...props} changeable={!holds && props.mayDecide} />
      )}
      {props.seen.length > 0 && <Seen viewer={viewer} seen={props.seen} />}
      {(request.status === 'open' || request.status === 'confirmed') && <Endings {...props} />}
      <h2 id="journal">{text.journal}</h2>
      <Timeline
        viewer={viewer}
        events={props.history.map((line) => ({
          key: line.id,
          at: line.at.toISOString(),
          what: eventName(line.kind)[lang],
          ...(line.actorName ? { who: line.actorName } : {}),
          sealed: line.position !== null,
        }))}
      />
    </Layout>
  )
}

type WithWished = RequestPageProps & { readonly wished: RouteAnswer | undefined }

/** Where the request stands, in one sentence. */
function Standing({ viewer, request, stands, wished }: WithWished) {
  const { lang } = viewer
  const text = requestText(lang)
  const f = format(viewer)
  if (request.status === 'refused')
    return (
      <Notice lang={lang} tone="refused">
        <p>{text.refusedWhy(request.refusal ?? '')}</p>
        <p>{text.contest}</p>
      </Notice>
    )
  if (request.status === 'confirmed' || request.status === 'served')
    return (
      <>
        <Notice lang={lang} tone="done">
          {text.confirmedBy(request.confirmedBy ?? '', f.date(request.judgedOn ?? ''), request.article ?? '')}
        </Notice>
        {request.status === 'confirmed' && !stands && (
          <Notice lang={lang} tone="wait">
            {text.changed}
          </Notice>
        )}
      </>
    )
  if (!wished || request.status === 'withdrawn') return null
  const route = TRANSFERS.rows[request.transfer].name[lang]
  return (
    <Notice
      lang={lang}
      tone={wished.answer === 'eligible' ? 'information' : wished.answer === 'needsLawyer' ? 'wait' : 'refused'}
    >
      <p>
        <strong>{text[wished.answer](route, wished.article)}</strong>
      </p>
      <p>{wished.reason[lang]}</p>
      <Terms viewer={viewer} answer={wished} />
    </Notice>
  )
}

/** Ceiling, undertaking, resale and roundabout ways of one answer. */
function Terms({ viewer, answer }: { readonly viewer: Viewer; readonly answer: RouteAnswer }) {
  const { lang } = viewer
  const text = requestText(lang)
  const f = format(viewer)
  const closed = answer.answer === 'notEligible'
  const said = [
    !closed && answer.capEur !== 'none' ? text.cap(f.euros(answer.capEur)) : '',
    closed ? '' : text.undertakings[answer.undertaking],
    closed ? '' : text.resales[answer.resale],
    answer.through.length > 0 ? text.through(f.either(answer.through.map((one) => RECIPIENTS[one][lang]))) : '',
  ].filter(Boolean)
  return said.length === 0 ? null : <p>{said.join(' ')}</p>
}

/** What is left before a person may confirm, and the forms that bring it. */
function Examination({ viewer, request, wished, form, mayDecide }: WithWished) {
  const { lang } = viewer
  const text = requestText(lang)
  if (!wished || wished.answer === 'notEligible') return null
  const base = `/demandes/${request.number}`
  const lawyer = wished.answer === 'needsLawyer'
  const ready = wished.missing.length === 0 && (!lawyer || request.legalOpinion === 'favourable')
  const gates = [
    { label: text.gates.open, held: true, why: wished.article },
    ...(wished.evidence.some((kind) => kind !== 'valuation')
      ? [
          {
            label: text.gates.evidence,
            held: wished.missing.length === 0,
            why: wished.missing.map((kind) => evidenceName(kind, lang)).join(', ') || undefined,
          },
        ]
      : []),
    ...(lawyer
      ? [
          {
            label: text.gates.lawyer,
            held: request.legalOpinion === 'favourable',
            why: `${text.opinion}${words(viewer.lang).colon}${text.opinions[request.legalOpinion]}`,
          },
        ]
      : []),
    { label: text.gates.person, held: false },
  ]
  return (
    <>
      <Checklist lang={lang} title={ready ? text.ready : text.before} gates={gates} />
      {wished.missing.length > 0 && (
        <Form action={`${base}/pieces`} form={form('evidence')} label={text.evidence}>
          <Checkboxes
            form={form('evidence')}
            name="kinds"
            label={text.evidenceKinds}
            hint={text.evidenceLead}
            options={wished.missing.map((value) => ({ value, label: evidenceName(value, lang) }))}
          />
          <DateField form={form('evidence')} name="validUntil" label={text.validUntil} />
          <Submit look={ready ? 'plain' : 'main'}>{text.see}</Submit>
        </Form>
      )}
      {lawyer && mayDecide && (
        <Form action={`${base}/avis`} form={form('opinion')} label={text.opinion}>
          <Radios
            form={form('opinion')}
            name="opinion"
            label={text.opinion}
            required
            options={(['favourable', 'unfavourable'] as const).map((value) => ({ value, label: text.opinions[value] }))}
          />
          <Submit look="plain">{text.recordOpinion}</Submit>
        </Form>
      )}
      {ready && mayDecide && (
        <Form action={`${base}/recevabilite`} form={form('other')} label={text.confirm}>
          <Submit>{text.confirm}</Submit>
        </Form>
      )}
    </>
  )
}

function About({ viewer, request, personId, form }: RequestPageProps) {
  const { lang } = viewer
  const text = requestText(lang)
  const f = format(viewer)
  const uses = request.wanted.map((one) => one.use).filter(Boolean)
  return (
    <>
      <h2>{text.about}</h2>
      <Definitions
        items={[
          { term: text.whoKind, value: RECIPIENTS[request.recipientKind][lang] },
          { term: text.inCharge, value: request.inCharge?.name ?? text.nobody },
          { term: text.purpose, value: request.purpose },
          { term: text.use, value: uses.join(', ') },
          { term: text.usedWhere, value: request.usedWhere },
          { term: text.neededDay, value: request.neededOn ? f.date(request.neededOn) : '' },
          { term: text.returnOn, value: request.returnOn ? f.date(request.returnOn) : '' },
        ].filter((item) => item.value !== '')}
      />
      {(request.status === 'open' || request.status === 'confirmed') && request.inCharge?.personId !== personId && (
        <Form action={`/demandes/${request.number}/charge`} form={form('other')} label={text.follow}>
          <Submit look="plain">{text.follow}</Submit>
        </Form>
      )}
    </>
  )
}

/** Every route, with its answer and its sentence: what the law opens instead is beside what it closes. */
function Routes({ viewer, request, answers, form, changeable }: RequestPageProps & { readonly changeable: boolean }) {
  const { lang } = viewer
  const text = requestText(lang)
  return (
    <>
      <h2 id="voies">{text.law}</h2>
      <Table
        lang={lang}
        caption={text.routesCaption}
        captionHidden
        rows={answers}
        rowKey={(row) => row.route}
        columns={[
          {
            key: 'route',
            label: text.transfer,
            heading: true,
            cell: (row) => TRANSFERS.rows[row.route].name[lang],
          },
          {
            key: 'answer',
            label: text.answer,
            cell: (row) => <State tone={ANSWER_TONE[row.answer]}>{text.answers[row.answer]}</State>,
          },
          {
            key: 'why',
            label: text.why,
            cell: (row) => (
              <>
                {row.reason[lang]}
                <small>{row.article}</small>
                {row.missing.length > 0 && (
                  <small>
                    {text.toSee}
                    {words(viewer.lang).colon}
                    {row.missing.map((kind) => evidenceName(kind, lang)).join(', ')}
                  </small>
                )}
              </>
            ),
          },
          {
            key: 'take',
            label: text.choice,
            cell: (row) =>
              row.route === request.transfer ? (
                text.taken
              ) : row.answer !== 'notEligible' && changeable ? (
                <Form action={`/demandes/${request.number}/voie`} form={form('other')} label={text.take}>
                  <input type="hidden" name="transfer" value={row.route} />
                  <Submit look="plain">{text.take}</Submit>
                </Form>
              ) : (
                ''
              ),
          },
        ]}
      />
    </>
  )
}

function Seen({ viewer, seen }: { readonly viewer: Viewer; readonly seen: readonly EvidenceCheck[] }) {
  const { lang } = viewer
  const text = requestText(lang)
  const f = format(viewer)
  return (
    <Table
      lang={lang}
      caption={text.seenCaption}
      rows={seen.map((row, index) => ({ ...row, index }))}
      rowKey={(row) => String(row.index)}
      columns={[
        { key: 'kind', label: text.seenKind, heading: true, cell: (row) => evidenceName(row.kind, lang) },
        { key: 'on', label: text.seenOn, cell: (row) => f.date(row.checkedOn) },
        { key: 'by', label: text.seenBy, cell: (row) => row.checkedBy ?? '' },
        { key: 'until', label: text.validUntil, cell: (row) => (row.validUntil ? f.date(row.validUntil) : '') },
      ]}
    />
  )
}

/** Refusing and giving up: folded away, each with what follows from it. */
function Endings({ viewer, request, form, mayDecide }: RequestPageProps) {
  const text = requestText(viewer.lang)
  const base = `/demandes/${request.number}`
  const refusal = form('refusal')
  return (
    <>
      {mayDecide && (
        <details open={Object.keys(refusal.errors).length > 0}>
          <summary>{text.refuse}</summary>
          <Form action={`${base}/refus`} form={refusal} label={text.refuse}>
            <TextArea
              form={refusal}
              name="reason"
              label={text.reason}
              hint={text.refuseLead}
              rows={3}
              maxlength={1000}
              required
            />
            <p class="hint">{text.contest}</p>
            <Submit look="danger">{text.refuse}</Submit>
          </Form>
        </details>
      )}
      <details>
        <summary>{text.withdraw}</summary>
        <Form action={`${base}/retrait`} form={form('other')} label={text.withdraw}>
          <p>{text.withdrawLead}</p>
          <Submit look="plain">{text.withdraw}</Submit>
        </Form>
      </details>
    </>
  )
}
