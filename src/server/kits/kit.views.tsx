import { KINDS } from '../../domain/circuit/kinds.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { cableName, SOCKETS } from '../../domain/kits/sockets.ts'
import type { KitItem } from '../circuit/kit.sql.ts'
import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import type { HistoryLine } from '../platform/ledger/history.sql.ts'
import { History } from '../platform/ledger/history.views.tsx'
import { format } from '../platform/text/format.ts'
import type { Bilingual, Lang } from '../platform/text/text.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { Checkboxes, type Option, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState, formState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { KitFile, KitState } from './kit.sql.ts'
import { kitText } from './kit.text.ts'
import { KITS, kitHref } from './kit-paths.ts'

interface Props {
  readonly viewer: Viewer
  readonly kit: KitFile
  readonly scan: FormState
  /** A fresh token for each small form. */
  readonly once: () => string
  readonly history: readonly HistoryLine[]
  readonly mayWork: boolean
}

const TONES = { open: 'wait', complete: 'done', handedOver: 'information', undone: 'neutral' } as const

export function KitStanding({ state, lang }: { readonly state: KitState; readonly lang: Lang }) {
  return <State tone={TONES[state]}>{kitText(lang).states[state]}</State>
}

export function KitPage({ viewer, kit, scan, once, history, mayWork }: Props) {
  const { lang } = viewer
  const text = kitText(lang)
  const working = mayWork && kit.state === 'open'
  return (
    <Layout
      viewer={viewer}
      kicker={<a href={KITS}>{text.back}</a>}
      title={showCode(kit.code)}
      lead={`${kit.model}, ${text.version(kit.version)}${kit.place ? `, ${kit.place}` : ''}`}
      act={
        <ButtonLink href={`${kitHref(kit.code)}/fiche.pdf`} look="plain">
          {text.sheet}
        </ButtonLink>
      }
    >
      <Standing kit={kit} lang={lang} />
      {working && (
        <Form action={`${kitHref(kit.code)}/scan`} form={scan} label={text.scan} labels={{ code: text.scan }}>
          <TextField form={scan} name="code" label={text.scan} hint={text.scanHint} autocomplete="off" required />
          <Submit>{text.put}</Submit>
        </Form>
      )}
      <Lines kit={kit} lang={lang} />
      <Contents viewer={viewer} kit={kit} once={once} working={working} />
      {working && <Seen viewer={viewer} kit={kit} once={once} />}
      {mayWork && (
        <Buttons>
          {kit.state === 'open' && <Act kit={kit} lang={lang} once={once} path="complet" label={text.complete} />}
          {(kit.state === 'open' || kit.state === 'complete') && (
            <Act kit={kit} lang={lang} once={once} path="defaire" label={text.undo} plain />
          )}
        </Buttons>
      )}
      <h2>{text.history}</h2>
      <History viewer={viewer} lines={history} />
    </Layout>
  )
}

function Act({
  kit,
  lang,
  once,
  path,
  label,
  plain = false,
}: Pick<Props, 'kit' | 'once'> & {
  readonly lang: Lang
  readonly path: string
  readonly label: string
  readonly plain?: boolean
}) {
  return (
    <Form action={`${kitHref(kit.code)}/${path}`} form={formState(lang, once())} label={label}>
      <Submit look={plain ? 'plain' : 'main'}>{label}</Submit>
    </Form>
  )
}

function Standing({ kit, lang }: { readonly kit: KitFile; readonly lang: Lang }) {
  const text = kitText(lang)
  const { belowMinimum, joined } = kit.check
  return (
    <Definitions
      items={[
        { term: text.state, value: <KitStanding state={kit.state} lang={lang} /> },
        ...(belowMinimum.length > 0
          ? [{ term: text.minimum, value: <State tone="refused">{said(belowMinimum, lang)}</State> }]
          : []),
        ...(joined.kind === 'notNeeded' ? [] : [{ term: text.picture, value: <Joining kit={kit} lang={lang} /> }]),
      ]}
    />
  )
}

const said = (all: readonly Bilingual[], lang: Lang): string => all.map((one) => one[lang]).join(' ; ')

