import { KINDS } from '../../../domain/circuit/kinds.ts'
import { showCode } from '../../fleet/code.ts'
import { deviceName } from '../../fleet/device-name.ts'
import type { Model, NeedLine } from '../../parts/needs/needs.sql.ts'
import type { Part } from '../../parts/part.sql.ts'
import { benchHref, NEEDS, PARTS, partHref } from '../../parts/part.ts'
import { partName } from '../../parts/part-name.ts'
import type { Lang } from '../../platform/text/text.ts'
import { Submit } from '../../platform/ui/button.tsx'
import { Code } from '../../platform/ui/code.tsx'
import { Empty } from '../../platform/ui/empty.tsx'
import { SelectField, TextField } from '../../platform/ui/field.tsx'
import { Filters } from '../../platform/ui/filters.tsx'
import { Form, type FormState } from '../../platform/ui/form.tsx'
import { Layout } from '../../platform/ui/layout.tsx'
import { MarginLinks } from '../../platform/ui/note.tsx'
import { State } from '../../platform/ui/state.tsx'
import type { Viewer } from '../../platform/ui/viewer.ts'
import { composeText } from './compose.text.ts'
import { CASES, COMPOSE } from './compose.ts'

interface Props {
  readonly viewer: Viewer
  readonly lines: readonly NeedLine[]
  readonly stock: ReadonlyMap<string, Part>
  readonly models: readonly Model[]
  readonly model: Model | null
  readonly bare: FormState
  readonly small: () => FormState
}

/** Machines that the stock finishes, each with the parts that complete it; then a machine begun from a bare case. */
export function ComposePage(props: Props) {
  const { viewer, lines, models, model, bare } = props
  const { lang } = viewer
  const text = composeText(lang)
  const links = [
    { href: NEEDS, label: text.needs },
    { href: PARTS, label: text.parts },
    { href: '/tri', label: text.triage },
  ]
  return (
    <Layout
      viewer={viewer}
      title={text.title}
      lead={text.lead}
      kicker={<a href="/atelier">{text.workshop}</a>}
      margin={<MarginLinks links={links} />}
    >
      {models.length > 0 && (
        <Filters
          lang={lang}
          path={COMPOSE}
          query={{ modele: model?.id ?? '' }}
          filters={[
            {
              kind: 'choice',
              name: 'modele',
              label: text.model,
              options: models.map(({ id, name }) => ({ value: id, label: name })),
            },
          ]}
        />
      )}
      {lines.length === 0 && <Empty title={text.noneTitle}>{text.none}</Empty>}
      {lines.map((line) => (
        <Base key={line.device.id} {...props} line={line} />
      ))}
      <p class="soft">{text.noWayBack}</p>
      <h2>{text.bare}</h2>
      <p>{text.bareLead}</p>
      <Form
        action={`${COMPOSE}/boitier`}
        form={bare}
        label={text.bare}
        labels={{ kind: text.kind, maker: text.maker, model: text.machineModel }}
      >
        <SelectField
          form={bare}
          name="kind"
          label={text.kind}
          required
          options={CASES.map((kind) => ({ value: kind, label: KINDS.rows[kind].name[lang] }))}
        />
        <TextField form={bare} name="maker" label={text.maker} maxlength={80} />
        <TextField form={bare} name="model" label={text.machineModel} maxlength={80} />
        <Submit look="plain">{text.begin}</Submit>
      </Form>
    </Layout>
  )
}

function Base({ viewer, line, stock, small }: Props & { readonly line: NeedLine }) {
  const { lang } = viewer
  const text = composeText(lang)
  const { device, need, kept } = line
  const chosen = need.lacks.flatMap(({ proposals }) => proposals.slice(0, 1))
  return (
    <section class="sheet">
      <h3>
        <Code href={benchHref(device.code)}>{showCode(device.code)}</Code> {deviceName(device, '')}
      </h3>
      <p>
        <State tone="wait">{text.lacks(need.lacks.map(({ lack }) => lack.says[lang]).join(', '))}</State>
      </p>
      <Form action={COMPOSE} form={small()} label={`${text.compose} ${showCode(device.code)}`}>
        <input type="hidden" name="device" value={device.code} />
        <ul>
          {kept.map((part) => (
            <li key={part.id}>
              <PartWithPast part={part} lang={lang} />
            </li>
          ))}
          {chosen.map(({ spare, fit }) => {
            const part = stock.get(spare.id)
            return (
              part && (
                <li key={spare.id}>
                  <input type="hidden" name="part" value={spare.id} />
                  <PartWithPast part={part} lang={lang} />
                  {fit.kind !== 'fits' && (
                    <p class="soft">
                      {text.doubt} : {fit.reasons.map(({ says }) => says[lang]).join(' ')}
                    </p>
                  )}
                </li>
              )
            )
          })}
        </ul>
        <Submit look="plain">{text.compose}</Submit>
      </Form>
    </section>
  )
}

/** A part and where it comes from; its own page holds the tree of its origins. */
function PartWithPast({ part, lang }: { readonly part: Part; readonly lang: Lang }) {
  const text = composeText(lang)
  const from = part.originCode ?? part.deviceCode
  return (
    <>
      <a href={partHref(part.id)}>{partName(part, lang)}</a> · {from ? text.from(showCode(from)) : text.given}
    </>
  )
}
