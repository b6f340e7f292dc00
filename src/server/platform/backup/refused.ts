import type { Bilingual } from '../text/text.ts'
import { backupText } from './backup.text.ts'

/** Why a backup is not written, not read or not put back, in both languages. */
export class Refused extends Error {
  readonly says: Bilingual
  constructor(says: Bilingual) {
    super(says.fr)
    this.says = says
  }
}

type Words = ReturnType<typeof backupText>

/** `throw refused((words) => words.notEmpty)`. */
export const refused = (which: (words: Words) => string): Refused =>
  new Refused({ fr: which(backupText('fr')), en: which(backupText('en')) })
