import type { HardwareReport, Unknown } from './report.ts'

/**
 * Why a field is not known: a stable code, then after ": " what was seen. `notInFormat`: this format never says it;
 * `notPrinted`: it could, this dump does not; `placeholder`: it prints filling; `unsure`: what it prints does not decide.
 */
type WhyCode = 'notInFormat' | 'notPrinted' | 'placeholder' | 'unsure' | 'damaged'

/** A reason as it stands in `unknown`: `placeholder: To Be Filled By O.E.M.`. */
export function why(code: WhyCode, seen?: string): string {
  const shown = seen?.trim().slice(0, 80)
  return shown ? `${code}: ${shown}` : code
}

const BLANK: HardwareReport = {
  maker: null,
  model: null,
  serial: null,
  uuid: null,
  name: null,
  kind: 'unknown',
  board: null,
  firmware: null,
  cpu: null,
  memory: null,
  media: null,
  batteries: null,
  screens: null,
  graphics: null,
  network: null,
  tpm: null,
  unknown: [],
}

/** A machine whose firmware says that it is virtual, while its strings name a real one: the kind follows the strings. */
export const SAYS_VIRTUAL: Unknown = { field: 'kind', why: why('unsure', 'the firmware says virtual machine') }

/** A report that knows nothing and gives no reason yet. */
export function blankReport(): HardwareReport {
  return BLANK
}

type Field = Exclude<keyof HardwareReport, 'unknown'>

/**
 * A whole report from what a reader found. Each field still unknown gets its reason: the reader's own, else
 * `otherwise` (`notInFormat` for a tool that only looks at a part, `notPrinted` for a whole-machine tool).
 */
export function reportOf(
  known: Partial<HardwareReport>,
  reasons: Partial<Readonly<Record<Field, string>>> = {},
  otherwise: WhyCode = 'notInFormat',
): HardwareReport {
  const report = { ...BLANK, ...known }
  const unknown: Unknown[] = FIELDS.filter((field) => report[field] === null || report[field] === 'unknown').map(
    (field) => ({ field, why: reasons[field] ?? why(otherwise) }),
  )
  const said = [...unknown, ...(known.unknown ?? [])]
  const within = doubtsWithin(report).filter((field) => !said.some((one) => one.field === field))
  return { ...report, unknown: [...said, ...within.map((field) => ({ field, why: why(otherwise) }))] }
}

/** What is not known of a part that is: a medium's kind, its health, a battery's. */
function doubtsWithin({ media, batteries }: HardwareReport): string[] {
  return [
    ...(media?.some(({ kind }) => kind === 'unknown') ? ['media.kind'] : []),
    ...(media?.some(({ health }) => health === 'unknown') ? ['media.health'] : []),
    ...(batteries?.some(({ health }) => health === null) ? ['batteries.health'] : []),
  ]
}

const FIELDS = (Object.keys(BLANK) as (keyof HardwareReport)[]).filter((field) => field !== 'unknown')
