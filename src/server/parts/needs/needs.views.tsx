import { SUPPLY_KINDS } from '../../../domain/kits/supplies.ts'
import type { Proposal } from '../../../domain/parts/needs.ts'
import { showCode } from '../../fleet/code.ts'
import { deviceName } from '../../fleet/device-name.ts'
import type { Lang } from '../../platform/text/text.ts'
import { ButtonLink, Submit } from '../../platform/ui/button.tsx'
import { Code } from '../../platform/ui/code.tsx'
import { Definitions } from '../../platform/ui/definition.tsx'
import { Empty } from '../../platform/ui/empty.tsx'
import { SelectField, TextField } from '../../platform/ui/field.tsx'
import { Filters } from '../../platform/ui/filters.tsx'
import { Form, type FormState } from '../../platform/ui/form.tsx'
import { Layout } from '../../platform/ui/layout.tsx'
import { MarginLinks } from '../../platform/ui/note.tsx'
import { State } from '../../platform/ui/state.tsx'
import type { Viewer } from '../../platform/ui/viewer.ts'
import type { Bin } from '../bin.sql.ts'
import type { Move, Part } from '../part.sql.ts'
import { partText } from '../part.text.ts'
import { BINS, benchHref, NEEDS, PARTS, partHref } from '../part.ts'
import { binOptions, PartStanding, Whereabouts } from '../part.views.tsx'
import { moveSaid } from '../part-life.views.tsx'
import { partName } from '../part-name.ts'
import type { Model, NamedDevice, NeedLine, Needs } from './needs.sql.ts'
import { needsText } from './needs.text.ts'

interface Common {
  readonly viewer: Viewer
  readonly small: (values?: Readonly<Record<string, string>>) => FormState
  readonly mayWork: boolean
}

interface NeedsProps extends Common {
  readonly needs: Needs
  readonly models: readonly Model[]
  readonly model: Model | null
}

export function NeedsPage(props: NeedsProps) {
  const { viewer, needs, models, model } = props
  const { lang } = viewer
  const text = needsText(lang)
  const links = [
    ...(props.mayWork ? [{ href: '/atelier/composer', label: text.compose }] : []),
    { href: PARTS, label: partText(lang).back },
    { href: BINS, label: partText(lang).bins },
    { href: '/fournitures', label: partText(lang).supplies },
  ]
  return (
    <Layout viewer={viewer} title={text.title} lead={text.lead} margin={<MarginLinks links={links} />}>
      {models.length > 0 ? (
        <Filters
          lang={lang}
          path={NEEDS}
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
      ) : (
        <p class="soft">{text.noModel}</p>
      )}
      <h2>{text.inWork}</h2>
      {needs.inWork.length === 0 && <Empty title={text.noneTitle}>{text.none}</Empty>}
      {needs.inWork.map((line) => (
        <NeedSheet key={line.device.id} {...props} line={line} stock={needs.stock} />
      ))}
      {needs.supplies.length > 0 && (
        <>
          <h2>{text.supplies}</h2>
          <Definitions
            items={needs.supplies.map(({ kind, held, asked }) => ({
              term: SUPPLY_KINDS[kind][lang],
              value: <State tone={held >= asked ? 'done' : 'wait'}>{text.supplyLine(held, asked)}</State>,
            }))}
          />
        </>
      )}
      <h2>{text.possible}</h2>
      <p>{needs.possible.length > 0 ? text.possibleLead : text.possibleNone}</p>
      {needs.possible.map((line) => (
        <NeedSheet key={line.device.id} {...props} line={line} stock={needs.stock} />
      ))}
    </Layout>
  )
}

interface SheetProps extends Common {
  readonly line: NeedLine
  readonly stock: ReadonlyMap<string, Part>
}

function NeedSheet({ line, stock, ...common }: SheetProps) {
  const { lang } = common.viewer
  const text = needsText(lang)
  const { device, kept } = line
  return (
    <section class="sheet">
      <h3>
        <Code href={benchHref(device.code)}>{showCode(device.code)}</Code> {deviceName(device, '')}
      </h3>
      <Lacks {...common} line={line} stock={stock} back="manques" />
      {kept.length > 0 && (
        <p class="soft">
          {text.kept} : {kept.map((part) => partName(part, lang)).join(', ')}
        </p>
      )}
    </section>
  )
}

