import type { ChecklistLine } from '../../domain/circuit/decide.ts'
import type { MediumFacts } from '../../domain/circuit/facts.ts'
import { isProven } from '../../domain/circuit/gates/media.ts'
import { KINDS } from '../../domain/circuit/kinds.ts'
import { HOLDING_ENDINGS, type HoldingEnding } from '../../domain/circuit/lives.ts'
import { type DeviceState, STATES } from '../../domain/circuit/states.ts'
import { TRANSFERS, type TransferKind } from '../../domain/circuit/transfers.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { spokenCpu, spokenName } from '../../domain/hardware/spoken-name.ts'
import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import { stateTone } from '../fleet/state-tone.ts'
import { slipText } from '../moves/slip.text.ts'
import type { HistoryLine } from '../platform/ledger/history.sql.ts'
import { eventName } from '../platform/ledger/ledger.ts'
import { format } from '../platform/text/format.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Checklist } from '../platform/ui/checklist.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { Documents } from '../platform/ui/documents.tsx'
import { FileField } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { LifeLine, type Mark, type Stretch } from '../platform/ui/life-line.tsx'
import { MarginLinks } from '../platform/ui/note.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import { Timeline } from '../platform/ui/timeline.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { Photo } from '../workshop/photos/photo.sql.ts'
import { Photos } from '../workshop/photos/photo.views.tsx'
import type { DevicePageData } from './device.sql.ts'
import { deviceText } from './device.text.ts'
import type { Next } from './device-next.ts'

interface LifeData {
  readonly device: DevicePageData['device']
  readonly holdings: DevicePageData['holdings']
  readonly arrivedAt?: Date | null
}

interface Props {
  readonly viewer: Viewer
  readonly data: DevicePageData
  readonly media: readonly MediumFacts[]
  readonly checklist: { readonly title: string; readonly lines: readonly ChecklistLine[] } | null
  readonly history: readonly HistoryLine[]
  readonly form: FormState
  readonly photos: readonly Photo[]
  readonly now: Date
  /** What this person may do next, the main act first; and beside it. */
  readonly next: readonly Next[]
  readonly beside: readonly Next[]
  readonly mayWork: boolean
}

export function DeviceDetailPage(props: Props) {
  const { viewer, data, checklist, next, beside } = props
  const { device } = data
  const { lang } = viewer
  const text = deviceText(lang)
  const f = format(viewer)
  const state = device.state as DeviceState
  const facts = [
    KINDS.rows[device.kind as DeviceKind].name[lang],
    device.cpu && spokenCpu(device.cpu),
    device.memory_bytes ? f.binaryBytes(device.memory_bytes) : null,
  ]
  const arrived = device.arrivedAt ? text.arrived(f.date(device.arrivedAt), device.batch) : null
  return (
    <Layout
      viewer={viewer}
      title={deviceName(device, showCode(device.code))}
      kicker={
        <>
          <Code>{showCode(device.code)}</Code> <State tone={stateTone(state)}>{STATES.rows[state].name[lang]}</State>{' '}
          {data.slip && (
            <a href={`/mouvements/${data.slip.number}`}>
              <State tone="wait">{slipText(lang).onTheWay(data.slip.number)}</State>
            </a>
          )}
        </>
      }
      lead={[...facts, arrived, data.slip && slipText(lang).route(data.slip.from, data.slip.to)]
        .filter(Boolean)
        .join(' · ')}
      margin={
        <MarginLinks
          links={beside.map((one) => ({
            href: one.href(device.code),
            label: text.next[one.label],
          }))}
        />
      }
    >
      <DeviceLifeLine {...props} />
      {checklist && (
        <Checklist
          lang={lang}
          title={checklist.title}
          gates={eachOnce(checklist.lines, lang).map((line) => ({
            label: line.held ? line.title[lang] : line.message[lang],
            held: line.held,
            why: line.held ? undefined : [line.satisfy[lang], ...line.concerns].join(' '),
          }))}
        />
      )}
      {next.length > 0 && (
        <Buttons>
          {next.map((one, index) => (
            <ButtonLink key={one.label} href={one.href(device.code)} look={index === 0 ? 'main' : 'plain'}>
              {text.next[one.label]}
            </ButtonLink>
          ))}
        </Buttons>
      )}
      <Media {...props} />
      <Parts {...props} />
      <h2>{text.about}</h2>
      <Definitions
        items={[
          { term: text.serial, value: device.serial ?? '' },
          { term: text.inventory, value: device.inventory_number ?? '' },
          { term: text.cpu, value: device.cpu ?? '' },
          { term: text.memory, value: device.memory_bytes ? f.binaryBytes(device.memory_bytes) : '' },
          { term: text.built, value: device.built_year ?? '' },
          { term: text.place, value: device.place ?? '' },
          { term: text.owner, value: text.owners[device.owner as keyof typeof text.owners] },
          { term: text.grade, value: device.grade ?? '' },
          { term: text.batch, value: device.batch ? <a href={`/parc?lot=${device.batch_id}`}>{device.batch}</a> : '' },
        ].filter((item) => item.value !== '')}
      />
      <Photos
        viewer={viewer}
        photos={props.photos}
        device={deviceName(device, showCode(device.code))}
        mayWithdraw={() => false}
        small={() => props.form}
      />
      <Evidence {...props} />
      <h2 id="journal">{text.journal}</h2>
      {props.history.length === 0 ? (
        <p>{text.noEvents}</p>
      ) : (
        <Timeline
          viewer={viewer}
          events={props.history.map((line) => ({
            key: line.id,
            at: line.at.toISOString(),
            what: whatHappened(line, data.holdings, lang),
            ...(line.actorName ? { who: line.actorName } : {}),
            sealed: line.position !== null,
          }))}
        />
      )}
    </Layout>
  )
}

