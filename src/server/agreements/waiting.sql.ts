import { TRANSFERS } from '../../domain/circuit/transfers.ts'
import { signForUs, takeRequests } from '../organisation/permissions.ts'
import type { Waiting, WaitingItem } from '../platform/waiting.ts'
import { type AgreementRow, listAgreements } from './agreement.sql.ts'

const MOST = 3

/** Papers that lack our signature, then those that lack theirs. */
export const agreementsWaiting: Waiting = async (tx) => {
  const { rows } = await listAgreements(tx, { words: '', status: 'drawn', after: '' })
  return [
    ...rows
      .filter((row) => !row.signedByUs)
      .slice(0, MOST)
      .map(ours),
    ...rows
      .filter((row) => row.signedByUs && !row.signedByThem)
      .slice(0, MOST)
      .map(theirs),
  ]
}

const about = (row: AgreementRow) => ({
  fr: `${TRANSFERS.rows[row.transfer].name.fr}, ${TRANSFERS.rows[row.transfer].article}`,
  en: `${TRANSFERS.rows[row.transfer].name.en}, ${TRANSFERS.rows[row.transfer].article}`,
})

const ours = (row: AgreementRow): WaitingItem => ({
  key: `sign-${row.id}`,
  what: {
    fr: `${row.number} attend la signature de la collectivité, pour ${row.recipient}`,
    en: `${row.number} waits for the organisation’s signature, for ${row.recipient}`,
  },
  why: about(row),
  label: { fr: 'Lire et signer', en: 'Read and sign' },
  href: `/conventions/${row.number}#signer`,
  on: signForUs,
})

const theirs = (row: AgreementRow): WaitingItem => ({
  key: `signed-by-us-${row.id}`,
  what: {
    fr: `${row.number} attend la signature de ${row.recipient}`,
    en: `${row.number} waits for ${row.recipient} to sign`,
  },
  why: about(row),
  label: { fr: 'Faire signer', en: 'Have it signed' },
  href: `/conventions/${row.number}#faire-signer`,
  on: takeRequests,
})
