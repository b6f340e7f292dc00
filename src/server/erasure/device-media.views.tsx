import { EXCEPTION_KINDS, EXCEPTIONS } from '../../domain/erasure/exceptions.ts'
import { FAILURES } from '../../domain/erasure/nwipe-reasons.ts'
import { TECHNIQUES, techniqueRow } from '../../domain/erasure/techniques.ts'
import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import { format } from '../platform/text/format.ts'
import type { Lang } from '../platform/text/text.ts'
import { Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { TextField } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { State, type StateTone } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { AttemptLine, DeviceMedia, DeviceMedium } from './device-media.sql.ts'
import { erasureText } from './erasure.text.ts'
import { mediumWords, StandingState } from './erasure.views.tsx'
import { type ProofFormStates, ProofForms } from './proof-forms.views.tsx'

interface Props {
  readonly viewer: Viewer
  readonly data: DeviceMedia
  readonly personId: string
  readonly mayWork: boolean
  readonly mayJudge: boolean
  readonly forms: ProofFormStates
  readonly small: () => FormState
}

export function DeviceMediaPage(props: Props) {
  const { viewer, data, small } = props
  const { device, media, finding } = data
  const text = erasureText(viewer.lang)
  const left = media.filter(({ standing, place }) => !standing.passes && place !== 'aside').length
  return (
    <Layout
      viewer={viewer}
      title={deviceName(device, showCode(device.code))}
      kicker={
        <>
          {text.title} <Code href={`/parc/${device.code}`}>{showCode(device.code)}</Code>
        </>
      }
      lead={media.length === 0 ? undefined : left === 0 ? text.allProven : text.someUnproven(left)}
    >
      {media.map((medium) => (
        <MediumSheet key={medium.id} {...props} medium={medium} />
      ))}
      {media.length === 0 && !finding && <Empty title={text.noMedia}>{text.noMediaHow}</Empty>}
      {media.length === 0 && finding && (
        <section class={finding.basis === 'onePerson' ? 'sheet' : 'sheet held'}>
          <h2>{finding.basis === 'onePerson' ? text.foundNoneOne : text.foundNone}</h2>
          {finding.basis === 'onePerson' && finding.foundBy !== props.personId && (
            <Form action={`/effacement/constats/${finding.id}/confirmer`} form={small()} label={text.confirm}>
              <Submit>{text.confirm}</Submit>
            </Form>
          )}
        </section>
      )}
      {props.mayWork && <ProofForms viewer={viewer} data={data} forms={props.forms} />}
    </Layout>
  )
}

function MediumSheet(props: Props & { readonly medium: DeviceMedium }) {
  const { viewer, medium } = props
  const { lang } = viewer
  const text = erasureText(lang)
  const { standing } = medium
  return (
    <section class={standing.passes ? 'sheet held' : 'sheet'}>
      <h2>{mediumWords(viewer, medium)}</h2>
      <p>
        {medium.serial && <Code>{medium.serial}</Code>} <StandingState lang={lang} standing={standing} />{' '}
        {medium.place === 'aside' && <State tone="neutral">{text.aside}</State>}
      </p>
      <p>{standing.reason[lang]}</p>
      {standing.oldToolClock && <p class="soft">{text.oldClock}</p>}
      {medium.attempts.length > 0 && (
        <Table
          lang={lang}
          caption={text.attempts}
          rows={medium.attempts}
          rowKey={(row) => row.id}
          columns={[
            { key: 'when', label: text.when, heading: true, cell: (row) => format(viewer).instant(row.recordedAt) },
            {
              key: 'what',
              label: text.what,
              cell: (row) => <AttemptWords viewer={viewer} attempt={row} />,
            },
            {
              key: 'by',
              label: text.by,
              cell: (row) => (
                <>
                  {row.operatorName ?? text.someone}
                  {row.verifier && <small>{text.verifiedBy(row.verifierName ?? text.someone)}</small>}
                  <AttemptActs {...props} attempt={row} />
                </>
              ),
            },
          ]}
        />
      )}
    </section>
  )
}

const OUTCOME_TONES: Readonly<Record<string, StateTone>> = {
  erased: 'done',
  erasedWithExceptions: 'information',
  destroyed: 'done',
  absent: 'neutral',
  failed: 'refused',
}

function AttemptWords({ viewer, attempt }: { readonly viewer: Viewer; readonly attempt: AttemptLine }) {
  const { lang } = viewer
  const text = erasureText(lang)
  const technique = TECHNIQUES.find((one) => one === attempt.technique && one !== 'unknown')
  const logged = attempt.source === 'toolLog' || attempt.source === 'ownReading'
  const facts = [
    text.sources[attempt.source as keyof typeof text.sources],
    technique ? techniqueRow(technique)[lang] : '',
    logged ? (attempt.readBack ? text.readBack : text.notReadBack) : '',
    attempt.toolEndedAt ? text.toolClock(attempt.toolEndedAt.replace('T', ' ')) : '',
  ]
  return (
    <>
      {attempt.withdrawn ? (
        <State tone="neutral">{text.withdrawn}</State>
      ) : (
        <State tone={OUTCOME_TONES[attempt.outcome] ?? 'neutral'}>
          {text.states[attempt.outcome as keyof typeof text.states]}
        </State>
      )}
      <small>{facts.filter(Boolean).join(', ')}</small>
      {whyWords(attempt, lang).map((why) => (
        <small key={why}>{why}</small>
      ))}
      {attempt.fileId && (
        <small>
          <a href={`/documents/${attempt.fileId}`}>{text.log}</a>
        </small>
      )}
    </>
  )
}

/** Why it failed, and what it left aside, in the reader's own sentences. */
const whyWords = (attempt: AttemptLine, lang: Lang): readonly string[] => [
  ...Object.entries(FAILURES).flatMap(([code, says]) => (attempt.reasons.includes(code) ? [says[lang]] : [])),
  ...EXCEPTION_KINDS.flatMap((kind) => (attempt.exceptions.includes(kind) ? [EXCEPTIONS[kind][lang]] : [])),
]

function AttemptActs({
  viewer,
  attempt,
  personId,
  mayWork,
  mayJudge,
  small,
}: Props & { readonly attempt: AttemptLine }) {
  const text = erasureText(viewer.lang)
  if (attempt.withdrawn) return null
  const toVerify = attempt.verifier === null && attempt.outcome !== 'failed' && attempt.source !== 'destruction'
  return (
    <>
      {toVerify && mayWork && attempt.operator !== personId && (
        <Form action={`/effacement/preuves/${attempt.id}/confirmer`} form={small()} label={text.confirm}>
          <Submit look="plain">{text.confirm}</Submit>
        </Form>
      )}
      {mayJudge && (
        <small>
          <a href={`/effacement/preuves/${attempt.id}`}>{text.withdraw}</a>
        </small>
      )}
    </>
  )
}

interface ProofProps {
  readonly viewer: Viewer
  readonly code: string
  readonly medium: DeviceMedium
  readonly attempt: AttemptLine
  readonly form: FormState
}

/** One proof, and the way to withdraw it where it was recorded on the wrong medium. */
export function ProofPage({ viewer, code, medium, attempt, form }: ProofProps) {
  const text = erasureText(viewer.lang)
  return (
    <Layout
      viewer={viewer}
      title={text.withdraw}
      kicker={
        <>
          {mediumWords(viewer, medium)} <Code href={`/effacement/${code}`}>{showCode(code)}</Code>
        </>
      }
      lead={text.withdrawLead}
    >
      <section class="sheet">
        <h2>{format(viewer).instant(attempt.recordedAt)}</h2>
        <AttemptWords viewer={viewer} attempt={attempt} />
      </section>
      {!attempt.withdrawn && (
        <Form action={`/effacement/preuves/${attempt.id}/retirer`} form={form} label={text.withdraw}>
          <TextField form={form} name="reason" label={text.withdrawReason} required maxlength={500} />
          <Submit look="danger">{text.withdraw}</Submit>
        </Form>
      )}
    </Layout>
  )
}
