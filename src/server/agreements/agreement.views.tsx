import { TRANSFERS } from '../../domain/circuit/transfers.ts'
import type { HistoryLine } from '../platform/ledger/history.sql.ts'
import { eventName } from '../platform/ledger/ledger.ts'
import { format } from '../platform/text/format.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { Documents } from '../platform/ui/documents.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Notice } from '../platform/ui/notice.tsx'
import { State, type StateTone } from '../platform/ui/state.tsx'
import { Timeline } from '../platform/ui/timeline.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { showRequestNumber } from '../requests/request.ts'
import type { AgreementFile, AgreementStatus, KeptFile } from './agreement.sql.ts'
import { agreementText } from './agreement.text.ts'
import { ContentView } from './content.views.tsx'
import { type Signing, SignOurs, SignTheirs } from './sign.views.tsx'

export const AGREEMENT_TONE: Readonly<Record<AgreementStatus, StateTone>> = {
  drawn: 'wait',
  signed: 'done',
  declined: 'refused',
  cancelled: 'neutral',
}

interface Props {
  readonly viewer: Viewer
  readonly agreement: AgreementFile
  readonly files: readonly KeptFile[]
  readonly history: readonly HistoryLine[]
  readonly signing: Signing
  readonly seesRequest: boolean
  readonly mayEnd: boolean
  readonly mayHandOver: boolean
  readonly form: FormState
}

export function AgreementPage(props: Props) {
  const { viewer, agreement, signing } = props
  const { lang } = viewer
  const text = agreementText(lang)
  const base = `/conventions/${agreement.number}`
  const open = agreement.status === 'drawn' && agreement.stands
  return (
    <Layout
      viewer={viewer}
      title={`${agreement.content.title} ${agreement.number}`}
      kicker={
        <>
          {props.seesRequest ? (
            <a href={`/demandes/${agreement.requestNumber}`}>{showRequestNumber(agreement.requestNumber)}</a>
          ) : (
            showRequestNumber(agreement.requestNumber)
          )}{' '}
          <State tone={AGREEMENT_TONE[agreement.status]}>{text.statuses[agreement.status]}</State>
        </>
      }
      lead={`${agreement.content.them.name} · ${TRANSFERS.rows[agreement.transfer].name[lang]}`}
    >
      {!agreement.stands && agreement.status !== 'cancelled' && (
        <Notice lang={lang} tone="refused">
          {text.voidWhy}
        </Notice>
      )}
      <Signatures viewer={viewer} agreement={agreement} />
      <Buttons>
        {agreement.status === 'signed' && agreement.stands && props.mayHandOver && (
          <ButtonLink href={`/remises/preparer/${agreement.requestId}`}>{text.next}</ButtonLink>
        )}
        <ButtonLink href={`${base}/pdf`} look="plain" icon="file">
          {text.pdf}
        </ButtonLink>
      </Buttons>
      {open && <SignOurs viewer={viewer} agreement={agreement} signing={signing} />}
      {open && <SignTheirs viewer={viewer} agreement={agreement} signing={signing} />}
      <ContentView viewer={viewer} content={agreement.content} />
      <Definitions items={[{ term: text.frozen, value: <Code>{inGroups(agreement.contentHash)}</Code> }]} />
      {props.files.length > 0 && (
        <>
          <h2>{text.files}</h2>
          <Documents
            viewer={viewer}
            files={props.files.map((one) => ({
              href: `${base}/fichiers/${one.id}`,
              name: one.name,
              type: one.mediaType.split('/').at(-1)?.split('+')[0]?.toUpperCase() ?? '',
              bytes: one.bytes,
              about: text.kinds[one.kind as keyof typeof text.kinds],
            }))}
          />
        </>
      )}
      {agreement.status === 'drawn' && props.mayEnd && <Endings {...props} />}
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

/** A hash in groups of eight, so that it folds on a narrow screen and is compared by eye. */
const inGroups = (hash: string): string => hash.replace(/.{8}(?=.)/g, '$& ')

function Signatures({ viewer, agreement }: { readonly viewer: Viewer; readonly agreement: AgreementFile }) {
  const text = agreementText(viewer.lang)
  const f = format(viewer)
  return (
    <Definitions
      items={(['us', 'them'] as const).map((side) => {
        const one = agreement.signatures.find((signature) => signature.side === side)
        return {
          term: text.sides[side],
          value: one ? (
            <>
              <State tone="done">{text.signedBy(one.name, one.functionLabel)}</State>{' '}
              <small>
                {f.instant(one.at)} · {text.ways[one.way]}
              </small>
            </>
          ) : (
            <State tone="wait">{text.notYet}</State>
          ),
        }
      })}
    />
  )
}

/** The two ways a paper ends without both signatures. */
function Endings({ viewer, agreement, form }: Props) {
  const text = agreementText(viewer.lang)
  const base = `/conventions/${agreement.number}`
  const ways = [
    { path: 'declin', label: text.decline, lead: text.declineLead },
    { path: 'annulation', label: text.cancel, lead: text.cancelLead },
  ]
  return (
    <>
      {ways.map((way) => (
        <details key={way.path}>
          <summary>{way.label}</summary>
          <Form action={`${base}/${way.path}`} form={form} label={way.label}>
            <p>{way.lead}</p>
            <Submit look="danger">{way.label}</Submit>
          </Form>
        </details>
      ))}
    </>
  )
}
