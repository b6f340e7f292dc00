import { format } from '../platform/text/format.ts'
import { PublicLayout } from '../platform/ui/public-layout.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { Programme } from './programme.sql.ts'
import { programmeText } from './programme.text.ts'
import { peopleCount } from './programme.ts'
import { Told } from './programme.views.tsx'
import type { Totals } from './totals.sql.ts'

interface Props {
  readonly viewer: Viewer
  readonly programme: Programme
  readonly totals: Totals
  readonly now: Date
}

/** What anyone may read of a programme: its words and its totals, and nobody's name. */
export function PublicProgrammePage({ viewer, programme, totals, now }: Props) {
  const { lang } = viewer
  const all = programmeText(lang)
  const text = all.publicPage
  const f = format(viewer)
  const people = peopleCount(totals.households)
  const inUse = totals.inUse.reduce((sum, one) => sum + one.n, 0)
  const rows = [
    { what: text.received, n: totals.received },
    { what: text.inUse, n: inUse },
    ...totals.inUse.map(({ life, n }) => ({ what: `— ${text.inLife(life)}`, n })),
    { what: text.given, n: totals.given },
    { what: text.recycled, n: totals.recycled },
  ]
  const names = programme.formerNames.map(({ name, validTo }) => all.until(name, f.date(validTo)))
  return (
    <PublicLayout
      viewer={viewer}
      title={programme.name}
      kicker={viewer.organisation?.name}
      lead={[`${all.since} ${f.date(programme.startedOn)}`, ...names].join(' · ')}
    >
      <Told title={all.aims} body={programme.aims} />
      <Told title={all.reasons} body={programme.reasons} />
      <h2>{text.totals}</h2>
      <Table
        lang={lang}
        caption={text.totals}
        captionHidden
        rows={rows}
        rowKey={(row) => row.what}
        columns={[
          { key: 'what', label: text.what, heading: true, cell: (row) => row.what },
          { key: 'n', label: text.howMany, number: true, cell: (row) => f.number(row.n) },
        ]}
      />
      {people.kind !== 'none' && <p>{text.households(people.kind === 'few' ? text.few : f.number(people.n))}</p>}
      <p class="soft">{text.asOf(f.date(now))}</p>
    </PublicLayout>
  )
}