/** Each thing that is lacking, and the parts that would do, the surest first. */
function Lacks({ line, stock, back, ...common }: SheetProps & { readonly back: 'manques' | 'appareil' }) {
  const { lang } = common.viewer
  const text = needsText(lang)
  return (
    <ul class="lacks">
      {line.need.lacks.map(({ lack, proposals }) => (
        <li key={lack.says.fr}>
          <State tone="wait">{text.lacks(lack.says[lang])}</State>
          {proposals.length === 0 ? (
            <p class="soft">{text.nothing}</p>
          ) : (
            <ul>
              {proposals.map((proposal) => (
                <Offer
                  key={proposal.spare.id}
                  {...common}
                  proposal={proposal}
                  part={stock.get(proposal.spare.id)}
                  device={line.device}
                  back={back}
                />
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}

interface OfferProps extends Common {
  readonly proposal: Proposal
  readonly part: Part | undefined
  readonly device: NamedDevice
  readonly back: 'manques' | 'appareil'
}

function Offer({ viewer, proposal, part, device, small, mayWork, back }: OfferProps) {
  if (!part) return null
  const { lang } = viewer
  const text = needsText(lang)
  const { fit } = proposal
  return (
    <li>
      <a href={partHref(part.id)}>{partName(part, lang)}</a> · <Whereabouts part={part} lang={lang} /> ·{' '}
      <PartStanding state={part.state} lang={lang} /> · {fit.kind === 'fits' ? text.fits : text.doubt}
      {fit.kind !== 'fits' && <p class="soft">{fit.reasons.map(({ says }) => says[lang]).join(' ')}</p>}
      {mayWork && part.reservedFor === null && (
        <Form action={`${partHref(part.id)}/reserver`} form={small()} label={`${text.reserve} ${partName(part, lang)}`}>
          <input type="hidden" name="device" value={device.code} />
          <input type="hidden" name="back" value={back} />
          <Submit look="plain">{text.reserve}</Submit>
        </Form>
      )}
    </li>
  )
}

interface BenchProps extends Common {
  readonly device: NamedDevice
  readonly fitted: readonly Part[]
  readonly kept: readonly Part[]
  readonly line: NeedLine | null
  readonly stock: ReadonlyMap<string, Part>
  readonly bins: readonly Bin[]
  readonly moves: readonly Move[]
  readonly mount: FormState
}

/** The parts of one machine on the bench: what is inside, what is kept for it, what it lacks, what came and went. */
export function BenchPartsPage(props: BenchProps) {
  const { viewer, device, fitted, kept, line, moves, mayWork } = props
  const { lang } = viewer
  const text = needsText(lang)
  const at = benchHref(device.code)
  const inWork = device.state === 'inWork' && mayWork
  return (
    <Layout
      viewer={viewer}
      title={text.benchTitle(showCode(device.code))}
      lead={deviceName(device, '')}
      kicker={<a href={NEEDS}>{text.title}</a>}
      act={
        <ButtonLink href={`/atelier/${device.code}`} look="plain">
          {text.order}
        </ButtonLink>
      }
    >
      {device.state !== 'inWork' && <p class="soft">{text.notInWork}</p>}
      {inWork && (
        <Form
          action={`${at}/monter`}
          form={props.mount}
          label={text.scan}
          labels={{ part: text.scanLabel, reason: partText(lang).reason }}
        >
          <TextField
            form={props.mount}
            name="part"
            label={text.scanLabel}
            hint={text.scanHint}
            maxlength={60}
            required
          />
          <TextField
            form={props.mount}
            name="reason"
            label={partText(lang).reason}
            hint={partText(lang).reasonHint}
            maxlength={300}
          />
          <Submit>{text.scan}</Submit>
        </Form>
      )}
      {kept.length > 0 && (
        <>
          <h2>{text.kept}</h2>
          <ul>
            {kept.map((part) => (
              <li key={part.id}>
                <PartLine part={part} lang={lang} />
                {inWork && (
                  <Form action={`${at}/monter`} form={props.small()} label={`${text.mount} ${partName(part, lang)}`}>
                    <input type="hidden" name="part" value={part.code ?? part.id} />
                    <Submit look="plain">{text.mount}</Submit>
                  </Form>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {line && (
        <>
          <h2>{text.title}</h2>
          <Lacks {...props} line={line} back="appareil" />
        </>
      )}
      <h2>{text.fitted}</h2>
      {fitted.length === 0 ? <p class="soft">{text.fittedNone}</p> : <Fitted {...props} at={at} inWork={inWork} />}
      {moves.length > 0 && (
        <>
          <h2>{text.moves}</h2>
          <ul>
            {moves.map((move) => (
              <li key={move.id}>
                <a href={partHref(move.componentId)}>{move.partCode ? showCode(move.partCode) : move.kind}</a>{' '}
                {moveSaid(move, lang)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Layout>
  )
}

const PartLine = ({ part, lang }: { readonly part: Part; readonly lang: Lang }) => (
  <>
    <a href={partHref(part.id)}>{partName(part, lang)}</a> · <Whereabouts part={part} lang={lang} />
  </>
)

function Fitted({
  viewer,
  fitted,
  bins,
  small,
  at,
  inWork,
}: BenchProps & { readonly at: string; readonly inWork: boolean }) {
  const { lang } = viewer
  const text = needsText(lang)
  return (
    <ul>
      {fitted.map((part) => (
        <li key={part.id}>
          <a href={partHref(part.id)}>{partName(part, lang)}</a> {part.serial && <Code>{part.serial}</Code>}
          {inWork && (
            <Form action={`${at}/prelever`} form={small()} label={`${text.take} ${partName(part, lang)}`}>
              <input type="hidden" name="part" value={part.id} />
              {bins.length > 0 && (
                <SelectField
                  form={small()}
                  name="bin"
                  label={text.takeTo}
                  options={binOptions(bins)}
                  empty={partText(lang).noBin}
                />
              )}
              <Submit look="plain">{text.take}</Submit>
            </Form>
          )}
        </li>
      ))}
    </ul>
  )
}
