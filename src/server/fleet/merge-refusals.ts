import type { Refused } from '../platform/http/answer.ts'
import { showCode } from './code.ts'

const refusal = (rule: string, fr: string, en: string, howFr: string, howEn: string): Refused => ({
  rule,
  message: { fr, en },
  satisfy: { fr: howFr, en: howEn },
})

export const MERGE_REFUSALS = {
  settled: (code: string): Refused => ({
    ...refusal(
      `settled-${code}`,
      'Cet appareil est réservé, détenu, perdu, sur une palette ou recyclé : son identité ne change pas.',
      'This device is reserved, held, lost, on a pallet or recycled: its identity does not change.',
      'Libérez-le, reprenez-le ou retirez-le d’abord.',
      'Release it, take it back or take it off first.',
    ),
    concerns: [showCode(code)],
  }),
  itself: refusal(
    'itself',
    'C’est le même code.',
    'It is the same code.',
    'Donnez le code de l’autre étiquette.',
    'Give the code of the other label.',
  ),
  noReport: refusal(
    'noReport',
    'Aucun relevé de cet appareil n’est choisi.',
    'No report of this device is chosen.',
    'Choisissez les relevés de l’autre machine.',
    'Choose the reports of the other machine.',
  ),
  allReports: refusal(
    'allReports',
    'Il ne resterait aucun relevé à cet appareil.',
    'No report would be left to this device.',
    'Laissez-lui au moins un relevé.',
    'Leave it one report at least.',
  ),
} as const
