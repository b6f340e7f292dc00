import { GATES } from '../../domain/circuit/gates.ts'
import { KINDS } from '../../domain/circuit/kinds.ts'
import { STATES } from '../../domain/circuit/states.ts'
import { PLACE_KINDS } from '../fleet/place.ts'
import { NBSP } from '../platform/text/format.ts'
import type { Lang } from '../platform/text/text.ts'
import { fieldsOf, type Target } from './fields.ts'
import { importText } from './import.text.ts'
import type { LineAnswer, Reason } from './import.ts'

const wordOf = (value: string, lang: Lang): string => {
  const named: Readonly<Record<string, { readonly fr: string; readonly en: string }>> = {
    ...Object.fromEntries(Object.entries(STATES.rows).map(([key, row]) => [key, row.name])),
    ...PLACE_KINDS,
    ...Object.fromEntries(Object.entries(KINDS.rows).map(([key, row]) => [key, row.name])),
  }
  return named[value]?.[lang] ?? value
}

const label = (target: Target, field: string, lang: Lang): string =>
  field === 'memoryBytes'
    ? (fieldsOf('devices').memoryGb?.label[lang] ?? field)
    : (fieldsOf(target)[field]?.label[lang] ?? field)

/** A change as people read it: memory in gigabytes, kinds by their name. */
const shown = (field: string, value: string | null, lang: Lang): string =>
  value === null
    ? importText(lang).empty
    : field === 'memoryBytes'
      ? String(Math.round((Number(value) / 2 ** 30) * 10) / 10)
      : wordOf(value, lang)

/** Why a line is answered so, in a sentence. */
export function sayReason(reason: Reason, target: Target, lang: Lang): string {
  const gate = reason.rule.startsWith('gate ') ? GATES.rows.find(({ id }) => id === reason.rule.slice(5)) : undefined
  if (gate) return `${gate.says[lang]} ${gate.satisfy[lang]}`
  const text = importText(lang)
  const said = text.rules[reason.rule] ?? reason.rule
  const about = reason.field === undefined ? '' : `${label(target, reason.field, lang)}${lang === 'fr' ? NBSP : ''}: `
  const value = reason.value === undefined || reason.value === '' ? '' : ` (${wordOf(reason.value, lang)})`
  const sentence = about === '' ? said : said.charAt(0).toLowerCase() + said.slice(1)
  const end = sentence.endsWith('…') && value === '' ? '' : '.'
  return `${about}${sentence}${value}${end}`
}

/** All that is said of a line: its reasons, then what changes. */
export function sayAnswer(answer: LineAnswer, target: Target, lang: Lang): readonly string[] {
  const text = importText(lang)
  const changes = Object.entries(answer.changes).map(([field, [before, after]]) =>
    text.changes(label(target, field, lang), shown(field, before, lang), shown(field, after, lang)),
  )
  return [...answer.reasons.map((reason) => sayReason(reason, target, lang)), ...changes]
}
