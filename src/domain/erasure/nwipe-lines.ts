/** One line of an nwipe log. `at`: the tool's own clock, local time without zone; `null` where the line has no stamp. */
export interface LogLine {
  readonly at: string | null
  readonly level: string | null
  readonly text: string
}

const STAMPED =
  /^\[(\d{4})\/(\d{2})\/(\d{2}) (\d{2}:\d{2}:\d{2})\]\s+(?:nwipe:\s*)?(?:(debug|info|notice|warning|error|fatal|sanity):\s?)?(.*)$/

/** nwipe cuts its lines at 1,024 characters; beyond, nothing is read. */
const LONGEST = 1100

function lineOf(raw: string): LogLine {
  const line = raw.slice(0, LONGEST)
  const [, year, month, day, time, level, text] = STAMPED.exec(line) ?? []
  if (text === undefined) return { at: null, level: null, text: line.trimEnd() }
  return { at: `${year}-${month}-${day}T${time}`, level: level ?? null, text: text.trimEnd() }
}

/** How nwipe ends a run, in its own words (main of nwipe.c, 0.32 to 0.42). A sentence cut short is no ending. */
export const ENDINGS = [
  { ending: 'completed', says: /^Nwipe successfully completed\. See summary table for details\.$/ },
  { ending: 'withErrors', says: /^Nwipe exited with errors, check the log & summary table/ },
  { ending: 'aborted', says: /^Nwipe was aborted by the user/ },
  { ending: 'noDevice', says: /^(Devices|Storage devices) not found\./ },
] as const
export type Ending = (typeof ENDINGS)[number]['ending'] | 'none'

function endingOf(line: LogLine): Ending {
  return line.at === null ? 'none' : (ENDINGS.find(({ says }) => says.test(line.text))?.ending ?? 'none')
}

/** Lines that only stand at the start of a run, and the line after which nwipe has begun its work. */
const OPENS = /^(nwipe \d+\.\d+|Found \/|Automatically enumerated \d+ devices)/
const BEGUN = /^(Program options are set as follows|Invoking method )/

export interface RawRun {
  readonly lines: readonly LogLine[]
  readonly ending: Ending
  /** The same lines as received, trailing blanks left out. */
  readonly raw: string
}

interface OpenRun {
  readonly lines: LogLine[]
  readonly raw: string[]
  ending: Ending
  begun: boolean
}

/** nwipe appends to its log file: a file may hold several runs, each judged on its own lines alone. */
export function splitRuns(text: string): RawRun[] {
  const runs: OpenRun[] = []
  let current: OpenRun | null = null
  for (const raw of text.split(/\r\n|\n|\r/)) {
    const line = lineOf(raw)
    const opens: boolean = line.at !== null && (OPENS.test(line.text) || line.text.startsWith('Program options'))
    const closed: boolean = current !== null && current.ending !== 'none'
    if (current === null || (closed && line.at !== null) || (current.begun && opens)) {
      current = { lines: [], raw: [], ending: 'none', begun: false }
      runs.push(current)
    }
    if (current.ending !== 'none') continue
    current.lines.push(line)
    current.raw.push(raw.trimEnd())
    current.begun ||= BEGUN.test(line.text)
    current.ending = endingOf(line)
  }
  return runs.map(({ lines, ending, raw }) => ({ lines, ending, raw: raw.join('\n').trim() }))
}

export interface SummaryRow {
  /** `true`: the tool marked the row with "!". */
  readonly marked: boolean
  readonly cells: readonly string[]
}

export interface SummaryTable {
  readonly columns: readonly string[]
  readonly rows: readonly SummaryRow[]
}

const RULE = /^(-{20,}|\*{20,})$/
const STARS = /^\*{20,}$/

/**
 * The final table of that title ("Error Summary", "Drive Status", "Erasure Summary"). `null`: absent, given twice, or
 * not whole down to its closing row of stars.
 */
export function summaryTable(lines: readonly LogLine[], title: string): SummaryTable | null {
  const heading = new RegExp(`^\\*+ ${title} \\*+$`)
  const starts = lines.flatMap((line, index) => (heading.test(line.text) ? [index] : []))
  const start = starts[0]
  if (start === undefined || starts.length > 1) return null
  const after = lines.slice(start + 1)
  const end = after.findIndex((line) => STARS.test(line.text))
  const [header, rule, ...body] = after.slice(0, Math.max(end, 0)).map((line) => line)
  if (!header?.text.startsWith('!') || !rule || !RULE.test(rule.text)) return null
  return {
    columns: cellsOf(header.text),
    rows: body.filter((line) => line.at === null && !RULE.test(line.text) && line.text !== '').map(rowOf),
  }
}

function rowOf(line: LogLine): SummaryRow {
  return { marked: line.text.startsWith('!'), cells: cellsOf(line.text) }
}

function cellsOf(text: string): string[] {
  return text
    .slice(1)
    .replace(/\|\s*$/, '')
    .split('|')
    .map((cell) => cell.trim())
}
