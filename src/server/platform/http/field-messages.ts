import { z } from 'zod'
import type { Bilingual, Lang } from '../text/text.ts'

const LOCALES = { fr: z.locales.fr().localeError, en: z.locales.en().localeError }

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

const FORMATS: Readonly<Record<string, Bilingual>> = {
  date: { fr: 'Choisissez une date du calendrier.', en: 'Choose a date of the calendar.' },
  email: {
    fr: 'Cette adresse n’est pas complète : il en faut une comme prenom.nom@ville.fr.',
    en: 'This address is not complete: one such as first.last@town.fr is needed.',
  },
  uuid: { fr: 'Choisissez dans la liste.', en: 'Choose from the list.' },
}

const BY_CODE: Readonly<Record<string, (issue: Issue) => Bilingual | undefined>> = {
  invalid_type: ({ input, expected }) => (expected === 'number' ? NUMBER : input === undefined ? EMPTY : undefined),
  invalid_format: ({ format, input }) => (input === '' ? EMPTY : FORMATS[String(format)]),
  invalid_value: () => ({ fr: 'Choisissez l’une des réponses proposées.', en: 'Choose one of the answers offered.' }),
  too_small: ({ origin, minimum }) =>
    origin === 'string' && minimum === 1
      ? EMPTY
      : origin === 'number'
        ? { fr: `Au moins ${minimum}.`, en: `At least ${minimum}.` }
        : undefined,
  too_big: ({ origin, maximum }) =>
    origin === 'string'
      ? { fr: `Trop long : ${maximum} caractères au plus.`, en: `Too long: ${maximum} characters at most.` }
      : origin === 'number'
        ? { fr: `Au plus ${maximum}.`, en: `At most ${maximum}.` }
        : undefined,
}

const SAYS = z.object({ say: z.object({ fr: z.string(), en: z.string() }) })
/** The issue of a rule of ours, with its sentence in both languages: `context.addIssue(says(…))`. */
export const says = (say: Bilingual) => ({ code: 'custom', params: { say } }) as const

/** What stands beside a field that does not hold: a plain sentence where there is one, else the validator's own. */
export const fieldMessage =
  (lang: Lang) =>
  (issue: z.core.$ZodRawIssue): string | undefined => {
    const said = BY_CODE[issue.code]?.(issue)
    if (said) return said[lang]
    const own = issue.code === 'custom' ? SAYS.safeParse(issue.params) : undefined
    if (own?.success) return own.data.say[lang]
    const fallback = LOCALES[lang](issue)
    return typeof fallback === 'string' ? fallback : fallback?.message
  }
