import type { HistoryLine } from '../platform/ledger/history.sql.ts'
import { History } from '../platform/ledger/history.views.tsx'
import { format } from '../platform/text/format.ts'
import { address, type Query } from '../platform/ui/addresses.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { Checkboxes, DateField, NumberField, type Option, SelectField, TextField } from '../platform/ui/field.tsx'
import { Filters } from '../platform/ui/filters.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { MarginLinks } from '../platform/ui/note.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { State } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { placeText } from './place.text.ts'
import {
  LEVEL_KEYS,
  LEVELS,
  levelsOf,
  PLACE_KIND_KEYS,
  PLACE_KINDS,
  type Place,
  type PlaceLine,
  RENEWAL_YEARS,
} from './place.ts'
import { siteText } from './site.text.ts'
import { type Site, siteDefinitions } from './site.views.tsx'

export const PLACES = '/lieux'
export const NEW_PLACE = `${PLACES}/nouveau`
export const COMMUNES = `${PLACES}/communes`
export const placeHref = (id: string) => `${PLACES}/${id}`

const renewalOf = (place: Place) => place.renewalYears ?? RENEWAL_YEARS

interface ListProps {
  readonly viewer: Viewer
  readonly query: Query
  readonly shown: { readonly rows: readonly PlaceLine[]; readonly before: string | null; readonly after: string | null }
  /** Every commune that a place carries, by INSEE code. */
  readonly communes: Readonly<Record<string, string>>
  readonly mayKeep: boolean
  readonly hasMembers: boolean
  readonly anyPlace: boolean
  /** A school stands among the places. */
  readonly anyLevel: boolean
}

export function PlaceListPage({ viewer, query, shown, communes, mayKeep, hasMembers, anyPlace, anyLevel }: ListProps) {
  const { lang } = viewer
  const text = placeText(lang)
  const add = mayKeep && (
    <ButtonLink href={NEW_PLACE} icon="add">
      {text.add}
    </ButtonLink>
  )
  const communeOptions = Object.entries(communes).map(([value, label]) => ({ value, label }))
  return (
    <Layout
      viewer={viewer}
      title={text.title}
      lead={text.lead}
      act={add}
      margin={hasMembers && <MarginLinks links={[{ href: COMMUNES, label: text.communes }]} />}
    >
      {anyPlace ? (
        <>
          <Filters
            lang={lang}
            path={PLACES}
            query={query}
            filters={[
              { kind: 'words', name: 'q', label: text.wordsLabel, hint: text.words },
              { kind: 'choice', name: 'nature', label: text.kind, options: kindOptions(viewer) },
              ...(anyLevel
                ? [{ kind: 'choice' as const, name: 'niveau', label: text.level, options: levelOptions(viewer) }]
                : []),
              ...(communeOptions.length > 1
                ? [{ kind: 'choice' as const, name: 'commune', label: text.commune, options: communeOptions }]
                : []),
            ]}
          />
          <PlaceTable viewer={viewer} rows={shown.rows} communes={communes} />
          <Paging lang={lang} path={PLACES} query={query} before={shown.before} after={shown.after} />
        </>
      ) : (
        <Empty title={text.emptyTitle} act={add}>
          {text.empty}
        </Empty>
      )}
    </Layout>
  )
}

const kindOptions = ({ lang }: Viewer): readonly Option[] =>
  PLACE_KIND_KEYS.map((kind) => ({ value: kind, label: PLACE_KINDS[kind][lang] }))

const levelOptions = ({ lang }: Viewer): readonly Option[] =>
  LEVEL_KEYS.map((level) => ({ value: level, label: LEVELS[level][lang] }))
const levelsSaid = (place: Place, { lang }: Viewer) => place.levels.map((level) => LEVELS[level][lang]).join(', ')

interface TableProps {
  readonly viewer: Viewer
  readonly rows: readonly PlaceLine[]
  readonly communes: Readonly<Record<string, string>>
}

/** Places in the order of the tree; each says under which it stands, so that a row makes sense on its own. */
function PlaceTable({ viewer, rows, communes }: TableProps) {
  const { lang } = viewer
  const text = placeText(lang)
  return (
    <Table
      lang={lang}
      caption={text.caption}
      captionHidden
      rows={rows}
      rowKey={(row) => row.id}
      empty={<Empty title={text.noneTitle}>{text.none}</Empty>}
      columns={[
        {
          key: 'place',
          label: text.place,
          heading: true,
          cell: (row) => (
            <>
              <span aria-hidden="true">{'\u2003'.repeat(row.depth)}</span>
              <a href={placeHref(row.id)}>{row.name}</a>
              {row.closedOn !== null && <State tone="neutral">{text.closed}</State>}
              {row.depth > 0 && (
                <small>
                  <span aria-hidden="true">{'\u2003'.repeat(row.depth)}</span>
                  {text.under} {row.above.join(' › ')}
                </small>
              )}
            </>
          ),
        },
        { key: 'kind', label: text.kind, cell: (row) => <KindAndLevels viewer={viewer} place={row} /> },
        ...(Object.keys(communes).length > 0
          ? [
              {
                key: 'commune',
                label: text.commune,
                cell: (row: PlaceLine) => (row.inseeCode && communes[row.inseeCode]) || '—',
              },
            ]
          : []),
        { key: 'renewal', label: text.renewed, cell: (row) => text.years(renewalOf(row)) },
      ]}
    />
  )
}

