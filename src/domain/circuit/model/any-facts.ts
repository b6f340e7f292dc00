import fc from 'fast-check'
import { EXCEPTION_KINDS } from '../../erasure/exceptions.ts'
import { PROOF_SOURCES } from '../../erasure/policy.ts'
import { LEVELS } from '../../erasure/techniques.ts'
import { DEVICE_KINDS } from '../../hardware/report.ts'
import { ALL_ACTS } from '../acts.ts'
import { type Facts, GRADES, type MediumFacts } from '../facts.ts'
import { DEVICE_STATES } from '../states.ts'
import { TRANSFER_KINDS } from '../transfers.ts'

const one = fc.constantFrom
const instant = fc.integer({ min: 0, max: 40 }).map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString())
const day = instant.map((text) => text.slice(0, 10))
const serials = fc.subarray(['PF0A1B2C', '7XK4T42', 'C02XQ1AB'])

const medium: fc.Arbitrary<MediumFacts> = fc.record({
  name: one('WD-WCC6Y7KD', 'S3Z8NB0K'),
  state: one('erased', 'erasedWithExceptions', 'failed', 'destroyed', 'absent', 'unknown'),
  exceptions: fc.subarray([...EXCEPTION_KINDS]),
  proof: fc.oneof(
    one('none' as const),
    fc.record({ source: one(...PROOF_SOURCES), level: one(...LEVELS), at: instant }),
  ),
  lastUsed: fc.oneof(one('never' as const), instant),
  dataOf: one('owner', 'anybody'),
})

/** Any facts that the types allow, likely or not. */
export const anyFacts: fc.Arbitrary<Facts> = fc.record({
  state: one('none', ...DEVICE_STATES),
  kind: one(...DEVICE_KINDS),
  holds: fc.subarray(['Rappel batteries X1']),
  media: fc.oneof(
    fc.record({ kind: one('notLookedAt' as const) }),
    fc.record({ kind: one('foundNone' as const), by: one('evidence', 'twoPeople', 'onePerson') }),
    fc.record({ kind: one('listed' as const), media: fc.array(medium, { maxLength: 3 }) }),
  ),
  owner: one('organisation', 'donor', 'lessor', 'otherAuthority', 'recipient'),
  mandate: one('none', 'written'),
  acceptance: one('none', 'council', 'mayorWithoutCharge', 'mayorWithCharge'),
  inventory: one('listed', 'decommissioned', 'neverListed'),
  decommissionReason: one('none', 'obsolete', 'broken', 'needChanged', 'other'),
  openHolding: one('none', 'open'),
  custody: fc.oneof(
    fc.record({ kind: one('inside' as const) }),
    fc.record({
      kind: one('outside' as const),
      to: one('reconditioner', 'destroyer'),
      processingContract: fc.boolean(),
      sealedList: fc.boolean(),
      dueOn: fc.oneof(one('none' as const), day),
    }),
  ),
  destination: one('insideItService', 'outsideItService'),
  works: one('working', 'notWorking', 'unknown'),
  tests: one('notDone', 'failed', 'passed'),
  workedBy: one('trainee', 'others'),
  secondCheck: one('none', 'redo', 'agreed'),
  grade: one('none', ...GRADES),
  software: fc.oneof(
    one('notListed' as const),
    fc.array(
      fc.record({
        name: one('Linux Mint', 'Office'),
        licence: one('free', 'proprietary'),
        proofOfLicence: fc.boolean(),
      }),
      { maxLength: 2 },
    ),
  ),
  locks: fc.record({
    account: one('removed', 'present', 'unknown'),
    management: one('removed', 'present', 'unknown'),
    simAndCard: one('out', 'inside', 'unknown'),
  }),
  attempt: fc.record({
    read: one('notDone', 'failed', 'passed'),
    operator: one('technician', 'trainee'),
    verifier: one('', 'technician', 'tutor'),
  }),
  kit: fc.oneof(
    fc.record({ kind: one('none' as const) }),
    fc.record({
      kind: one('kit' as const),
      linesLeft: fc.subarray(['souris']),
      connectors: one('match', 'differ', 'unknown'),
      belowMinimum: fc.subarray(['mémoire']),
    }),
  ),
  allocatedTo: one('nobody', 'thisRequest', 'another'),
  request: fc.oneof(
    fc.record({ kind: one('none' as const) }),
    fc.record({
      kind: one('made' as const),
      route: one('eligible', 'notEligible', 'needsLawyer'),
      legalOpinion: one('none', 'favourable', 'unfavourable'),
      confirmedBy: one('nobody', 'personWithTheRight', 'personWithoutTheRight'),
    }),
  ),
  unitValueEur: fc.oneof(one('notValued' as const), fc.integer({ min: 0, max: 600 })),
  transfer: fc.record({ kind: one('notChosen', ...TRANSFER_KINDS), to: one('site', 'person', 'body') }),
  councilDecision: one('none', 'onFile'),
  agreement: fc.oneof(
    fc.record({ kind: one('none' as const) }),
    fc.record({
      kind: one('drawn' as const),
      signedByUs: fc.boolean(),
      signedByThem: fc.boolean(),
      annexSerials: serials,
    }),
  ),
  handedSerials: serials,
  signedByHolder: one('no', 'yes'),
  returnDate: fc.oneof(one('none' as const), day),
  price: fc.record({
    askedEur: fc.oneof(one('none' as const), fc.integer({ min: 0, max: 300 })),
    ceilingEur: fc.oneof(one('none' as const), fc.constantFrom(30, 100, 150, 180)),
  }),
  receipt: one('none', 'produced', 'producedWithExceptions'),
  session: one('notOffered', 'offered', 'accepted', 'declined'),
  returnCheck: one('notDone', 'noGap', 'gapOpen', 'gapDecided'),
  scrapping: fc.record({ reason: one('none', 'given'), secondLook: one('none', 'given') }),
  transit: one('none', 'onTheWay'),
  pallet: fc.record({ status: one('none', 'open', 'frozen'), weighed: fc.boolean() }),
  loss: fc.record({ statement: one('none', 'onFile'), breachFile: one('none', 'opened') }),
  correction: fc.oneof(
    fc.record({ kind: one('none' as const) }),
    fc.record({
      kind: one('lastEvent' as const),
      act: one(...ALL_ACTS),
      before: one(...DEVICE_STATES),
      people: fc.integer({ min: 1, max: 3 }),
    }),
  ),
})

/** `good` facts with a few of them spoiled at random: near enough to the border for both answers to be met. */
export function nearly(good: Facts): fc.Arbitrary<Facts> {
  const keys = Object.keys(good) as (keyof Facts)[]
  return fc
    .tuple(anyFacts, fc.subarray(keys, { maxLength: 3 }))
    .map(([other, spoiled]) => ({ ...good, ...Object.fromEntries(spoiled.map((key) => [key, other[key]])) }))
}