function DeviceLifeLine({ viewer, data, history, media, now }: Props) {
  const text = deviceText(viewer.lang)
  const held: Stretch[] = data.holdings.map((holding) => ({
    life: holding.life,
    label: text.holder(
      holding.holder,
      [
        TRANSFERS.rows[holding.transfer as TransferKind]?.name[viewer.lang] ?? holding.transfer,
        endingOf(holding, viewer),
      ]
        .filter(Boolean)
        .join(', '),
    ),
    from: holding.startedAt.toISOString(),
    to: holding.endedAt?.toISOString() ?? null,
    kind: holding.told ? 'before' : 'use',
  }))
  const stretches = [
    ...firstUse({ ...data, arrivedAt: data.device.arrivedAt }, text.before),
    ...held,
    ...lifeAhead(data, text.aheadLabel, now),
  ]
  const proven = media.length > 0 && media.every(isProven)
  const marks: Mark[] = [...history]
    .reverse()
    .filter((line) => line.kind.startsWith('device.') || line.kind.startsWith('erasure.'))
    .map((line) => ({
      at: line.at.toISOString(),
      label: whatHappened(line, data.holdings, viewer.lang),
      kind: 'event',
      proven: proven || line.kind !== 'device.receive',
    }))
  if (stretches.length === 0 && marks.length === 0) return null
  return <LifeLine viewer={viewer} stretches={stretches} marks={marks} today={now.toISOString()} />
}

/** Why a holding ended, where it is not by a plain return. */
function endingOf({ ending }: DevicePageData['holdings'][number], { lang }: Viewer): string | null {
  const known = ENDINGS.find((one) => one === ending)
  return known && known !== 'returned' ? HOLDING_ENDINGS[known][lang] : null
}
const ENDINGS = Object.keys(HOLDING_ENDINGS) as readonly HoldingEnding[]

/** A line of the journal; a hand-over names who received, from the holding that it opened. */
function whatHappened(line: HistoryLine, holdings: DevicePageData['holdings'], lang: 'fr' | 'en'): string {
  const { handoverId } = line.payload
  const holder = holdings.find((one) => handoverId !== undefined && one.handoverId === handoverId)?.holder
  return line.kind === 'device.handOver' && holder ? deviceText(lang).handedTo(holder) : eventName(line.kind)[lang]
}

/** Life 1 as it was lived before the device came, where no holding tells it: from the year it was built or bought. */
function firstUse({ device, holdings, arrivedAt }: LifeData, label: string): readonly Stretch[] {
  const from = device.bought_on ?? (device.built_year ? `${device.built_year}-01-01` : null)
  const to = (arrivedAt ?? device.created_at).toISOString()
  if (device.life < 1 || holdings.some((holding) => holding.life === 1) || from === null || from >= to.slice(0, 10))
    return []
  return [{ life: 1, label, from: `${from}T00:00:00.000Z`, to, kind: 'before' }]
}

/** Several gates stand under one title: what holds is said once, and only where nothing under that title is left. */
const eachOnce = <Line extends ChecklistLine>(lines: readonly Line[], lang: 'fr' | 'en'): readonly Line[] =>
  lines.filter(
    (line, at) =>
      !line.held ||
      !lines.some((other, before) => other.title[lang] === line.title[lang] && (!other.held || before < at)),
  )

