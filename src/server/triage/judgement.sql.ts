import { decide } from '../../domain/circuit/decide.ts'
import { readFacts } from '../circuit/facts.sql.ts'
import { perform } from '../circuit/perform.sql.ts'
import { readPolicy } from '../circuit/policy.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Refused } from '../platform/http/answer.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { askLook } from './second-look.sql.ts'
import { type Judged, recordJudgement } from './triage.sql.ts'
import { triageText } from './triage.text.ts'
import { ACT_OF, isWayOut, type Judgement, type WayOut } from './triage.ts'

export type Settled =
  | { readonly kind: 'done' }
  /** A second person is asked to look; the device stays. */
  | { readonly kind: 'lookAsked' }
  /** A reason is due where it departs from the proposal, or lets go of what may work. */
  | { readonly kind: 'reasonDue'; readonly why: 'needsReason' | 'needsScrapReason' }
  | { readonly kind: 'refused'; readonly refusals: readonly Refused[] }
  | { readonly kind: 'missing' }

const ALREADY_ASKED: Refused = {
  rule: 'secondLookOpen',
  message: { fr: triageText('fr').alreadyAsked, en: triageText('en').alreadyAsked },
  satisfy: { fr: triageText('fr').alreadyAskedHow, en: triageText('en').alreadyAskedHow },
}

/** Settles what becomes of a device, as a person decides: what the rules block is refused, then the circuit is asked. */
export async function settle(
  tx: Tx,
  actor: Actor & { readonly personId: string },
  judged: Judged,
  said: Judgement,
): Promise<Settled> {
  const { device, proposal } = judged
  const why = reasonDue(judged, said)
  if (why) return { kind: 'reasonDue', why }
  const stop = proposal.reasons.find((reason) => proposal.blockedBy.includes(reason.rule))
  if (stop)
    return {
      kind: 'refused',
      refusals: [
        {
          rule: `triage.${stop.rule}`,
          message: { fr: stop.fr, en: stop.en },
          satisfy: { fr: triageText('fr').blockedHow, en: triageText('en').blockedHow },
        },
      ],
    }
  await recordJudgement(tx, actor, judged, said)
  const { verdict } = said
  if (isWayOut(verdict) && device.works !== 'notWorking')
    return leaveAfterALook(tx, actor, device.id, verdict, said.reason ?? '')
  const done = await perform(tx, actor, ACT_OF[verdict], device.id, {
    facts: isWayOut(verdict) ? { scrapping: { reason: 'given', secondLook: 'none' } } : {},
    payload: { verdict },
    set: {
      verdict,
      ...(isWayOut(verdict) ? { scrap_reason: said.reason ?? proposal.reasons[0]?.fr ?? '' } : {}),
    },
  })
  return done.kind === 'done' ? { kind: 'done' } : done
}

function reasonDue(judged: Judged, { verdict, reason }: Judgement): 'needsReason' | 'needsScrapReason' | null {
  if (reason) return null
  if (isWayOut(verdict) && judged.device.works !== 'notWorking') return 'needsScrapReason'
  return verdict === judged.proposal.verdict ? null : 'needsReason'
}

/** Every other gate is asked first: nobody is disturbed for a device that could not leave anyway. */
async function leaveAfterALook(
  tx: Tx,
  actor: Actor & { readonly personId: string },
  deviceId: string,
  verdict: WayOut,
  reason: string,
): Promise<Settled> {
  const act = ACT_OF[verdict]
  const known = await readFacts(tx, deviceId, true, act)
  if (!known) return { kind: 'missing' }
  const facts = { ...known.facts, scrapping: { reason: 'given', secondLook: 'given' } } as const
  const decision = decide(act, facts, await readPolicy(tx))
  if (!decision.allowed) return { kind: 'refused', refusals: decision.refusals }
  const asked = await askLook(tx, actor, deviceId, verdict, reason)
  return asked === 'asked' ? { kind: 'lookAsked' } : { kind: 'refused', refusals: [ALREADY_ASKED] }
}
