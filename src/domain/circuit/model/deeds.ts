import fc from 'fast-check'
import { type Act, ALL_ACTS } from '../acts.ts'
import type { Facts } from '../facts.ts'
import type { Standing } from '../states.ts'

/** What people do to the devices of a small territory, in any order, rightly or not. */
export type Deed =
  | { readonly deed: 'act'; readonly device: number; readonly act: Act | 'next'; readonly with: Circumstances }
  | { readonly deed: 'papers'; readonly device: number; readonly change: Partial<Facts> }
  | { readonly deed: 'exchange'; readonly one: number; readonly other: number }

export interface Circumstances {
  readonly medium: number
  readonly outcome: 'erased' | 'erasedWithExceptions' | 'failed' | 'destroyed'
  readonly people: number
  /** A hand-over recorded by mistake: the device never left. */
  readonly mistaken: boolean
}

/** The act that leads on, so that deeds at random do reach the far end of the circuit. */
export const NEXT: Readonly<Record<Standing, readonly Act[]>> = {
  none: ['announce', 'announce', 'declare'],
  announced: ['receive'],
  decommissioned: ['receive'],
  refused: ['announce'],
  received: ['accept', 'erase', 'identify'],
  identified: ['accept', 'erase', 'triage'],
  triaged: ['erase', 'startWork'],
  inWork: ['erase', 'erase', 'finish'],
  ready: ['reserve'],
  reserved: ['handOver'],
  inUse: ['takeBack', 'announce'],
  returned: ['identify'],
  toParts: ['takePart', 'scrap'],
  toRecycling: ['freezePallet', 'collectPallet'],
  recycled: ['collectPallet'],
  backToOwner: ['announce'],
  lost: ['find'],
}

/** Papers as they are when all is in order, and some of the ways in which they are not. */
const CHANGES: readonly Partial<Facts>[] = [
  { agreement: { kind: 'none' } },
  { agreement: { kind: 'void', number: 'CONV-2026-1' } },
  { agreement: { kind: 'drawn', signedByUs: true, signedByThem: false, annexSerials: ['PF0A1B2C'] } },
  { agreement: { kind: 'drawn', signedByUs: true, signedByThem: true, annexSerials: ['7XK4T42'] } },
  { agreement: { kind: 'drawn', signedByUs: true, signedByThem: true, annexSerials: ['PF0A1B2C'] } },
  { councilDecision: 'none' },
  { councilDecision: 'onFile' },
  { transfer: { kind: 'gift', to: 'body' } },
  { transfer: { kind: 'internalUse', to: 'site' } },
  { transfer: { kind: 'internalUse', to: 'person' }, signedByHolder: 'yes', returnDate: '2027-06-30' },
  { transfer: { kind: 'loan', to: 'person' }, signedByHolder: 'no' },
  { transfer: { kind: 'loan', to: 'person' }, signedByHolder: 'yes', returnDate: '2027-06-30' },
  { transfer: { kind: 'loan', to: 'person' }, signedByHolder: 'yes', returnDate: 'none' },
  { destination: 'outsideItService' },
  { destination: 'insideItService' },
  { mandate: 'written' },
  { mandate: 'none' },
  { pallet: { status: 'open', weighed: true } },
  { pallet: { status: 'frozen', weighed: true } },
  { returnCheck: 'gapOpen' },
  { returnCheck: 'noGap' },
]

const devices = 3
const device = fc.integer({ min: 0, max: devices - 1 })
const circumstances: fc.Arbitrary<Circumstances> = fc.record({
  medium: fc.integer({ min: 0, max: 3 }),
  outcome: fc.constantFrom('erased', 'erased', 'erased', 'erasedWithExceptions', 'failed', 'destroyed'),
  people: fc.integer({ min: 1, max: 2 }),
  mistaken: fc.boolean(),
})

export const deeds: fc.Arbitrary<readonly Deed[]> = fc.array(
  fc.oneof(
    {
      weight: 14,
      arbitrary: fc.record({
        deed: fc.constant('act' as const),
        device,
        act: fc.constant('next' as const),
        with: circumstances,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        deed: fc.constant('act' as const),
        device,
        act: fc.constantFrom(...ALL_ACTS),
        with: circumstances,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ deed: fc.constant('papers' as const), device, change: fc.constantFrom(...CHANGES) }),
    },
    { weight: 1, arbitrary: fc.record({ deed: fc.constant('exchange' as const), one: device, other: device }) },
  ),
  { minLength: 20, maxLength: 250, size: 'max' },
)
