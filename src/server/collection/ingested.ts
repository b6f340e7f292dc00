import { showCode } from '../fleet/code.ts'
import type { BulkLine } from '../platform/bulk/bulk.ts'
import type { FileAnswer } from './drop.ts'
import { ingestedText } from './ingested.text.ts'

/** The line of a bulk answer for one dropped file. */
export function lineOf(name: string, answer: FileAnswer): BulkLine {
  const say = ingestedText[answer.kind]
  const code = 'code' in answer ? answer.code : null
  const what = say(answer as never)
  return {
    item: name,
    href: code ? `/parc/${code}` : null,
    done: code !== null,
    what: code ? { fr: `${what.fr} ${showCode(code)}`, en: `${what.en} ${showCode(code)}` } : what,
    ...('how' in what ? { how: what.how } : {}),
  }
}
