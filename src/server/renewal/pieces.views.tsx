import { KINDS } from '../../domain/circuit/kinds.ts'
import { DEVICE_KINDS, type DeviceKind } from '../../domain/hardware/report.ts'
import { showCode } from '../fleet/code.ts'
import { deviceName } from '../fleet/device-name.ts'
import type { Query } from '../platform/ui/addresses.ts'
import { Code } from '../platform/ui/code.tsx'
import type { Option } from '../platform/ui/field.tsx'
import { type Filter, Filters } from '../platform/ui/filters.tsx'
import type { Column } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { renewalText } from './renewal.text.ts'

interface Named {
  readonly id: string
  readonly code: string
  readonly kind: string
  readonly maker: string | null
  readonly model: string | null
  readonly name: string | null
  readonly serial: string | null
  readonly place: string | null
}

/** A box to choose the row by, its code, what it is, where it is: the first columns of the lists of this room. */
export function chosenColumns<Row extends Named>(viewer: Viewer, chosen: readonly string[]): readonly Column<Row>[] {
  const { lang } = viewer
  const text = renewalText(lang)
  return [
    {
      key: 'code',
      label: text.code,
      heading: true,
      cell: (row) => <Code href={`/parc/${row.code}`}>{showCode(row.code)}</Code>,
    },
    {
      key: 'chosen',
      label: text.chosen,
      cell: (row) => (
        <input
          type="checkbox"
          name="ids"
          value={row.id}
          checked={chosen.includes(row.id)}
          aria-label={text.choose(showCode(row.code))}
        />
      ),
    },
    {
      key: 'device',
      label: text.device,
      cell: (row) => (
        <>
          {deviceName(row, text.unnamed)}
          <small>
            {KINDS.rows[row.kind as DeviceKind].name[lang]}
            {row.serial ? ` · ${row.serial}` : ''}
          </small>
        </>
      ),
    },
    { key: 'place', label: text.place, cell: (row) => row.place ?? '' },
  ]
}

/** Words, kind and place. */
export function FleetFilters({
  viewer,
  path,
  query,
  places,
  more = [],
}: {
  readonly viewer: Viewer
  readonly path: string
  readonly query: Query
  readonly places: readonly Option[]
  readonly more?: readonly Filter[]
}) {
  const { lang } = viewer
  const text = renewalText(lang)
  return (
    <Filters
      lang={lang}
      path={path}
      query={query}
      filters={[
        { kind: 'words', name: 'q', label: text.wordsLabel, hint: text.words },
        {
          kind: 'choice',
          name: 'nature',
          label: text.kind,
          options: DEVICE_KINDS.map((kind) => ({ value: kind, label: KINDS.rows[kind].name[lang] })),
        },
        { kind: 'choice', name: 'lieu', label: text.place, options: places },
        ...more,
      ]}
    />
  )
}

export const chosenIds = (values: Readonly<Record<string, string | readonly string[] | undefined>>) =>
  [values.ids ?? []].flat()
