import type { EvidenceKind } from '../../domain/law/evidence.ts'
import type { RouteAnswer } from '../../domain/law/routes.ts'
import type { Refused } from '../platform/http/answer.ts'

/** Why the right to this route cannot be confirmed today; nothing where it can. */
export function confirmable(
  answer: RouteAnswer | undefined,
  opinion: 'none' | 'favourable' | 'unfavourable',
  name: (kind: EvidenceKind) => string,
): readonly Refused[] {
  if (!answer || answer.answer === 'notEligible')
    return [
      {
        rule: answer?.rule ?? 'noRule',
        message: answer?.reason ?? { fr: 'La loi n’ouvre pas cette voie.', en: 'The law does not open this route.' },
        satisfy: {
          fr: 'Choisissez une voie ouverte dans le tableau de la demande, ou refusez-la avec un motif.',
          en: 'Choose an open route in the request’s table, or refuse it with a reason.',
        },
      },
    ]
  const refusals: Refused[] = []
  if (answer.missing.length > 0)
    refusals.push({
      rule: answer.rule,
      message: { fr: 'Des pièces n’ont pas été vues.', en: 'Some evidence has not been seen.' },
      satisfy: {
        fr: 'Demandez-les, regardez-les, et notez que vous les avez vues : elles ne sont pas gardées.',
        en: 'Ask for it, look at it, and record that you saw it: it is not kept.',
      },
      concerns: answer.missing.map(name),
    })
  if (answer.answer === 'needsLawyer' && opinion !== 'favourable')
    refusals.push({
      rule: answer.rule,
      message: answer.reason,
      satisfy: {
        fr: 'Demandez l’avis du service juridique et enregistrez-le ; ou choisissez une autre voie.',
        en: 'Ask the legal service for its opinion and record it; or choose another route.',
      },
    })
  return refusals
}
