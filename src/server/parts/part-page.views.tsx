import { CONNECTORS, PART_KINDS, SHAPES } from '../../domain/parts/part.ts'
import type { Shelf } from '../../domain/parts/stock.ts'
import { showCode } from '../fleet/code.ts'
import type { HistoryLine } from '../platform/ledger/history.sql.ts'
import { History } from '../platform/ledger/history.views.tsx'
import { format } from '../platform/text/format.ts'
import { ButtonLink, Submit } from '../platform/ui/button.tsx'
import { Code } from '../platform/ui/code.tsx'
import { Definitions } from '../platform/ui/definition.tsx'
import { SelectField, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { Bin } from './bin.sql.ts'
import type { PartOrigins } from './origins.sql.ts'
import type { Part } from './part.sql.ts'
import { partText } from './part.text.ts'
import { PARTS, partHref } from './part.ts'
import { binOptions, optionsOf, PartStanding, Whence, Whereabouts } from './part.views.tsx'
import { PartLife } from './part-life.views.tsx'
import { connectorName, partName } from './part-name.ts'

interface PartProps {
  readonly viewer: Viewer
  readonly part: Part
  /** Where the circuit lets it go; null for what is in a device or gone. */
  readonly shelf: Shelf | null
  readonly origins: PartOrigins
  readonly bins: readonly Bin[]
  readonly history: readonly HistoryLine[]
  readonly forms: Readonly<Record<'fit' | 'reserve' | 'scrap' | 'plain', FormState>>
  readonly small: () => FormState
  readonly mayWork: boolean
}

export function PartPage(props: PartProps) {
  const { viewer, part, origins, history } = props
  const { lang } = viewer
  const text = partText(lang)
  return (
    <Layout
      viewer={viewer}
      title={partName(part, lang)}
      kicker={
        <>
          <a href={PARTS}>{text.back}</a> · {part.code && <Code>{showCode(part.code)}</Code>}{' '}
          <PartStanding state={part.state} lang={lang} />
        </>
      }
    >
      <Held {...props} />
      <Facts {...props} />
      {props.mayWork && <Acts {...props} />}
      <PartLife viewer={viewer} part={part} origins={origins} />
      <h2>{text.history}</h2>
      <History viewer={viewer} lines={history} />
    </Layout>
  )
}

/** A medium out of stock: each rule that holds it back, and how to go on. */
function Held({ viewer, part, shelf, mayWork }: PartProps) {
  if (shelf?.to !== 'aside') return null
  const { lang } = viewer
  const text = partText(lang)
  return (
    <section class="sheet">
      <h2>{text.awaitingTitle}</h2>
      <p>{text.awaitingLead}</p>
      <ul>
        {shelf.because.map(({ rule, message, satisfy }) => (
          <li key={rule}>
            {message[lang]} {satisfy[lang]}
          </li>
        ))}
      </ul>
      {mayWork && part.deviceCode && (
        <p class="buttons">
          <ButtonLink href={`/effacement/${part.deviceCode}`}>{text.goErase}</ButtonLink>
        </p>
      )}
    </section>
  )
}

function Facts({ viewer, part }: PartProps) {
  const { lang } = viewer
  const text = partText(lang)
  const f = format(viewer)
  const { measure } = PART_KINDS[part.kind]
  const levelName = part.kind === 'battery' ? text.level.battery : text.level.medium
  const items = [
    [text.kind, PART_KINDS[part.kind].name[lang]],
    [
      text.capacity,
      part.bytes === null ? null : measure === 'binaryBytes' ? f.binaryBytes(part.bytes) : f.bytes(part.bytes),
    ],
    [text.power, part.watts === null ? null : f.quantity(part.watts, 'W', 0)],
    [text.shape, part.shape && SHAPES[part.shape][lang]],
    [text.connector, connectorName(part, lang)],
    [text.serial, part.serial && <Code>{part.serial}</Code>],
    [text.hours, part.hours === null ? null : text.hoursOf(f.number(part.hours))],
    [levelName, part.level === null ? null : f.percent(part.level)],
    [text.health, part.health && text.healths[part.health as keyof typeof text.healths]],
    [text.testTitle, testOf(part, viewer)],
    [text.where, <Whereabouts key="where" part={part} lang={lang} />],
    [text.whence, <Whence key="whence" part={part} lang={lang} />],
    [
      text.reserve,
      part.reservedCode && <a href={`/atelier/${part.reservedCode}`}>{text.reserved(showCode(part.reservedCode))}</a>,
    ],
  ] as const
  return (
    <Definitions items={items.flatMap(([term, value]) => (value === null || value === '' ? [] : [{ term, value }]))} />
  )
}

function testOf(part: Part, viewer: Viewer): string {
  const text = partText(viewer.lang)
  if (part.test === null || part.testedAt === null) return text.notTested
  return text.tested(text.testedResult[part.test], part.testedBy ?? '?', format(viewer).date(part.testedAt))
}

function Acts({ viewer, part, bins, forms, small }: PartProps) {
  const text = partText(viewer.lang)
  const at = partHref(part.id)
  const shelved = part.standing === 'stock' || part.standing === 'aside'
  return (
    <>
      {part.standing === 'stock' && (
        <>
          <h2>{text.testTitle}</h2>
          <Form action={`${at}/essai`} form={small()} label={text.testTitle}>
            <p class="buttons">
              <Submit name="result" value="passed" look={part.test === null ? 'main' : 'plain'}>
                {text.passed}
              </Submit>
              <Submit name="result" value="failed" look="plain">
                {text.failed}
              </Submit>
            </p>
          </Form>
        </>
      )}
      {part.standing === 'stock' && part.test !== 'failed' && (
        <>
          <h2>{text.fitTitle}</h2>
          <Form
            action={`${at}/monter`}
            form={forms.fit}
            label={text.fitTitle}
            labels={{ device: text.device, reason: text.reason }}
          >
            <TextField
              form={forms.fit}
              name="device"
              label={text.device}
              hint={text.deviceHint}
              maxlength={40}
              required
            />
            <TextField form={forms.fit} name="reason" label={text.reason} hint={text.reasonHint} maxlength={300} />
            <Submit look={part.test === null ? 'plain' : 'main'}>{text.fit}</Submit>
          </Form>
          {part.reservedFor === null ? (
            <details>
              <summary>{text.reserveTitle}</summary>
              <Form
                action={`${at}/reserver`}
                form={forms.reserve}
                label={text.reserveTitle}
                labels={{ device: text.device }}
              >
                <TextField form={forms.reserve} name="device" label={text.device} maxlength={40} required />
                <Submit look="plain">{text.reserve}</Submit>
              </Form>
            </details>
          ) : (
            <Form action={`${at}/liberer`} form={small()} label={text.release}>
              <Submit look="plain">{text.release}</Submit>
            </Form>
          )}
        </>
      )}
      {shelved && (
        <details>
          <summary>{text.shelveTitle}</summary>
          <Form action={`${at}/ranger`} form={forms.plain} label={text.shelveTitle} labels={{ bin: text.bin }}>
            <SelectField form={forms.plain} name="bin" label={text.bin} options={binOptions(bins)} />
            <Submit look="plain">{text.shelve}</Submit>
          </Form>
        </details>
      )}
      {(shelved || part.standing === 'fitted') && (
        <details>
          <summary>{text.describe}</summary>
          <Form action={`${at}/description`} form={forms.plain} label={text.describe}>
            <SelectField form={forms.plain} name="shape" label={text.shape} options={optionsOf(SHAPES, viewer.lang)} />
            <SelectField
              form={forms.plain}
              name="connector"
              label={text.connector}
              options={optionsOf(CONNECTORS, viewer.lang)}
            />
            <Submit look="plain">{text.save}</Submit>
          </Form>
        </details>
      )}
      {shelved && (
        <details>
          <summary>{text.scrapTitle}</summary>
          <Form action={`${at}/rebut`} form={forms.scrap} label={text.scrapTitle} labels={{ reason: text.scrapReason }}>
            <TextField form={forms.scrap} name="reason" label={text.scrapReason} maxlength={300} required />
            <Submit look="danger">{text.scrap}</Submit>
          </Form>
        </details>
      )}
      {part.code && (
        <p class="buttons">
          <ButtonLink href={`/etiquettes?pieces=${part.code}`} look="plain" icon="print">
            {text.label}
          </ButtonLink>
        </p>
      )}
    </>
  )
}
