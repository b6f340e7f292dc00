import { type Format, format } from '../text/format.ts'
import { at, shorten } from './pictures/fit.ts'
import { type DrawnMark, LIFE_WIDTH, placeLife } from './pictures/life-line-geometry.ts'
import { LifeTable, Upright } from './pictures/life-line-list.tsx'
import type { LifeLineProps } from './pictures/life-line-props.ts'
import { pictureWords } from './pictures/picture-words.ts'
import { words } from './words.ts'

export type { Mark, Stretch } from './pictures/life-line-geometry.ts'

const LINE = 64

/** A device's lives as one line: a stretch for each life, a mark for each event, hollow where proof is missing. Upright on a narrow screen. */
export function LifeLine(props: LifeLineProps) {
  const { viewer, stretches } = props
  const text = pictureWords(viewer.lang)
  if (stretches.length === 0 && props.marks.length === 0) return <p class="soft">{text.noLife}</p>
  const listed = !viewer.display.images || viewer.display.plain
  return (
    <figure class={listed ? 'picture life listed' : 'picture life'}>
      {!listed && <Drawing {...props} />}
      <Upright {...props} />
      <details>
        <summary>{words(viewer.lang).behind}</summary>
        <LifeTable {...props} />
      </details>
    </figure>
  )
}

/** The picture in a sentence. */
function tellLife({ viewer, stretches, marks }: LifeLineProps, f: Format): string {
  const text = pictureWords(viewer.lang)
  const lives = stretches.map(({ life, label, from, to, kind }) => {
    const when =
      kind === 'ahead' ? text.ahead : to === null ? text.since(f.year(from)) : text.fromTo(f.year(from), f.year(to))
    return `${text.life(life, life)}${words(viewer.lang).colon}${[label, when].filter(Boolean).join(', ')}`
  })
  const hollow = marks.filter(({ proven, kind }) => !proven && kind === 'event').length
  const events = [text.marks(marks.length), hollow > 0 && text.hollow(hollow)].filter(Boolean).join(', ')
  const waits = marks.filter(({ kind }) => kind === 'wait').map(({ label }) => `${label} (${text.waits})`)
  return `${[...lives, events, ...waits].join('. ')}.`
}

function Drawing(props: LifeLineProps) {
  const { viewer, stretches, marks, today, id = 'life' } = props
  const f = format(viewer)
  const text = pictureWords(viewer.lang)
  const drawn = placeLife(stretches, marks, today)
  const waiting = drawn.marks.findLast(({ kind }) => kind !== 'event')
  return (
    <svg viewBox={`5 0 ${LIFE_WIDTH - 10} 124`} role="img" aria-labelledby={`${id}-t ${id}-d`}>
      <title id={`${id}-t`}>{text.lifeLine}</title>
      <desc id={`${id}-d`}>{tellLife(props, f)}</desc>
      {drawn.gaps.map(([x1, x2]) => (
        <path key={x1} class="between" d={`M${at(x1)} ${LINE}H${at(x2)}`} />
      ))}
      {drawn.stretches.map(({ x1, x2, kind, lives, label }) => (
        <g key={lives[0]}>
          <path class={kind} d={`M${at(x1)} ${LINE}H${at(x2 - (kind === 'ahead' ? 6 : 0))}`} />
          <text class="strong" x={at(x1 - 7)} y="22" font-size="16">
            {text.life(...lives)}
          </text>
          <text class="faint" x={at(x1 - 7)} y="43" font-size="14.5">
            {shorten(kind === 'ahead' && label === '' ? text.ahead : label, x2 - x1 - 6, 14.5)}
          </text>
        </g>
      ))}
      {drawn.marks.map((mark) => (
        <MarkShape key={mark.x} mark={mark} f={f} />
      ))}
      <Years drawn={drawn} waiting={waiting} today={today} f={f} />
      {waiting && <WaitLabel mark={waiting} />}
    </svg>
  )
}

function MarkShape({ mark, f }: { readonly mark: DrawnMark; readonly f: Format }) {
  const { x, marks, kind, proven } = mark
  const many = marks.length > 1
  const said = marks.slice(-6).map(({ at: when, label }) => `${f.shortDate(when)} ${label}`)
  return (
    <g class={`mark ${kind}${proven ? '' : ' hollow'}`}>
      <title>{[marks.length > 6 && '…', ...said].filter(Boolean).join('\n')}</title>
      {kind === 'event' ? (
        <circle cx={at(x)} cy={LINE} r={many ? 10 : 6.5} />
      ) : (
        <path d={`M${at(x)} ${LINE - 9}l9 16h-18Z`} />
      )}
      {many && kind === 'event' && (
        <text x={at(x)} y={LINE + 4} font-size={marks.length > 99 ? 9 : 11.5} text-anchor="middle">
          {marks.length > 99 ? '99+' : marks.length}
        </text>
      )}
    </g>
  )
}

/** What waits, in words under its mark. */
function WaitLabel({ mark }: { readonly mark: DrawnMark }) {
  const label = mark.marks.findLast(({ kind }) => kind !== 'event')?.label ?? ''
  const right = mark.x > LIFE_WIDTH * 0.72
  return (
    <text
      class={`strong ${mark.kind}`}
      x={at(mark.x + (right ? 9 : -9))}
      y="98"
      font-size="14.5"
      text-anchor={right ? 'end' : 'start'}
    >
      {shorten(label, right ? mark.x : LIFE_WIDTH - mark.x, 14.5)}
    </text>
  )
}

interface YearsProps {
  readonly drawn: ReturnType<typeof placeLife>
  readonly waiting: DrawnMark | undefined
  readonly today: string
  readonly f: Format
}

/** The years in which stretches begin, where there is room under the line. */
function Years({ drawn, waiting, today, f }: YearsProps) {
  const starts = drawn.stretches
    .filter(({ kind }) => kind !== 'ahead')
    .map(({ x1, from }) => ({ x: x1, year: f.year(from) }))
  const wanted = drawn.today === null ? starts : [...starts, { x: drawn.today, year: f.year(today) }]
  const shown: { x: number; year: string }[] = []
  for (const one of wanted) {
    const last = shown.at(-1)
    const free = last === undefined || (one.x - last.x > 52 && one.year !== last.year)
    if (free) shown.push(one)
  }
  return (
    <>
      {shown.map(({ x, year }) => (
        <text
          key={year}
          class="faint"
          x={at(Math.min(x - 7, LIFE_WIDTH - 42))}
          y={waiting === undefined ? 98 : 118}
          font-size="14.5"
        >
          {year}
        </text>
      ))}
    </>
  )
}
