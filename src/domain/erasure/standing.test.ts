import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attemptOf } from './attempt.ts'
import { readNwipeLog } from './nwipe-log.ts'
import { DISK, sampleLog } from './nwipe-sample.ts'
import {
  DEFAULT_ERASURE_POLICY as DEFAULT,
  type ErasurePolicy,
  PROOF_DESTINATIONS,
  type ProofDestination,
} from './policy.ts'
import type { AbsenceFinding, Attempt, Destruction, LastUsed, LotDeclaration, Proof, ProvenMedium } from './proof.ts'
import { proofStanding } from './standing.ts'

const at = (day: number) => new Date(Date.UTC(2026, 2, day, 12)).toISOString()
const DISK_MEDIUM: ProvenMedium = { serial: DISK.serial, code: 'K7M2Q4XR', kind: 'hdd', deviceKind: 'desktop' }
const PHONE: ProvenMedium = { serial: null, code: 'P3H8N2VD', kind: 'emmc', deviceKind: 'phone' }
const USED = at(10)

const recorded = (day: number) => ({
  id: `p${day}`,
  recordedAt: at(day),
  operator: 'ana',
  verifier: null,
  evidenceHash: null,
})
const log = (day: number, change: Partial<Attempt> = {}): Attempt => ({
  ...recorded(day),
  source: 'toolLog',
  outcome: 'erased',
  technique: 'overwrite',
  readBack: true,
  exceptions: [],
  toolEndedAt: null,
  ...change,
})
const failed = (day: number, change: Partial<Attempt> = {}) => log(day, { outcome: 'failed', ...change })
const reset = (day: number) =>
  log(day, { source: 'factoryReset', technique: 'factoryReset', readBack: false, outcome: 'erasedWithExceptions' })
const lot = (day: number): LotDeclaration => ({ ...recorded(day), source: 'declaredForLot' })
const absence = (day: number, change: Partial<AbsenceFinding> = {}): AbsenceFinding => ({
  ...recorded(day),
  evidenceHash: `bay-${day}`,
  source: 'absence',
  ...change,
})
const destruction = (day: number, change: Partial<Destruction['certificate']> = {}): Destruction => ({
  ...recorded(day),
  source: 'destruction',
  certificate: {
    number: 'D-2026-114',
    destroyer: 'Atelier du Pont',
    destroyedOn: `2026-03-${String(day).padStart(2, '0')}`,
    technique: 'shredding',
    particleSquareMillimetres: null,
    listed: ['Z4YB0001', DISK.serial],
    documentHash: 'c0ffee',
    ...change,
  },
})

const standing = (
  proofs: readonly Proof[],
  {
    medium = DISK_MEDIUM,
    lastUsed = USED,
    policy = DEFAULT,
    to = 'gift',
  }: { medium?: ProvenMedium; lastUsed?: LastUsed; policy?: ErasurePolicy; to?: ProofDestination } = {},
) => {
  const { state, passes, reason } = proofStanding(medium, proofs, lastUsed, policy, to)
  return [state, passes, reason.code]
}
describe('newer than the last use, by the server’s clock', () => {
  test('erased after the last use: proven', () => expect(standing([log(11)])).toEqual(['erased', true, 'proven']))
  test('no proof at all: unknown', () => expect(standing([])).toEqual(['unknown', false, 'noProof']))

  test('erased, then used again: the proof is spent', () => {
    expect(standing([log(9)])).toEqual(['unknown', false, 'olderThanLastUse'])
    expect(standing([log(10)])).toEqual(['unknown', false, 'olderThanLastUse'])
  })

  test('a new part was never in use; an unknown last use is not never', () => {
    expect(standing([log(9)], { lastUsed: 'never' })).toEqual(['erased', true, 'proven'])
    expect(standing([log(30)], { lastUsed: 'unknown' })).toEqual(['unknown', false, 'lastUseUnknown'])
  })

  test('a PC whose clock stopped in 2009: the server’s clock counts, and the doubt is shown', () => {
    const dead = log(11, { toolEndedAt: '2009-01-01T00:12:00' })
    expect(standing([dead])).toEqual(['erased', true, 'proven'])
    expect(proofStanding(DISK_MEDIUM, [dead], USED, DEFAULT, 'gift').oldToolClock).toBe(true)
    const strict: ErasurePolicy = { ...DEFAULT, oldToolClock: 'refuse' }
    expect(standing([dead], { policy: strict })).toEqual(['unknown', false, 'toolClockTooOld'])
    expect(standing([log(11, { toolEndedAt: '2026-03-11T23:59:00' })], { policy: strict })[0]).toBe('erased')
  })

  test('the log of last time recorded again is still the log of last time', () => {
    const proofs = [log(8, { evidenceHash: 'aa' }), log(12, { evidenceHash: 'aa' })]
    expect(standing(proofs)).toEqual(['unknown', false, 'olderThanLastUse'])
  })
})

