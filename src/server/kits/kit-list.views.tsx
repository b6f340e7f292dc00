import { KINDS } from '../../domain/circuit/kinds.ts'
import { SUPPLY_KIND_NAMES, SUPPLY_KINDS } from '../../domain/kits/supplies.ts'
import { showCode } from '../fleet/code.ts'
import { format } from '../platform/text/format.ts'
import { ButtonLink, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { Checkboxes, type Option, SelectField, TextField } from '../platform/ui/field.tsx'
import { Filters } from '../platform/ui/filters.tsx'
import { Form, type FormState, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { MarginLinks } from '../platform/ui/note.tsx'
import { Paging } from '../platform/ui/paging.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { KIT_STATES, type Kit, type KitState } from './kit.sql.ts'
import { kitText } from './kit.text.ts'
import { supplyField, UNIT_KINDS } from './kit.ts'
import { KitStanding } from './kit.views.tsx'
import type { KitModel } from './kit-model.sql.ts'
import { KITS, kitHref, MODELS, modelHref } from './kit-paths.ts'

interface ViewerProps {
  readonly viewer: Viewer
}

interface ListProps extends ViewerProps {
  readonly state: KitState
  readonly kits: { readonly rows: readonly Kit[]; readonly after: string | null }
  readonly models: readonly KitModel[]
  readonly places: readonly Option[]
  readonly form: FormState
  readonly mayWork: boolean
  readonly mayWrite: boolean
}

export function KitListPage({ viewer, state, kits, models, places, form, mayWork, mayWrite }: ListProps) {
  const { lang } = viewer
  const text = kitText(lang)
  const f = format(viewer)
  return (
    <Layout
      viewer={viewer}
      title={text.title}
      lead={text.lead}
      margin={
        <MarginLinks
          links={[
            { href: MODELS, label: text.models },
            { href: '/fournitures', label: text.supplies },
          ]}
        />
      }
    >
      {models.length === 0 ? (
        <Empty
          title={text.noModelTitle}
          act={
            mayWrite && (
              <ButtonLink href={`${MODELS}/nouveau`} icon="add">
                {text.newModel}
              </ButtonLink>
            )
          }
        >
          {text.noModel}
        </Empty>
      ) : (
        mayWork && (
          <Form action={KITS} form={form} label={text.open} labels={{ recipe: text.model, place: text.place }}>
            <SelectField
              form={form}
              name="recipe"
              label={text.model}
              options={models.map((one) => ({
                value: one.recipeId,
                label: `${one.name} (${text.version(one.version)})`,
              }))}
              required
            />
            <SelectField form={form} name="place" label={text.place} options={places} />
            <Submit>{text.open}</Submit>
          </Form>
        )
      )}
      <Filters
        lang={lang}
        path={KITS}
        query={{ etat: state }}
        filters={[
          {
            kind: 'choice',
            name: 'etat',
            label: text.state,
            options: KIT_STATES.map((value) => ({ value, label: text.states[value] })),
          },
        ]}
      />
      <Table
        lang={lang}
        caption={text.caption}
        captionHidden
        rows={kits.rows}
        rowKey={(row) => row.id}
        empty={<Empty title={text.noneTitle}>{text.none}</Empty>}
        columns={[
          {
            key: 'code',
            label: text.code,
            heading: true,
            cell: (row) => <Code href={kitHref(row.code)}>{showCode(row.code)}</Code>,
          },
          { key: 'model', label: text.model, cell: (row) => row.model },
          { key: 'place', label: text.place, cell: (row) => row.place ?? '—' },
          { key: 'opened', label: text.openedOn, cell: (row) => f.date(row.openedAt) },
          { key: 'state', label: text.state, cell: (row) => <KitStanding state={row.state} lang={lang} /> },
        ]}
      />
      <Paging lang={lang} path={KITS} query={{ etat: state }} before={null} after={kits.after} />
    </Layout>
  )
}

export function ModelsPage({
  viewer,
  models,
  mayWrite,
}: ViewerProps & { readonly models: readonly KitModel[]; readonly mayWrite: boolean }) {
  const { lang } = viewer
  const text = kitText(lang)
  const write = mayWrite && (
    <ButtonLink href={`${MODELS}/nouveau`} icon="add">
      {text.newModel}
    </ButtonLink>
  )
  return (
    <Layout
      viewer={viewer}
      kicker={<a href={KITS}>{text.back}</a>}
      title={text.modelsTitle}
      lead={text.modelsLead}
      act={models.length > 0 && write}
    >
      <Table
        lang={lang}
        caption={text.modelsTitle}
        captionHidden
        rows={models}
        rowKey={(row) => row.id}
        empty={
          <Empty title={text.noModelTitle} act={write}>
            {text.modelsNone}
          </Empty>
        }
        columns={[
          {
            key: 'name',
            label: text.name,
            heading: true,
            cell: (row) => (mayWrite ? <a href={modelHref(row.id)}>{row.name}</a> : row.name),
          },
          {
            key: 'unit',
            label: text.unit,
            cell: (row) => row.recipe.unit.kinds.map((kind) => KINDS.rows[kind].name[lang]).join(', '),
          },
          { key: 'version', label: text.versionLabel, cell: (row) => text.version(row.version) },
          { key: 'changed', label: text.changed, cell: (row) => format(viewer).date(row.drawnAt) },
        ]}
      />
    </Layout>
  )
}

interface ModelProps extends ViewerProps {
  readonly model: KitModel | null
  readonly form: FormState
  readonly retire: FormState
}

export function ModelPage({ viewer, model, form, retire }: ModelProps) {
  const { lang } = viewer
  const text = kitText(lang)
  const { name, kinds, memoryGb, diskGb } = text
  return (
    <Layout
      viewer={viewer}
      kicker={<a href={MODELS}>{text.models}</a>}
      title={model?.name ?? text.newModel}
      lead={model ? `${text.version(model.version)}. ${text.modelsLead}` : text.modelsLead}
    >
      <Form
        action={model ? modelHref(model.id) : `${MODELS}/nouveau`}
        form={form}
        label={text.modelsTitle}
        labels={{ name, kinds, memoryGb, diskGb, inches: text.leastInches }}
      >
        <TextField form={form} name="name" label={name} maxlength={80} required />
        <Section title={text.unit}>
          <Checkboxes
            form={form}
            name="kinds"
            label={kinds}
            options={UNIT_KINDS.map((kind) => ({ value: kind, label: KINDS.rows[kind].name[lang] }))}
            required
          />
          <TextField
            form={form}
            name="memoryGb"
            label={memoryGb}
            hint={text.noLeast}
            width="short"
            inputmode="decimal"
          />
          <TextField form={form} name="diskGb" label={diskGb} hint={text.noLeast} width="short" inputmode="decimal" />
          <Checkboxes
            form={form}
            name="network"
            label={text.network}
            options={[{ value: 'yes', label: text.networkYes }]}
          />
        </Section>
        <Section title={text.screenSection}>
          <Checkboxes
            form={form}
            name="screen"
            label={text.screen}
            options={[{ value: 'yes', label: text.screenYes }]}
          />
          <TextField
            form={form}
            name="inches"
            label={text.leastInches}
            hint={text.noLeast}
            width="short"
            inputmode="decimal"
          />
        </Section>
        <Section title={text.suppliesSection}>
          {SUPPLY_KIND_NAMES.map((kind) => (
            <TextField
              key={kind}
              form={form}
              name={supplyField(kind)}
              label={SUPPLY_KINDS[kind][lang]}
              width="short"
              inputmode="numeric"
            />
          ))}
        </Section>
        <Submit>{text.save}</Submit>
      </Form>
      {model && (
        <Form action={`${modelHref(model.id)}/retrait`} form={retire} label={text.retire}>
          <Submit look="plain">{text.retire}</Submit>
        </Form>
      )}
    </Layout>
  )
}