function Joining({ kit, lang }: { readonly kit: KitFile; readonly lang: Lang }) {
  const text = kitText(lang)
  const { joined } = kit.check
  if (joined.kind === 'match') return <State tone="done">{text.match(cableName(joined.by)[lang])}</State>
  if (joined.kind === 'unknown') return <State tone="wait">{text.unknownSockets}</State>
  if (joined.kind === 'notNeeded') return null
  const cables = joined.mend.slice(0, 3).map((one) => cableName(one)[lang])
  return (
    <>
      <State tone="refused">{text.differ}</State>
      <p>{cables.length > 0 ? text.mend(cables.join(', ')) : text.noMend}</p>
    </>
  )
}

function Lines({ kit, lang }: { readonly kit: KitFile; readonly lang: Lang }) {
  const text = kitText(lang)
  return (
    <Table
      lang={lang}
      caption={text.lines}
      rows={kit.check.lines}
      rowKey={(row) => row.name.en}
      columns={[
        { key: 'line', label: text.line, heading: true, cell: (row) => row.name[lang] },
        { key: 'held', label: text.held, number: true, cell: (row) => `${row.held} / ${row.wanted}` },
        {
          key: 'state',
          label: text.state,
          cell: (row) =>
            row.held >= row.wanted ? (
              <State tone="done">{text.there}</State>
            ) : (
              <State tone="wait">{text.missing}</State>
            ),
        },
      ]}
    />
  )
}

/** What a person calls a thing that is in the kit. */
export const itemName = (one: KitItem): string => one.supplyName ?? (one.deviceCode ? showCode(one.deviceCode) : '')

export const itemKind = (one: KitItem, lang: Lang): string =>
  one.deviceKind === null ? (one.supplyName ?? '') : KINDS.rows[one.deviceKind as DeviceKind].name[lang]

function Contents({
  viewer,
  kit,
  once,
  working,
}: Pick<Props, 'viewer' | 'kit' | 'once'> & { readonly working: boolean }) {
  const { lang } = viewer
  const text = kitText(lang)
  return (
    <Table
      lang={lang}
      caption={text.contents}
      rows={kit.items}
      rowKey={(row) => row.id}
      empty={<p>{text.empty}</p>}
      columns={[
        { key: 'what', label: text.what, heading: true, cell: (row) => itemKind(row, lang) },
        {
          key: 'which',
          label: text.which,
          cell: (row) =>
            row.deviceCode ? (
              <>
                <Code href={`/parc/${row.deviceCode}`}>{showCode(row.deviceCode)}</Code> {deviceName(row, '')}
              </>
            ) : (
              <Code href={`/fournitures/${row.supplyCode ?? ''}`}>{showCode(row.supplyCode ?? '')}</Code>
            ),
        },
        { key: 'count', label: text.count, number: true, cell: (row) => format(viewer).number(row.count) },
        {
          key: 'out',
          label: '',
          cell: (row) =>
            working && (
              <Form
                action={`${kitHref(kit.code)}/retrait`}
                form={formState(lang, once())}
                label={text.takeOutNamed(itemName(row))}
              >
                <input type="hidden" name="item" value={row.id} />
                <Submit look="plain">{text.takeOut}</Submit>
              </Form>
            ),
        },
      ]}
    />
  )
}

/** Sockets and size, for each device of the kit that a cable joins or a minimum measures. */
function Seen({ viewer, kit, once }: Pick<Props, 'viewer' | 'kit' | 'once'>) {
  const { lang } = viewer
  const text = kitText(lang)
  const devices = kit.items.filter((one) => one.deviceId !== null)
  const sockets: readonly Option[] = Object.entries(SOCKETS).map(([value, name]) => ({ value, label: name[lang] }))
  return (
    <>
      {devices.map((one) => {
        const form = formState(lang, once(), {
          sockets: one.sockets ?? [],
          inches: one.inches === null ? '' : String(Number(one.inches)),
        })
        const title = text.seen(`${itemKind(one, lang)} ${itemName(one)}`)
        return (
          <details key={one.id}>
            <summary>{title}</summary>
            <Form action={`${kitHref(kit.code)}/prises`} form={form} label={title}>
              <input type="hidden" name="device" value={one.deviceId ?? ''} />
              <Checkboxes form={form} name="sockets" label={text.sockets} options={sockets} />
              {one.deviceKind === 'screen' && <TextField form={form} name="inches" label={text.inches} width="short" />}
              <Submit look="plain">{text.recordSeen}</Submit>
            </Form>
          </details>
        )
      })}
    </>
  )
}