describe('the latest attempt decides', () => {
  test('a failure after a success stands until the next success', () => {
    expect(standing([log(11), failed(12)])).toEqual(['failed', false, 'failed'])
    expect(standing([log(11), failed(12), log(13)])).toEqual(['erased', true, 'proven'])
    expect(standing([failed(11), log(11)])).toEqual(['failed', false, 'failed'])
  })

  test('a failure before the last use is history', () => {
    expect(standing([failed(9)])).toEqual(['unknown', false, 'noProof'])
    expect(standing([failed(9), log(11)])).toEqual(['erased', true, 'proven'])
  })

  test('a success that does not count does not mend a failure, nor spoil a success', () => {
    expect(standing([failed(11), log(12, { readBack: false })])).toEqual(['failed', false, 'failed'])
    expect(standing([log(11), log(12, { readBack: false })])).toEqual(['erased', true, 'proven'])
    expect(standing([log(11), lot(12)])).toEqual(['erased', true, 'proven'])
  })

  test('hidden sectors seen later are not forgotten', () => {
    const seen = log(12, {
      readBack: false,
      outcome: 'erasedWithExceptions',
      exceptions: [{ kind: 'hiddenSectors', detail: '' }],
    })
    expect(standing([log(11), seen])).toEqual(['erasedWithExceptions', false, 'exceptionsRefused'])
    expect(standing([seen, log(13)])).toEqual(['erased', true, 'proven'])
  })
})

describe('what each destination accepts', () => {
  test('exceptions pass only by kind, where the rule says so', () => {
    const hidden = log(11, { outcome: 'erasedWithExceptions', exceptions: [{ kind: 'hiddenSectors', detail: '' }] })
    expect(standing([hidden])).toEqual(['erasedWithExceptions', false, 'exceptionsRefused'])
    const policy: ErasurePolicy = { ...DEFAULT, acceptedExceptions: { desktop: ['hiddenSectors'] } }
    expect(standing([hidden], { policy })).toEqual(['erasedWithExceptions', true, 'exceptionsAccepted'])
    const laptop: ProvenMedium = { ...DISK_MEDIUM, deviceKind: 'laptop' }
    expect(standing([hidden], { policy, medium: laptop })[1]).toBe(false)
    const unnamed = log(11, { outcome: 'erasedWithExceptions' })
    expect(standing([unnamed], { policy })).toEqual(['erasedWithExceptions', false, 'exceptionsRefused'])
  })

  test('a word given for a lot counts nowhere until the organisation says where', () => {
    for (const to of PROOF_DESTINATIONS)
      expect(standing([lot(11)], { to })).toEqual(['unknown', false, 'sourceRefused'])
    const acceptedSources = { ...DEFAULT.acceptedSources, internalUse: ['declaredForLot'] } as const
    const policy: ErasurePolicy = { ...DEFAULT, acceptedSources }
    expect(standing([lot(11)], { policy, to: 'internalUse' })).toEqual(['erased', true, 'declared'])
  })

  test('a phone is reset, not read back, and the receipt says it; a PC is not', () => {
    expect(standing([reset(11)], { medium: PHONE })).toEqual(['erasedWithExceptions', true, 'exceptionsAccepted'])
    expect(standing([reset(11)], { medium: PHONE, to: 'stock' })).toEqual(['unknown', false, 'sourceRefused'])
    expect(standing([reset(11)])).toEqual(['unknown', false, 'resetOnlyForMobiles'])
  })

  test('level by technique and medium', () => {
    expect(standing([log(11, { technique: 'trim' })])).toEqual(['unknown', false, 'levelTooLow'])
    expect(standing([log(11, { technique: 'readCheck' })])).toEqual(['unknown', false, 'levelTooLow'])
    const policy: ErasurePolicy = { ...DEFAULT, floors: { ...DEFAULT.floors, publicBody: 'purge' } }
    expect(standing([log(11)], { policy, to: 'publicBody' })).toEqual(['unknown', false, 'levelTooLow'])
    expect(standing([log(11, { technique: 'multiplePasses' })], { policy, to: 'publicBody' })[0]).toBe('unknown')
    expect(standing([log(11, { technique: 'ataSanitize' })], { policy, to: 'publicBody' })[0]).toBe('erased')
  })

  test('two people, where the organisation asks for it', () => {
    const policy: ErasurePolicy = { ...DEFAULT, verifierApart: true }
    expect(standing([log(11)], { policy })).toEqual(['unknown', false, 'onePersonOnly'])
    expect(standing([log(11, { verifier: 'ana' })], { policy })).toEqual(['unknown', false, 'onePersonOnly'])
    expect(standing([log(11, { verifier: 'bo' })], { policy })).toEqual(['erased', true, 'proven'])
  })
})

