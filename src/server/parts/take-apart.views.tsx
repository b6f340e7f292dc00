import { PART_KINDS } from '../../domain/parts/part.ts'
import { showCode } from '../fleet/code.ts'
import type { Lang } from '../platform/text/text.ts'
import { ButtonLink, Buttons, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { type Option, Radios, SelectField, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { Bin } from './bin.sql.ts'
import type { Move, Part } from './part.sql.ts'
import { partText } from './part.text.ts'
import { PARTS, partHref, takeApartHref } from './part.ts'
import { binOptions, kindOptions } from './part.views.tsx'
import { kindOf, moveSaid } from './part-life.views.tsx'
import { partName } from './part-name.ts'
import { EXTRA_LINES, extraField } from './take-apart.ts'

interface Props {
  readonly viewer: Viewer
  readonly device: { readonly code: string; readonly name: string }
  readonly parts: readonly { readonly part: Part; readonly proven: boolean }[]
  readonly bins: readonly Bin[]
  readonly form: FormState
}

const destinations = (bins: readonly Bin[], lang: Lang): readonly Option[] => {
  const text = partText(lang).apart
  return [...binOptions(bins.filter(({ holds }) => holds === 'stock')), { value: 'stock', label: text.stock }]
}

export function TakeApartPage({ viewer, device, parts, bins, form }: Props) {
  const { lang } = viewer
  const text = partText(lang)
  const { apart } = text
  const to = [...destinations(bins, lang), { value: 'scrap', label: apart.scrap }]
  return (
    <Layout
      viewer={viewer}
      title={apart.title(showCode(device.code))}
      lead={[device.name, apart.lead].filter(Boolean).join('. ')}
      kicker={<a href={`/parc/${device.code}`}>{showCode(device.code)}</a>}
    >
      <Form action={takeApartHref(device.code)} form={form} label={apart.go} labels={{ carcass: apart.carcass }}>
        {parts.length === 0 && <p>{apart.nothing}</p>}
        {parts.map(({ part, proven }) => (
          <SelectField
            key={part.id}
            form={form}
            name={`p.${part.id}`}
            label={partName(part, lang)}
            hint={[part.serial, part.kind === 'medium' && !proven && apart.unproven].filter(Boolean).join(' · ')}
            options={to}
            empty={apart.stay}
          />
        ))}
        {parts.some(({ part, proven }) => part.kind === 'medium' && !proven) && (
          <SelectField
            form={form}
            name="locked"
            label={apart.locked}
            options={binOptions(bins.filter(({ holds }) => holds === 'locked'))}
            empty={text.noBin}
          />
        )}
        <details>
          <summary>{apart.found}</summary>
          <p class="soft">{apart.foundHint}</p>
          {EXTRA_LINES.map((line) => (
            <Section key={line} title={`${apart.part} ${line + 1}`}>
              <SelectField
                form={form}
                name={extraField(line, 'kind')}
                label={text.kind}
                options={kindOptions(lang).filter(({ value }) => value !== 'medium')}
              />
              <TextField form={form} name={extraField(line, 'model')} label={text.model} maxlength={80} />
              <SelectField
                form={form}
                name={extraField(line, 'to')}
                label={apart.to}
                options={destinations(bins, lang)}
              />
            </Section>
          ))}
        </details>
        <Radios
          form={form}
          name="carcass"
          label={apart.carcass}
          options={(['recycle', 'keep'] as const).map((value) => ({ value, label: apart[value] }))}
          required
        />
        <Submit>{apart.go}</Submit>
      </Form>
    </Layout>
  )
}

interface ActProps {
  readonly viewer: Viewer
  readonly actId: string
  readonly moves: readonly Move[]
  readonly undone: boolean
  readonly form: FormState
  readonly mayWork: boolean
}

/** What one act moved, and the way back. */
export function PartActPage({ viewer, actId, moves, undone, form, mayWork }: ActProps) {
  const { lang } = viewer
  const text = partText(lang)
  const { apart } = text
  const device = moves.find((move) => move.fromDevice)?.fromDevice ?? null
  const labels = moves.flatMap((move) => (move.standing === 'stock' && move.partCode ? [move.partCode] : []))
  return (
    <Layout viewer={viewer} title={undone ? apart.undone : apart.what} kicker={<a href={PARTS}>{text.back}</a>}>
      <Table
        lang={lang}
        caption={apart.what}
        captionHidden
        rows={moves}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'part',
            label: apart.part,
            heading: true,
            cell: (row) => (
              <a href={partHref(row.componentId)}>
                {partName({ ...row, kind: kindOf(row.kind), shape: null, connector: null, watts: null }, lang) ||
                  PART_KINDS[kindOf(row.kind)].name[lang]}
              </a>
            ),
          },
          {
            key: 'code',
            label: text.code,
            cell: (row) => (row.partCode ? <Code>{showCode(row.partCode)}</Code> : '—'),
          },
          { key: 'to', label: apart.to, cell: (row) => moveSaid(row, lang) },
        ]}
      />
      <Buttons>
        {mayWork && labels.length > 0 && (
          <ButtonLink href={`/etiquettes?pieces=${labels.join(',')}`} icon="print">
            {apart.labels}
          </ButtonLink>
        )}
        {device && (
          <ButtonLink href={`/parc/${device}`} look="plain">
            {apart.device}
          </ButtonLink>
        )}
      </Buttons>
      {mayWork && !undone && (
        <Form action={`${PARTS}/acte/${actId}/annuler`} form={form} label={apart.undo}>
          <Submit look="plain" icon="undo">
            {apart.undo}
          </Submit>
        </Form>
      )}
    </Layout>
  )
}
