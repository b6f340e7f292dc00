import { scaleLinear } from 'd3-scale'
import type { Children } from './children.ts'
import { at } from './pictures/fit.ts'
import { pictureWords } from './pictures/picture-words.ts'
import type { Viewer } from './viewer.ts'

export interface BalanceRow {
  readonly key: string
  /** What is counted: « fabrication évitée ». */
  readonly label: string
  /** The three values, in one unit for the whole balance. Negative where it costs. */
  readonly low: number
  readonly central: number
  readonly high: number
  readonly tone: 'avoided' | 'cost' | 'result'
  /** Its lines, factors and sources, behind « D'où vient ce chiffre ». */
  readonly details?: Children
}

interface BalanceProps {
  readonly viewer: Viewer
  readonly title: string
  readonly rows: readonly BalanceRow[]
  /** Writes a value with its unit: `f.kilograms`. */
  readonly write: (value: number) => string
  readonly id?: string
}

const WIDTH = 600

/** What was avoided and what it cost, each value drawn with its doubt: the band from P5 to P95, the stroke at the central value. */
export function Balance({ viewer, title, rows, write, id = 'balance' }: BalanceProps) {
  const text = pictureWords(viewer.lang)
  const values = rows.flatMap(({ low, high }) => [low, high])
  const scale = scaleLinear([Math.min(0, ...values), Math.max(0, ...values, rows.length === 0 ? 1 : 0)], [6, WIDTH - 6])
  const drawn = viewer.display.images && !viewer.display.plain
  return (
    <figure class="picture balance">
      <figcaption>{title}</figcaption>
      <ul>
        {rows.map((row) => (
          <li key={row.key} class={row.tone}>
            <p>
              {row.label} <b>{write(row.central)}</b>
            </p>
            {drawn && (
              <Doubt
                row={row}
                scale={scale}
                id={`${id}-${row.key}`}
                write={write}
                said={text.doubt(write(row.low), write(row.high))}
              />
            )}
            <small>{text.doubt(write(row.low), write(row.high))}</small>
            {row.details && (
              <details>
                <summary>{text.opens}</summary>
                {row.details}
              </details>
            )}
          </li>
        ))}
      </ul>
    </figure>
  )
}

interface DoubtProps {
  readonly row: BalanceRow
  readonly scale: (value: number) => number
  readonly id: string
  readonly write: (value: number) => string
  readonly said: string
}

function Doubt({ row, scale, id, write, said }: DoubtProps) {
  const [low, central, high, zero] = [row.low, row.central, row.high, 0].map((value) => at(scale(value)))
  const band = { x: low, width: at(Math.max(Number(high) - Number(low), 1)) }
  return (
    <svg viewBox={`0 0 ${WIDTH} 30`} preserveAspectRatio="none" role="img" aria-labelledby={`${id}-t ${id}-d`}>
      <title id={`${id}-t`}>{row.label}</title>
      <desc id={`${id}-d`}>
        {write(row.central)}, {said}
      </desc>
      <path class="axis" d={`M6 15H${WIDTH - 6}M${zero} 3V27`} />
      <path class="trunk" d={`M${zero} 15H${central}`} />
      <rect class="band" x={band.x} y="5" width={band.width} height="20" />
      <path class="central" d={`M${central} 2V28`} />
    </svg>
  )
}