describe('no medium any more', () => {
  test('destroyed is final, even when an older failing log is recorded afterwards', () => {
    expect(standing([failed(11), destruction(12)])).toEqual(['destroyed', true, 'destroyed'])
    expect(standing([destruction(12), failed(13)])).toEqual(['destroyed', true, 'destroyed'])
    expect(standing([destruction(12)], { lastUsed: 'unknown' })).toEqual(['destroyed', true, 'destroyed'])
  })

  test('a certificate must name this medium, and be whole', () => {
    expect(standing([destruction(12, { listed: ['Z4YB0001'] })])).toEqual(['unknown', false, 'destructionIncomplete'])
    expect(standing([destruction(12, { number: ' ' })])[2]).toBe('destructionIncomplete')
    expect(standing([destruction(12, { destroyedOn: '2026-03-05' })])[2]).toBe('destroyedBeforeLastUse')
    expect(standing([destruction(9)])[2]).toBe('olderThanLastUse')
  })

  test('an absence is a signed finding: evidence of the empty bays, or two people', () => {
    expect(standing([absence(11)])).toEqual(['absent', true, 'absent'])
    expect(standing([absence(11, { evidenceHash: null })])).toEqual(['unknown', false, 'absenceUnsigned'])
    expect(standing([absence(11, { evidenceHash: null, verifier: 'bo' })])).toEqual(['absent', true, 'absent'])
  })

  test('a medium found again is what its later attempt says', () => {
    expect(standing([absence(11), failed(12)])).toEqual(['failed', false, 'failed'])
    expect(standing([absence(11), log(12)])).toEqual(['erased', true, 'proven'])
  })
})

describe('what a log gives to record', () => {
  const attempts = (text: string) => {
    const reading = readNwipeLog(text)
    const runs = 'runs' in reading ? reading.runs : []
    return runs.flatMap((run) => run.drives.map((drive) => attemptOf(run, drive)))
  }

  test('a success, a failure, and what is neither', () => {
    expect(attempts(sampleLog())).toMatchObject([{ source: 'toolLog', outcome: 'erased', readBack: true }])
    expect(attempts(sampleLog({ verify: 0 }))).toMatchObject([{ outcome: 'erased', readBack: false }])
    expect(attempts(sampleLog({ drives: [{ ...DISK, status: 'UABORTED' }] }))).toMatchObject([{ outcome: 'failed' }])
    expect(attempts(sampleLog({ method: 'Verify Zeros (0x00)' }))).toMatchObject([
      { notRecorded: { code: 'checkPassed' } },
    ])
    const absent =
      '[2026/03/04 09:00:01] warning: Device /dev/sdz not found\n[2026/03/04 09:00:01] error: Devices not found. Check'
    expect(attempts(absent)).toMatchObject([{ notRecorded: { code: 'neverStarted' } }])
  })
})

test('whatever happened in whatever order, "erased" rests on a valid proof newer than the last use and any failure', () => {
  const day = fc.integer({ min: 1, max: 28 })
  const proof = fc.oneof(
    fc
      .tuple(day, fc.constantFrom<Attempt['outcome'][]>('erased', 'failed', 'erasedWithExceptions'), fc.boolean())
      .map(([when, outcome, readBack]) => log(when, { outcome, readBack })),
    day.map(lot),
    day.map(reset),
    day.map((when) => absence(when)),
    day.map((when) => destruction(when, { listed: when % 2 ? [] : [DISK.serial] })),
  )
  fc.assert(
    fc.property(fc.array(proof, { maxLength: 12 }), day, fc.constantFrom(...PROOF_DESTINATIONS), (proofs, used, to) => {
      const found = proofStanding(DISK_MEDIUM, proofs, at(used), DEFAULT, to)
      const failures = proofs.filter((one) => 'outcome' in one && one.outcome === 'failed')
      const stands = (good: Proof) =>
        good.recordedAt > at(used) &&
        failures.every((bad) => bad.recordedAt <= at(used) || bad.recordedAt < good.recordedAt)
      const clean = proofs.some((one) => 'outcome' in one && one.outcome === 'erased' && one.readBack && stands(one))
      if (found.state === 'erased' && !clean) return false
      return !found.passes || (found.proof !== null && found.proof.recordedAt > at(used))
    }),
    { numRuns: 2000 },
  )
})

test('the order in which proofs are listed changes nothing', () => {
  const proofs = [log(11), failed(12), log(13, { readBack: false }), absence(9), lot(14)]
  fc.assert(
    fc.property(fc.shuffledSubarray(proofs, { minLength: proofs.length }), (shuffled) => {
      expect(standing(shuffled)).toEqual(standing(proofs))
    }),
  )
})
