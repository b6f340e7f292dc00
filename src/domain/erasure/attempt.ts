import type { Bilingual } from '../bilingual.ts'
import type { DriveResult, NwipeRun } from './nwipe-log.ts'
import type { FailureCode } from './nwipe-reasons.ts'
import type { Attempt } from './proof.ts'

/** The part of an attempt that a log says by itself; who recorded it, and when, is the server's to add. */
export type LoggedAttempt = Pick<
  Attempt,
  'source' | 'outcome' | 'technique' | 'readBack' | 'exceptions' | 'toolEndedAt'
>

export interface NoAttempt extends Bilingual {
  readonly code: 'checkPassed' | 'neverStarted'
}

const CHECK_PASSED: NoAttempt = {
  code: 'checkPassed',
  fr: 'Simple relecture réussie : elle n’efface rien et ne s’ajoute pas aux preuves.',
  en: 'A read check that passed: it erases nothing and adds no proof.',
}

const NEVER_STARTED: NoAttempt = {
  code: 'neverStarted',
  fr: 'nwipe n’a pas touché à ce disque : rien à enregistrer.',
  en: 'nwipe did not touch this drive: nothing to record.',
}

const UNTOUCHED: ReadonlySet<FailureCode> = new Set(['notBlockDevice', 'notFound', 'inUse'])

/**
 * What to record of a drive of an nwipe run. A failed run is an attempt too. A read check that found data counts as
 * one: the medium is not trusted until it is erased again.
 */
export function attemptOf(run: NwipeRun, drive: DriveResult): LoggedAttempt | { readonly notRecorded: NoAttempt } {
  const codes = drive.reasons.map(({ code }) => code)
  if (codes.some((code) => UNTOUCHED.has(code))) return { notRecorded: NEVER_STARTED }
  if (codes.length > 0 && codes.every((code) => code === 'checkOnly')) return { notRecorded: CHECK_PASSED }
  return {
    source: 'toolLog',
    outcome: drive.outcome,
    technique: run.technique,
    readBack: run.verify === 'last' || run.verify === 'all',
    exceptions: drive.exceptions,
    toolEndedAt: run.endedAt,
  }
}
