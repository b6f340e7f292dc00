import type { Custody, Facts, MediumFacts } from '../facts.ts'
import { ERASED_DISK, GIFT_READY } from '../model/example.ts'

/** Media laid over the erased disk of the example. */
export const media = (...list: readonly Partial<MediumFacts>[]): Pick<Facts, 'media'> => ({
  media: { kind: 'listed', media: list.map((medium) => ({ ...ERASED_DISK, ...medium })) },
})
export const outside: Extract<Custody, { kind: 'outside' }> = {
  kind: 'outside',
  to: 'reconditioner',
  processingContract: true,
  sealedList: true,
  dueOn: '2026-12-15',
}
const made = GIFT_READY.request
export const request = (change: Partial<Extract<Facts['request'], { kind: 'made' }>>): Pick<Facts, 'request'> => {
  if (made.kind !== 'made') throw new Error('the example has a request')
  return { request: { ...made, ...change } }
}
export const inWork: Partial<Facts> = { state: 'inWork' }
export const phone: Partial<Facts> = {
  ...inWork,
  kind: 'phone',
  ...media({ state: 'erasedWithExceptions', exceptions: ['resetNotReadBack'] }),
}
export const onPallet: Partial<Facts> = { state: 'toRecycling', pallet: { status: 'open', weighed: true } }
export const loan: Partial<Facts> = {
  transfer: { kind: 'loan', to: 'person' },
  signedByHolder: 'yes',
  returnDate: '2027-06-30',
  councilDecision: 'none',
  agreement: { kind: 'none' },
}
export const donated: Partial<Facts> = {
  owner: 'donor',
  acceptance: 'none',
  inventory: 'neverListed',
  state: 'received',
}
export const kit = { kind: 'kit', linesLeft: [], connectors: 'match', belowMinimum: [] } as const
export const drawn = { kind: 'drawn', signedByUs: true, signedByThem: true, annexSerials: ['PF0A1B2C'] } as const