/** The kind, and the levels where they say more than it does. */
function KindAndLevels({ viewer, place }: { readonly viewer: Viewer; readonly place: Place }) {
  const levels = levelsSaid(place, viewer)
  return (
    <div>
      {PLACE_KINDS[place.kind][viewer.lang]}
      {place.levels.join() !== levelsOf(place.kind).join() && levels && <small>{levels}</small>}
    </div>
  )
}

interface FieldsProps {
  readonly viewer: Viewer
  readonly form: FormState
  readonly parents: readonly Option[]
}

const labelsOf = ({ lang }: Viewer) => {
  const { name, kind, parent, commune, renewalYears } = placeText(lang)
  return { name, kind, parent, commune, renewal: renewalYears }
}

function PlaceFields({ viewer, form, parents }: FieldsProps) {
  const text = placeText(viewer.lang)
  return (
    <>
      <TextField form={form} name="name" label={text.name} maxlength={200} required />
      <SelectField form={form} name="kind" label={text.kind} options={kindOptions(viewer)} required />
      <Checkboxes form={form} name="levels" label={text.levels} hint={text.levelsHint} options={levelOptions(viewer)} />
      <SelectField
        form={form}
        name="parent"
        label={text.parent}
        hint={text.parentHint}
        options={parents}
        empty={text.noParent}
      />
      <TextField form={form} name="commune" label={text.commune} hint={text.communeHint} autocomplete="off" />
      <NumberField
        form={form}
        name="renewal"
        label={text.renewalYears}
        hint={text.renewalHint}
        unit={text.unit}
        whole
      />
    </>
  )
}

export function NewPlacePage(props: FieldsProps) {
  const { viewer, form } = props
  const text = placeText(viewer.lang)
  return (
    <Layout viewer={viewer} title={text.newTitle} kicker={<a href={PLACES}>{text.all}</a>}>
      <Form action={NEW_PLACE} form={form} labels={labelsOf(viewer)}>
        <PlaceFields {...props} />
        <Buttons>
          <Submit icon="add">{text.saveNew}</Submit>
        </Buttons>
      </Form>
    </Layout>
  )
}

interface OneProps extends FieldsProps {
  readonly place: PlaceLine
  readonly under: readonly PlaceLine[]
  readonly communes: Readonly<Record<string, string>>
  readonly devices: number
  readonly mayKeep: boolean
  readonly closing: FormState
  readonly site: Site
  readonly history: readonly HistoryLine[]
}

export function PlacePage(props: OneProps) {
  const { viewer, place, under, communes, devices, mayKeep, site } = props
  const text = placeText(viewer.lang)
  const about = siteText(viewer.lang)
  const href = placeHref(place.id)
  return (
    <Layout
      viewer={viewer}
      title={place.name}
      kicker={
        <>
          <a href={PLACES}>{text.all}</a>
          {place.above.length > 0 && ` › ${place.above.join(' › ')}`} · {PLACE_KINDS[place.kind][viewer.lang]}
        </>
      }
      act={
        mayKeep &&
        place.closedOn === null && (
          <ButtonLink href={address(NEW_PLACE, { sous: place.id })} look="plain" icon="add">
            {text.addChild}
          </ButtonLink>
        )
      }
      margin={
        place.closedOn === null && (
          <MarginLinks
            links={[
              ...(mayKeep
                ? [
                    { href: `${href}/horaires`, label: about.hoursChange },
                    {
                      href: `${href}/contact`,
                      label: site.contact.kind === 'none' ? about.contactAdd : about.contactChange,
                    },
                  ]
                : []),
              ...(site.opening === null ? [] : [{ href: `${href}/horaires.pdf`, label: about.hoursPrint }]),
            ]}
          />
        )
      }
    >
      <Definitions
        items={[
          {
            term: text.standing,
            value: place.closedOn ? text.closedOn(format(viewer).date(place.closedOn)) : text.open,
          },
          ...(place.levels.length > 0 ? [{ term: text.levels, value: levelsSaid(place, viewer) }] : []),
          { term: text.commune, value: (place.inseeCode && communes[place.inseeCode]) || '—' },
          ...(place.closedOn === null ? siteDefinitions(viewer, site, new Date()) : []),
          { term: text.renewal, value: text.years(renewalOf(place)) },
          {
            term: text.devicesTerm,
            value: <a href={address('/parc', { lieu: place.id })}>{text.devices(devices)}</a>,
          },
        ]}
      />
      {under.length > 0 && (
        <>
          <h2>{text.children}</h2>
          <PlaceTable viewer={viewer} rows={under.map((line) => ({ ...line, depth: 0 }))} communes={communes} />
        </>
      )}
      {mayKeep && <Keeping {...props} />}
      <h2>{text.history}</h2>
      <History viewer={viewer} lines={props.history} />
    </Layout>
  )
}

function Keeping({ viewer, form, parents, place, closing }: OneProps) {
  const text = placeText(viewer.lang)
  const href = placeHref(place.id)
  if (place.closedOn !== null)
    return (
      <Form action={`${href}/rouvrir`} form={closing}>
        <Submit look="plain">{text.reopen}</Submit>
      </Form>
    )
  return (
    <>
      <h2>{text.change}</h2>
      <Form action={href} form={form} label={text.change} labels={labelsOf(viewer)}>
        <PlaceFields viewer={viewer} form={form} parents={parents} />
        <Buttons>
          <Submit>{text.save}</Submit>
        </Buttons>
      </Form>
      <h2>{text.close}</h2>
      <p>{text.closeAbout}</p>
      <Form action={`${href}/fermer`} form={closing} label={text.close}>
        <DateField form={closing} name="on" label={text.closeOn} required />
        <Buttons>
          <Submit look="danger">{text.close}</Submit>
        </Buttons>
      </Form>
    </>
  )
}
