import { KINDS } from '../../domain/circuit/kinds.ts'
import { DEVICE_KINDS } from '../../domain/hardware/report.ts'
import type { Lang } from '../platform/text/text.ts'
import { Buttons, Submit } from '../platform/ui/button.tsx'
import { Checkboxes, NumberField, type Option, Radios, SelectField } from '../platform/ui/field.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Notice } from '../platform/ui/notice.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { AnswerTable } from './answers.views.tsx'
import type { ShownLine } from './device-line.ts'
import { fieldsOf } from './fields.ts'
import type { Import } from './import.sql.ts'
import { importText } from './import.text.ts'
import { ON_KNOWN, REASONS } from './import.ts'
import { importHref } from './import.views.tsx'
import { STANDINGS } from './values.ts'

/** One column of the file as the screen shows it. */
export interface ShownColumn {
  readonly at: number
  readonly heading: string
  readonly samples: readonly string[]
  readonly field: string
  readonly mayNamePeople: boolean
}

interface Props {
  readonly viewer: Viewer
  readonly found: Import
  readonly columns: readonly ShownColumn[]
  readonly form: FormState
  readonly abandon: FormState
  readonly places: readonly Option[]
  readonly preview: readonly ShownLine[]
}

export function MappingPage({ viewer, found, columns, form, abandon, places, preview }: Props) {
  const { lang } = viewer
  const text = importText(lang)
  const here = importHref(found.id)
  return (
    <Layout viewer={viewer} title={found.name} kicker={text.targets[found.target]} lead={text.columnsLead}>
      <Form action={`${here}/colonnes`} form={form}>
        <h2>{text.columns}</h2>
        <p class="soft">{text.readAs(found.encoding, found.delimiter === '\t' ? 'tab' : found.delimiter)}</p>
        <ColumnTable lang={lang} found={found} columns={columns} />
        <Settings lang={lang} found={found} form={form} places={places} />
        <Buttons>
          <Submit name="next" value="check">
            {text.check}
          </Submit>{' '}
          <Submit name="next" value="preview" look="plain">
            {text.refresh}
          </Submit>
        </Buttons>
      </Form>
      {preview.length > 0 && (
        <div id="apercu">
          <AnswerTable viewer={viewer} target={found.target} caption={text.preview} lines={preview} />
        </div>
      )}
      <Form action={`${here}/abandonner`} form={abandon} label={text.abandon}>
        <Buttons>
          <Submit look="plain">{text.abandon}</Submit>
        </Buttons>
      </Form>
    </Layout>
  )
}

function ColumnTable({
  lang,
  found,
  columns,
}: {
  readonly lang: Lang
  readonly found: Import
  readonly columns: readonly ShownColumn[]
}) {
  const text = importText(lang)
  const fields = Object.entries(fieldsOf(found.target))
  const people = columns.filter(({ mayNamePeople, field }) => mayNamePeople && field === '')
  return (
    <>
      {people.length > 0 && (
        <Notice lang={lang} tone="information">
          {text.mayName(people.map(({ heading }) => heading).join(', '))}
        </Notice>
      )}
      <Table
        lang={lang}
        caption={text.columns}
        captionHidden
        rows={columns}
        rowKey={({ at }) => String(at)}
        columns={[
          {
            key: 'heading',
            label: text.column,
            heading: true,
            cell: ({ heading, at }) => heading || text.noHeading(at + 1),
          },
          { key: 'samples', label: text.sample, cell: ({ samples }) => <small>{samples.join(' · ')}</small> },
          {
            key: 'field',
            label: text.is,
            cell: ({ heading, at, field }) => (
              <select name="columns" aria-label={`${heading || text.noHeading(at + 1)}, ${text.is}`} class="medium">
                <option value="">{text.aside}</option>
                {fields.map(([name, row]) => (
                  <option key={name} value={name} selected={name === field}>
                    {row.label[lang]}
                  </option>
                ))}
              </select>
            ),
          },
        ]}
      />
    </>
  )
}

const options = <T extends string>(keys: readonly T[], names: Readonly<Record<T, string>>): readonly Option[] =>
  keys.map((value) => ({ value, label: names[value] }))

function Settings({
  lang,
  found,
  form,
  places,
}: {
  readonly lang: Lang
  readonly found: Import
  readonly form: FormState
  readonly places: readonly Option[]
}) {
  const text = importText(lang)
  return (
    <Section title={text.settings}>
      {found.sheets.length > 1 ? (
        <SelectField
          form={form}
          name="sheet"
          label={text.sheet}
          options={found.sheets.map(({ name, lines }, at) => ({
            value: String(at),
            label: text.sheetOption(name, lines),
          }))}
        />
      ) : (
        <input type="hidden" name="sheet" value="0" />
      )}
      <NumberField form={form} name="header" label={text.header} hint={text.headerHint} whole />
      <Radios form={form} name="onKnown" label={text.onKnown} options={options(ON_KNOWN, text.onKnownOptions)} />
      {found.target === 'devices' && (
        <>
          <SelectField form={form} name="standing" label={text.standing} options={options(STANDINGS, text.standings)} />
          <SelectField form={form} name="place" label={text.place} empty={text.noDefault} options={places} />
          <Checkboxes
            form={form}
            name="createPlaces"
            label={text.createPlaces}
            options={[{ value: 'yes', label: text.createPlaces }]}
          />
          <SelectField
            form={form}
            name="kind"
            label={text.kind}
            empty={text.unknownKind}
            options={DEVICE_KINDS.map((value) => ({ value, label: KINDS.rows[value].name[lang] }))}
          />
          <SelectField
            form={form}
            name="reason"
            label={text.reason}
            empty={text.noDefault}
            options={options(REASONS, text.reasons)}
          />
          <Radios
            form={form}
            name="owner"
            label={text.owner}
            options={options(['organisation', 'donor'] as const, text.owners)}
          />
          <Radios
            form={form}
            name="dateOrder"
            label={text.dateOrder}
            options={options(['dayFirst', 'monthFirst'] as const, text.dateOrders)}
          />
        </>
      )}
    </Section>
  )
}