/** The next life of a device that is in our hands. */
function lifeAhead({ device }: LifeData, label: string, now: Date): readonly Stretch[] {
  const { stage } = STATES.rows[device.state as DeviceState]
  if (stage !== 'arrival' && stage !== 'workshop' && stage !== 'shelf') return []
  return [{ life: device.life + 1, label, from: now.toISOString(), to: null, kind: 'ahead' }]
}

function Media({ viewer, data, media }: Props) {
  const text = deviceText(viewer.lang)
  const f = format(viewer)
  const rows = data.parts.filter((part) => part.kind === 'medium')
  if (!KINDS.rows[data.device.kind as DeviceKind].media) return null
  return (
    <Table
      lang={viewer.lang}
      caption={text.media}
      rows={rows.map((part, index) => ({ part, facts: media[index] }))}
      rowKey={({ part }) => part.id}
      empty={<p>{text.noMedia}</p>}
      columns={[
        {
          key: 'medium',
          label: text.medium,
          heading: true,
          cell: ({ part }) => (
            <>
              {[spokenName(part), part.bytes ? f.bytes(part.bytes) : null].filter(Boolean).join(' ')}
              {part.serial && (
                <small>
                  <Code>{part.serial}</Code>
                </small>
              )}
            </>
          ),
        },
        {
          key: 'health',
          label: text.health,
          cell: ({ part }) =>
            [
              text.healths[(part.health ?? 'unknown') as keyof typeof text.healths],
              part.hours === null ? null : text.hours(f.number(part.hours)),
              part.level === null ? null : text.wear(f.percent(Number(part.level))),
            ]
              .filter(Boolean)
              .join(', '),
        },
        {
          key: 'proof',
          label: text.proof,
          cell: ({ facts }) => {
            const held = facts !== undefined && isProven(facts)
            const state = facts && (held || facts.state === 'failed') ? facts.state : 'unknown'
            return (
              <>
                <State tone={held ? 'done' : state === 'failed' ? 'refused' : 'wait'}>{text.states[state]}</State>
                {facts && facts.proof !== 'none' && <small>{f.date(facts.proof.at)}</small>}
              </>
            )
          },
        },
      ]}
    />
  )
}

function Parts({ viewer, data }: Props) {
  const text = deviceText(viewer.lang)
  const f = format(viewer)
  const rows = data.parts.filter((part) => part.kind !== 'medium')
  if (rows.length === 0) return null
  return (
    <Table
      lang={viewer.lang}
      caption={text.parts}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'part',
          label: text.part,
          heading: true,
          cell: (row) =>
            [
              text.kinds[row.kind as keyof typeof text.kinds],
              row.subkind,
              row.bytes ? f.binaryBytes(row.bytes) : null,
              row.kind === 'battery' && row.level !== null ? f.percent(Number(row.level)) : null,
              row.maker,
              row.model,
            ]
              .filter(Boolean)
              .join(' '),
        },
        {
          key: 'origin',
          label: text.origin,
          cell: (row) =>
            row.originCode && row.originCode !== data.device.code ? (
              <>
                {text.takenFrom} <Code href={`/parc/${row.originCode}`}>{showCode(row.originCode)}</Code>
              </>
            ) : (
              text.original
            ),
        },
      ]}
    />
  )
}

function Evidence({ viewer, data, form, mayWork }: Props) {
  const text = deviceText(viewer.lang)
  return (
    <>
      {data.files.length > 0 && (
        <>
          <h2>{text.documents}</h2>
          <Documents
            viewer={viewer}
            files={data.files.map((file) => ({
              href: `/documents/${file.id}`,
              name: file.name,
              type: typeName(file.mediaType),
              bytes: file.bytes,
            }))}
          />
        </>
      )}
      <h2 id="releves">{text.evidence}</h2>
      {data.evidence.length > 0 && (
        <Documents
          viewer={viewer}
          files={data.evidence.map((one) => ({
            href: `/releves/${one.id}`,
            name: one.name,
            type: one.format,
            bytes: one.size,
            about: format(viewer).date(one.receivedAt),
          }))}
        />
      )}
      {mayWork && (
        <Form action={`/parc/${data.device.code}/releves`} form={form} files label={text.addEvidence}>
          <FileField form={form} name="files" label={text.addEvidence} hint={text.addEvidenceHint} multiple />
          <Submit look="plain">{text.send}</Submit>
        </Form>
      )}
    </>
  )
}

const typeName = (mediaType: string): string => mediaType.split('/').at(-1)?.toUpperCase() ?? ''
