import type { Act } from '../acts.ts'
import type { Facts } from '../facts.ts'
import type { GateId } from '../gates.ts'
import { GIFT_READY } from '../model/example.ts'
import { DEFAULT_POLICY, type Policy } from '../policy.ts'
import { donated, drawn, inWork, kit, loan, media, onPallet, outside, phone, request } from './case-facts.ts'

interface Case {
  readonly act: Act
  /** Facts that let the act be done, laid over a gift that is complete. */
  readonly passes: Partial<Facts>
  /** What spoils them, each in the words of a person. */
  readonly refused: Readonly<Record<string, Partial<Facts>>>
  readonly policy?: Partial<Policy>
}

/** For each gate, a case that passes and some that are refused; a gate without a case does not compile. */
export const CASES: Readonly<Record<GateId, Case>> = {
  noHold: { act: 'handOver', passes: {}, refused: { 'a recall of its battery': { holds: ['Rappel batteries X1'] } } },
  ownerAgrees: {
    act: 'triage',
    passes: { ...donated, state: 'identified', mandate: 'written' },
    refused: {
      'a gift not accepted': { mandate: 'none' },
      'a rented device, nothing in writing': { owner: 'lessor', mandate: 'none' },
      'a device that belongs to its recipient': { owner: 'recipient' },
    },
  },
  acceptanceDecided: {
    act: 'accept',
    passes: { ...donated, acceptance: 'mayorWithoutCharge' },
    refused: {
      'nobody accepted': { acceptance: 'none' },
      'the mayor alone, with a charge': { acceptance: 'mayorWithCharge' },
    },
  },
  somebodyElsesToGiveBack: {
    act: 'giveBack',
    passes: { ...donated },
    refused: { 'it is ours': { owner: 'organisation' }, 'it was given': { owner: 'recipient' } },
  },
  stillOurs: {
    act: 'takeBack',
    passes: { state: 'inUse', openHolding: 'open' },
    refused: { 'it was given': { owner: 'recipient' } },
  },
  newDonation: {
    act: 'announce',
    passes: { state: 'inUse', owner: 'recipient' },
    refused: { 'it was only lent': { owner: 'organisation' } },
  },
  oursToDecommission: {
    act: 'decommission',
    passes: { state: 'inUse', inventory: 'listed' },
    refused: { 'no reason': { decommissionReason: 'none' }, 'not in the inventory': { inventory: 'neverListed' } },
  },
  decommissionedFirst: {
    act: 'handOver',
    passes: {},
    refused: { 'still in the inventory': { inventory: 'listed' } },
  },
  oneHolder: { act: 'handOver', passes: {}, refused: { 'somebody has it': { openHolding: 'open' } } },

  mediaLookedFor: {
    act: 'finish',
    passes: { ...inWork, media: { kind: 'foundNone', by: 'twoPeople' } },
    refused: {
      'nobody looked': { media: { kind: 'notLookedAt' } },
      'one person says there is none': { media: { kind: 'foundNone', by: 'onePerson' } },
      'an empty list': { media: { kind: 'listed', media: [] } },
    },
  },
  mediaProven: {
    act: 'finish',
    passes: { ...inWork, ...media({}, { state: 'destroyed' }, { state: 'absent', proof: 'none' }) },
    refused: {
      'one medium of two unknown': media({}, { state: 'unknown', proof: 'none' }),
      'an erasure that failed': media({ state: 'failed' }),
      'erased, without a proof': media({ proof: 'none' }),
      'destroyed, without a proof': media({ state: 'destroyed', proof: 'none' }),
      'used in service after the proof': media({ lastUsed: '2026-10-07T08:00:00Z' }),
      'used until the very instant of the proof': media({ lastUsed: '2026-10-06T11:30:00+02:00' }),
      'a date that nobody can read': media({ lastUsed: 'last spring' }),
    },
  },
  exceptionsAccepted: {
    act: 'finish',
    passes: phone,
    refused: {
      'hidden sectors left': media({ state: 'erasedWithExceptions', exceptions: ['hiddenSectors'] }),
      'an exception that nobody names': media({ state: 'erasedWithExceptions', exceptions: [] }),
      'a laptop treated like a phone': { kind: 'laptop' },
    },
  },
  proofSourceAccepted: {
    act: 'handOver',
    passes: media({ proof: { source: 'toolLog', level: 'clear', at: '2026-10-06T09:30:00Z' } }),
    refused: {
      'declared for a whole lot': media({
        proof: { source: 'declaredForLot', level: 'clear', at: '2026-10-06T09:30:00Z' },
      }),
    },
  },
  levelReached: {
    act: 'handOver',
    passes: media(
      { proof: { source: 'ownReading', level: 'purge', at: '2026-10-06T09:30:00Z' } },
      { state: 'absent', proof: 'none' },
    ),
    policy: { floors: { ...DEFAULT_POLICY.floors, gift: 'purge' } },
    refused: {
      'overwritten where the organisation asks for purge': media({}),
      'a technique that erases nothing': media({
        proof: { source: 'toolLog', level: 'none', at: '2026-10-06T09:30:00Z' },
      }),
    },
  },
  verificationRead: {
    act: 'verifyErasure',
    passes: { state: 'identified' },
    refused: {
      'not read back': { attempt: { read: 'notDone', operator: 'technician', verifier: 'tutor' } },
      'read back, data found': { attempt: { read: 'failed', operator: 'technician', verifier: 'tutor' } },
    },
  },
  verifierApart: {
    act: 'verifyErasure',
    passes: { state: 'identified' },
    policy: { verifierApart: true },
    refused: {
      'the same person': { attempt: { read: 'passed', operator: 'technician', verifier: 'technician' } },
      'nobody signed': { attempt: { read: 'passed', operator: 'technician', verifier: '' } },
    },
  },

  kindKnown: { act: 'finish', passes: inWork, refused: { 'nobody knows what it is': { kind: 'unknown' } } },
  accountLockRemoved: {
    act: 'finish',
    passes: phone,
    refused: { 'still bound to an account': { locks: { ...GIFT_READY.locks, account: 'present' } } },
  },
  managementProfileRemoved: {
    act: 'finish',
    passes: phone,
    refused: { 'still in a fleet': { locks: { ...GIFT_READY.locks, management: 'unknown' } } },
  },
  simAndCardOut: {
    act: 'finish',
    passes: phone,
    refused: { 'the SIM is in': { locks: { ...GIFT_READY.locks, simAndCard: 'inside' } } },
  },
  testsPassed: {
    act: 'finish',
    passes: inWork,
    refused: { 'not tested': { tests: 'notDone' }, 'a test failed': { tests: 'failed' } },
  },
  secondPersonChecked: {
    act: 'finish',
    passes: inWork,
    refused: {
      'a trainee worked, nobody checked': { workedBy: 'trainee', secondCheck: 'none' },
      'to be done again': { workedBy: 'others', secondCheck: 'redo' },
    },
  },
  gradeAtFloor: {
    act: 'finish',
    passes: { ...inWork, grade: 'C' },
    refused: { 'below the floor': { grade: 'D' }, 'not graded': { grade: 'none' } },
  },
  softwareLicensed: {
    act: 'finish',
    passes: { ...inWork, software: [{ name: 'Windows 11', licence: 'proprietary', proofOfLicence: true }] },
    refused: {
      'nobody listed the software': { software: 'notListed' },
      'a program without a licence': {
        software: [{ name: 'Office 2019', licence: 'proprietary', proofOfLicence: false }],
      },
    },
  },
  kitComplete: {
    act: 'completeKit',
    passes: { state: 'ready', kit },
    refused: {
      'a mouse not scanned': { kit: { ...kit, linesLeft: ['souris'] } },
      'too little memory': { kit: { ...kit, belowMinimum: ['mémoire 4 Go'] } },
      'no kit at all': { kit: { kind: 'none' } },
    },
  },
  connectorsMatch: {
    act: 'handOver',
    passes: { kit },
    refused: {
      'VGA and HDMI': { kit: { ...kit, connectors: 'differ' } },
      unknown: { kit: { ...kit, connectors: 'unknown' } },
    },
  },

  transferChosen: {
    act: 'reserve',
    passes: { state: 'ready', allocatedTo: 'nobody' },
    refused: {
      'nobody chose': { transfer: { kind: 'notChosen', to: 'body' } },
      'waste is not allocated': { transfer: { kind: 'recycling', to: 'body' } },
    },
  },
  requestEligible: {
    act: 'reserve',
    passes: { state: 'ready', allocatedTo: 'nobody' },
    refused: { 'no request': { request: { kind: 'none' } }, 'not in the law': request({ route: 'notEligible' }) },
  },
  lawyerAsked: {
    act: 'reserve',
    passes: { state: 'ready', allocatedTo: 'nobody', ...request({ route: 'needsLawyer', legalOpinion: 'favourable' }) },
    refused: {
      'nobody asked': request({ route: 'needsLawyer' }),
      'the opinion is against': request({ route: 'needsLawyer', legalOpinion: 'unfavourable' }),
    },
  },
  requestConfirmed: {
    act: 'reserve',
    passes: { state: 'ready', allocatedTo: 'nobody' },
    refused: {
      'nobody confirmed': request({ confirmedBy: 'nobody' }),
      'confirmed by who may not': request({ confirmedBy: 'personWithoutTheRight' }),
    },
  },
  valueUnderCap: {
    act: 'reserve',
    passes: { state: 'ready', allocatedTo: 'nobody', unitValueEur: 300 },
    refused: { 'one euro over': { unitValueEur: 301 }, 'nobody valued it': { unitValueEur: 'notValued' } },
  },
  notAllocatedToAnother: {
    act: 'reserve',
    passes: { state: 'ready', allocatedTo: 'nobody' },
    refused: { 'for somebody else': { allocatedTo: 'another' } },
  },

  councilDecided: { act: 'handOver', passes: {}, refused: { 'no decision': { councilDecision: 'none' } } },
  agreementStands: {
    act: 'handOver',
    passes: { agreement: drawn },
    refused: {
      'a gift under a void paper': { agreement: { kind: 'void', number: 'CONV-2026-1' } },
      'a loan under a void contract': { ...loan, agreement: { kind: 'void', number: 'CONV-2026-2' } },
    },
  },
  agreementSigned: {
    act: 'handOver',
    passes: {},
    refused: {
      'no agreement': { agreement: { kind: 'none' } },
      'we did not sign': { agreement: { ...drawn, signedByUs: false } },
      'they did not sign': { agreement: { ...drawn, signedByThem: false } },
    },
  },
  annexMatches: {
    act: 'handOver',
    passes: {},
    refused: {
      'one device more': { handedSerials: ['PF0A1B2C', '7XK4T42'] },
      'one device less': { agreement: { ...drawn, annexSerials: ['PF0A1B2C', '7XK4T42'] } },
      'another device': { handedSerials: ['7XK4T42'] },
      'an empty annex': { agreement: { ...drawn, annexSerials: [] }, handedSerials: [] },
    },
  },
  priceUnderCeiling: {
    act: 'handOver',
    passes: { transfer: { kind: 'solidaritySale', to: 'person' }, price: { askedEur: 180, ceilingEur: 180 } },
    refused: {
      'one euro over': { price: { askedEur: 181, ceilingEur: 180 } },
      'no price': { price: { askedEur: 'none', ceilingEur: 180 } },
      'no ceiling for this kind': { price: { askedEur: 50, ceilingEur: 'none' } },
    },
  },
  signedByHolder: { act: 'handOver', passes: loan, refused: { 'not signed': { signedByHolder: 'no' } } },
  returnDateSet: {
    act: 'handOver',
    passes: { ...loan, transfer: { kind: 'internalUse', to: 'person' } },
    refused: { 'no date': { returnDate: 'none' } },
  },
  backFromCustody: { act: 'handOver', passes: {}, refused: { 'still at the reconditioner': { custody: outside } } },
  receiptProduced: {
    act: 'handOver',
    passes: {
      ...media({ state: 'erasedWithExceptions', exceptions: ['resetNotReadBack'] }),
      kind: 'tablet',
      receipt: 'producedWithExceptions',
    },
    refused: { 'no receipt': { receipt: 'none' }, 'the exception is not on it': { receipt: 'produced' } },
  },
  sessionAnswered: {
    act: 'handOver',
    passes: { session: 'declined' },
    refused: { 'not offered': { session: 'notOffered' }, 'no answer yet': { session: 'offered' } },
  },

  processingContract: {
    act: 'sendToCustody',
    passes: { state: 'identified', custody: outside },
    refused: { 'no contract': { custody: { ...outside, processingContract: false } } },
  },
  sealedList: {
    act: 'sendToCustody',
    passes: { state: 'identified', custody: outside },
    refused: { 'not on the list': { custody: { ...outside, sealedList: false } } },
  },
  custodyDueDate: {
    act: 'sendToCustody',
    passes: { state: 'identified', custody: outside },
    refused: { 'no date': { custody: { ...outside, dueOn: 'none' } }, 'nobody named': { custody: { kind: 'inside' } } },
  },
  scrapReason: {
    act: 'scrap',
    passes: { state: 'triaged' },
    refused: {
      'it works, no reason': { scrapping: { reason: 'none', secondLook: 'given' } },
      'nobody tried it, no reason': { works: 'unknown', scrapping: { reason: 'none', secondLook: 'given' } },
    },
  },
  scrapSecondLook: {
    act: 'sendToParts',
    passes: { state: 'triaged' },
    refused: { 'one person alone': { scrapping: { reason: 'given', secondLook: 'none' } } },
  },
  palletOpen: {
    act: 'putOnPallet',
    passes: onPallet,
    refused: {
      'the pallet is frozen': { pallet: { status: 'frozen', weighed: true } },
      'no pallet': { pallet: { status: 'none', weighed: false } },
    },
  },
  palletWeighed: {
    act: 'freezePallet',
    passes: onPallet,
    refused: { 'not weighed': { pallet: { status: 'open', weighed: false } } },
  },
  palletFrozen: {
    act: 'collectPallet',
    passes: { ...onPallet, pallet: { status: 'frozen', weighed: true } },
    refused: { 'still open': { pallet: { status: 'open', weighed: true } } },
  },
  notOnTheWay: {
    act: 'startWork',
    passes: { state: 'triaged' },
    refused: { 'sent to another place, not received': { transit: 'onTheWay' } },
  },
  offThePallet: {
    act: 'move',
    passes: { state: 'toRecycling' },
    refused: {
      'on an open pallet': { pallet: { status: 'open', weighed: false } },
      'on a frozen pallet': { pallet: { status: 'frozen', weighed: true } },
    },
  },
  returnChecked: {
    act: 'identify',
    passes: { state: 'returned', returnCheck: 'gapDecided' },
    refused: {
      'not checked': { returnCheck: 'notDone' },
      'a charger is missing, nobody decided': { returnCheck: 'gapOpen' },
    },
  },
  lossStated: {
    act: 'declareLost',
    passes: { loss: { statement: 'onFile', breachFile: 'none' } },
    refused: { 'no statement': { loss: { statement: 'none', breachFile: 'none' } } },
  },
  breachFileOpened: {
    act: 'declareLost',
    passes: { ...media({ state: 'unknown', proof: 'none' }), loss: { statement: 'onFile', breachFile: 'opened' } },
    refused: { 'data inside, no breach file': { loss: { statement: 'onFile', breachFile: 'none' } } },
  },
  lastEventNamed: {
    act: 'correct',
    passes: { state: 'triaged', correction: { kind: 'lastEvent', act: 'triage', before: 'identified', people: 1 } },
    refused: {
      'no event named': { correction: { kind: 'none' } },
      'an event that did not lead here': {
        correction: { kind: 'lastEvent', act: 'triage', before: 'ready', people: 1 },
      },
      'a frozen pallet': {
        state: 'toRecycling',
        correction: { kind: 'lastEvent', act: 'freezePallet', before: 'toRecycling', people: 2 },
      },
    },
  },
  twoPeopleToCorrectAHandOver: {
    act: 'correct',
    passes: { state: 'inUse', correction: { kind: 'lastEvent', act: 'handOver', before: 'reserved', people: 2 } },
    refused: {
      'one person': { correction: { kind: 'lastEvent', act: 'handOver', before: 'reserved', people: 1 } },
    },
  },
}
