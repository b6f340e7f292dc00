import { expect } from 'vitest'
import { legible } from '../../../src/server/platform/text/legible.ts'

/** What a page must never hold as it was sent. */
const RUNS_IN_A_PAGE = ['<img src=x onerror', '<script>alert(1)', "' onmouseover='alert(1)", '"><img src=x']
/** A sentence of a library, not of ours. */
const NOT_SAID = /Invalid|Entrée invalide|expected|attend|Trop (petit|grand)|Too (small|big)|\[object|undefined|NaN/

const SETTLED: ReadonlySet<number> = new Set([200, 303, 400, 401, 403, 404, 409, 413, 422, 429])

/** What is wrong with an answer to something hostile; empty where it is refused clearly, or harmless. */
export async function faultsOf(answer: Response): Promise<readonly string[]> {
  const faults: string[] = []
  if (!SETTLED.has(answer.status)) faults.push(`status ${answer.status}`)
  const type = answer.headers.get('content-type') ?? ''
  const location = answer.headers.get('location') ?? '/'
  if (!/^\/(?![/\\])/.test(location)) faults.push(`leads out of this site: ${location.slice(0, 80)}`)
  if (!/^(text|application\/(problem\+)?json)/.test(type)) return faults
  const text = await answer.text()
  if (type.startsWith('text/html')) {
    for (const run of RUNS_IN_A_PAGE) if (text.includes(run)) faults.push(`the page runs ${run}`)
    if (/javascript:alert/.test([...text.matchAll(/(?:href|src|action)="([^"]*)"/g)].join(' ')))
      faults.push('an address of the page runs a script')
    if (hides(text)) faults.push('the page hides characters')
  }
  if (answer.status === 422 && type.startsWith('application/json')) faults.push('refused without a page')
  if (answer.status === 500) faults.push(text.slice(0, 200))
  return faults
}

/** Whether a text holds what no person sees. */
export const hides = (text: string): boolean => {
  const lines = text.replace(/\r\n?/g, '\n')
  return legible(lines) !== lines.normalize('NFC')
}

/** Texts anywhere in a value that hide something, and numbers that are none. */
export function hidden(value: unknown): readonly string[] {
  if (typeof value === 'string') return hides(value) ? [JSON.stringify(value).slice(0, 60)] : []
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) < 1e15 ? [] : [String(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => [...hidden(name), ...hidden(one)])
}

/** What is wrong with the sentences beside the fields of a refused form. */
export const saidBadly = (errors: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(errors).flatMap(([field, said]) =>
    said === '' || said.length > 300 || NOT_SAID.test(said) ? [`${field}: ${said.slice(0, 80)}`] : [],
  )

/** What a log never quotes: pieces of the hostile values that no route, table or file of ours bears. */
const QUOTED =
  /alert\(1\)|onerror|Bcc:|drop table|SUM\(1|calc'|\.\.\/|eval\(|\^X[AZ]|Robert|exemple\.fr|0198c0de|٠|١٢|\p{Script=Arabic}|WWWWWW|aaaaaa/iu

/** Lines of a log that hold a value which was sent. */
export const quoting = (lines: readonly string[]): readonly string[] =>
  lines.flatMap((line) => (QUOTED.test(line) || hides(line.trim()) ? [line.slice(0, 300)] : []))

/** Fails with every fault in full. */
export function none(faults: readonly string[]): void {
  const each = [...new Set(faults)]
  expect(each.length, each.join('\n')).toBe(0)
}
