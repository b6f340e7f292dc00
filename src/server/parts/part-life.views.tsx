import { spokenName } from '../../domain/hardware/spoken-name.ts'
import { PART_KIND_NAMES, type PartKind } from '../../domain/parts/part.ts'
import { showCode } from '../fleet/code.ts'
import { format } from '../platform/text/format.ts'
import type { Lang } from '../platform/text/text.ts'
import { Code } from '../platform/ui/code.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { Origin, PartOrigins } from './origins.sql.ts'
import type { Move, Part } from './part.sql.ts'
import { partText } from './part.text.ts'
import { partHref } from './part.ts'
import { partName } from './part-name.ts'

const deviceOf = (code: string, maker: string | null, model: string | null) =>
  [showCode(code), spokenName({ maker, model })].filter(Boolean).join(' ')

/** What one move did, in a sentence: where from, where to. */
export function moveSaid(move: Move, lang: Lang): string {
  const text = partText(lang).lifeSteps
  if (move.undoes) return text.undone
  const from = move.fromDevice
    ? text.from(deviceOf(move.fromDevice, move.fromMaker, move.fromModel))
    : move.fromBin
      ? text.fromBin(move.fromBin)
      : null
  const to = move.toDevice
    ? text.to(deviceOf(move.toDevice, move.toMaker, move.toModel))
    : move.standing === 'fitted' || move.standing === 'stock'
      ? move.toBin
        ? text.toBin(move.toBin)
        : text.stock
      : [text[move.standing === 'aside' ? 'aside' : 'scrapped'], move.toBin && text.toBin(move.toBin)]
          .filter(Boolean)
          .join(', ')
  return [from, to, move.reason && text.because(move.reason)].filter(Boolean).join(', ')
}

/** A part's life as a line of moves, then the devices it was in with what came into them: its tree of origins. */
export function PartLife({
  viewer,
  part,
  origins,
}: {
  readonly viewer: Viewer
  readonly part: Part
  readonly origins: PartOrigins
}) {
  const { lang } = viewer
  const text = partText(lang)
  const f = format(viewer)
  return (
    <>
      <h2>{text.life}</h2>
      <ol class="timeline">
        <li class="sealed">
          {part.originCode ? (
            <>
              {text.firstSeen} <Code href={`/parc/${part.originCode}`}>{showCode(part.originCode)}</Code>{' '}
              {spokenName({ maker: part.originMaker, model: part.originModel, name: part.originName })}
            </>
          ) : (
            text.enteredAlone
          )}
        </li>
        {origins.moves.map((move) => (
          <li key={move.id} class="sealed">
            <div>{moveSaid(move, lang)}</div>
            <small>
              <time dateTime={move.at.toISOString()}>{f.instant(move.at)}</time>
              {move.by && ` · ${move.by}`}
            </small>
          </li>
        ))}
      </ol>
      {origins.tree.some(({ parts }) => parts.length > 0) && (
        <>
          <h2>{text.origins}</h2>
          <p>{text.originsLead}</p>
          <Tree lang={lang} origins={origins.tree} />
        </>
      )}
    </>
  )
}

export const kindOf = (name: string): PartKind => PART_KIND_NAMES.find((one) => one === name) ?? 'other'

function Tree({ lang, origins }: { readonly lang: Lang; readonly origins: readonly Origin[] }) {
  return (
    <ul>
      {origins.map(({ device, name, parts }) => (
        <li key={device}>
          <Code href={`/parc/${device}`}>{showCode(device)}</Code> {spokenName(name)}
          {parts.length > 0 && (
            <ul>
              {parts.map(({ move, from }) => (
                <li key={move.id}>
                  <a href={partHref(move.componentId)}>
                    {partName({ ...move, kind: kindOf(move.kind), shape: null, connector: null, watts: null }, lang)}
                  </a>
                  {from.length > 0 && <Tree lang={lang} origins={from} />}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  )
}
