import { z } from 'zod'
import type { Bilingual, Lang } from '../text/text.ts'

interface Issue {
  readonly code?: string | undefined
  readonly origin?: unknown
  readonly format?: unknown
  readonly minimum?: unknown
  readonly maximum?: unknown
  readonly input?: unknown
  readonly expected?: unknown
}

const EMPTY: Bilingual = { fr: 'Cette réponse est obligatoire.', en: 'This answer is required.' }
const NUMBER: Bilingual = { fr: 'Écrivez un nombre, en chiffres.', en: 'Write a number, in digits.' }
const WHOLE: Bilingual = { fr: 'Écrivez un nombre entier, en chiffres.', en: 'Write a whole number, in digits.' }
const ONE: Bilingual = { fr: 'Une seule réponse, sur une ligne.', en: 'One answer only, on one line.' }
const OFFERED: Bilingual = { fr: 'Choisissez l’une des réponses proposées.', en: 'Choose one of the answers offered.' }
const SHAPE: Bilingual = {
  fr: 'Cette réponse ne s’écrit pas ainsi : vérifiez les chiffres et les lettres.',
  en: 'This answer is not written so: check its digits and letters.',
}
/** What no rule of ours has a better sentence for. */
const OTHERWISE: Bilingual = { fr: 'Cette réponse ne convient pas ici.', en: 'This answer does not fit here.' }

const FORMATS: Readonly<Record<string, Bilingual>> = {
  date: { fr: 'Choisissez une date du calendrier.', en: 'Choose a date of the calendar.' },
  email: {
    fr: 'Cette adresse n’est pas complète : il en faut une comme prenom.nom@ville.fr.',
    en: 'This address is not complete: one such as first.last@town.fr is needed.',
  },
  uuid: { fr: 'Choisissez dans la liste.', en: 'Choose from the list.' },
  safeint: WHOLE,
}

const LEAST: Readonly<Record<string, (least: unknown) => Bilingual>> = {
  string: (least) =>
    least === 1
      ? EMPTY
      : { fr: `Trop court : ${least} caractères au moins.`, en: `Too short: ${least} characters at least.` },
  number: (least) => ({ fr: `Au moins ${least}.`, en: `At least ${least}.` }),
  array: (least) =>
    least === 1
      ? { fr: 'Choisissez-en au moins un.', en: 'Choose at least one.' }
      : { fr: `Choisissez-en au moins ${least}.`, en: `Choose at least ${least}.` },
}
const MOST: Readonly<Record<string, (most: unknown) => Bilingual>> = {
  string: (most) => ({ fr: `Trop long : ${most} caractères au plus.`, en: `Too long: ${most} characters at most.` }),
  number: (most) => ({ fr: `Au plus ${most}.`, en: `At most ${most}.` }),
  array: (most) => ({ fr: `Trop à la fois : ${most} au plus.`, en: `Too many at once: ${most} at most.` }),
}
const TYPES: Readonly<Record<string, Bilingual>> = { number: NUMBER, int: WHOLE, string: ONE, date: OTHERWISE }

const BY_CODE: Readonly<Record<string, (issue: Issue) => Bilingual | undefined>> = {
  invalid_type: ({ input, expected }) =>
    input === undefined && expected !== 'number' ? EMPTY : TYPES[String(expected)],
  invalid_format: ({ format, input }) => (input === '' ? EMPTY : (FORMATS[String(format)] ?? SHAPE)),
  invalid_value: () => OFFERED,
  invalid_union: () => OFFERED,
  not_multiple_of: () => WHOLE,
  too_small: ({ origin, minimum }) => LEAST[String(origin)]?.(minimum),
  too_big: ({ origin, maximum, format }) => (format === 'safeint' ? WHOLE : MOST[String(origin)]?.(maximum)),
}

const SAYS = z.object({ say: z.object({ fr: z.string(), en: z.string() }) })
/** The issue of a rule of ours, with its sentence in both languages: `context.addIssue(says(…))`. */
export const says = (say: Bilingual) => ({ code: 'custom', params: { say } }) as const

/** What stands beside a field that does not hold: a plain sentence, never the validator's own. */
export const fieldMessage =
  (lang: Lang) =>
  (issue: z.core.$ZodRawIssue): string => {
    const own = issue.code === 'custom' ? SAYS.safeParse(issue.params).data?.say : undefined
    return (own ?? BY_CODE[issue.code]?.(issue) ?? OTHERWISE)[lang]
  }
