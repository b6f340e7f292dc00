import { kindsWith } from '../../domain/circuit/kinds.ts'
import type { Verdict } from '../../domain/triage/rule.ts'
import { type Performed, perform } from '../circuit/perform.sql.ts'
import { claim } from '../labels/claim.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Member } from '../platform/http/permission.ts'
import type { Bilingual } from '../platform/text/text.ts'
import { settle } from '../triage/judgement.sql.ts'
import { judgeDevice } from '../triage/triage.sql.ts'
import { triageText } from '../triage/triage.text.ts'
import { type Answered, both, no, refusing, type Undo } from './scan.ts'
import type { Intention } from './scan-session.ts'
import { placeOf, type Subject, subjectOf } from './subject.sql.ts'
import { undoOf } from './undo.sql.ts'

/** The intention of this name. */
export type Asked<Do extends Intention['do']> = Intention extends infer One
  ? One extends { readonly do: infer Names }
    ? Do extends Names
      ? Omit<One, 'do'>
      : never
    : never
  : never

/** The device a scan is about was there when it was heard. */
export const gone = (code: string): Answered =>
  no(
    code,
    both((text) => text.gone),
    both((text) => text.goneHow),
  )

/** What the circuit answered, told on one line. */
export async function told(
  tx: Tx,
  subject: Subject,
  done: Performed,
  says: Bilingual,
  how: Bilingual = subject.name,
): Promise<Answered> {
  if (done.kind === 'missing') return gone(subject.shown)
  if (done.kind === 'refused') return refusing(done.refusals, subject.shown)
  return { kind: 'done', code: subject.shown, says, how, ...withUndo(await undoOf(tx, subject.id)) }
}
const withUndo = (undo: Undo | null) => (undo ? { undo } : {})

export async function receive(tx: Tx, member: Member, { code, at }: Asked<'receive'>): Promise<Answered> {
  const subject = await subjectOf(tx, code)
  if (!subject) return gone(code)
  const place = at ? await placeOf(tx, at) : null
  const done = await perform(tx, member, 'receive', subject.id, {
    payload: place ? { placeId: place.id } : {},
    set: place ? { place_id: place.id } : {},
  })
  return told(
    tx,
    subject,
    done,
    both((text) => (place ? text.receivedAt(place.name) : text.received)),
  )
}

/** A label printed ahead finds its device: received here and now, its kind yet to be read. */
export async function claimLabel(tx: Tx, member: Member, { code, at }: Asked<'claim'>): Promise<Answered> {
  const place = at ? await placeOf(tx, at) : null
  const blank = { kind: 'unknown', maker: null, model: null, serial: null, at: place?.id ?? null } as const
  const made = await claim(tx, member, code, blank)
  const subject = made ? await subjectOf(tx, code) : null
  if (!subject) return gone(code)
  return { kind: 'done', code: subject.shown, says: both((text) => text.claimed), how: both((text) => text.claimedHow) }
}

/** Without media, a device holds nothing that a report could tell: whoever holds it identifies it. */
const READ_BY_A_REPORT = kindsWith('media')

/** Puts a device on the bench of triage: what the rules propose, and which verdict? */
export async function propose(tx: Tx, member: Member, { code }: Asked<'propose'>): Promise<Answered> {
  const subject = await subjectOf(tx, code)
  if (!subject) return gone(code)
  if (subject.state === 'received' || subject.state === 'returned') {
    if (subject.kind === 'unknown' || READ_BY_A_REPORT.includes(subject.kind))
      return no(
        subject.shown,
        both((text) => text.notIdentified),
        both((text) => text.notIdentifiedHow),
      )
    const seen = await perform(tx, member, 'identify', subject.id)
    if (seen.kind === 'refused') return refusing(seen.refusals, subject.shown)
  }
  const judged = await judgeDevice(tx, subject.code, new Date())
  if (!judged) return gone(subject.shown)
  const { verdict } = judged.proposal
  const named = verdictName(verdict)
  return {
    kind: 'asks',
    code: subject.shown,
    says: { fr: both((text) => text.proposed(named.fr)).fr, en: both((text) => text.proposed(named.en)).en },
    how: both((text) => text.proposedHow),
    awaits: { kind: 'verdict', proposed: verdict },
  }
}

const verdictName = (verdict: Verdict): Bilingual => ({
  fr: triageText('fr').verdicts[verdict],
  en: triageText('en').verdicts[verdict],
})

export async function judge(tx: Tx, member: Member, asked: Asked<'judge'>): Promise<Answered> {
  const subject = await subjectOf(tx, asked.code)
  const judged = subject && (await judgeDevice(tx, subject.code, new Date()))
  if (!subject || !judged) return gone(asked.code)
  const code = subject.shown
  const settled = await settle(tx, member, judged, { verdict: asked.verdict, reason: asked.reason })
  if (settled.kind === 'missing') return gone(code)
  if (settled.kind === 'refused') return refusing(settled.refusals, code)
  if (settled.kind === 'lookAsked')
    return { kind: 'done', code, says: both((text) => text.lookAsked), how: both((text) => text.goOn) }
  if (settled.kind === 'reasonDue')
    return {
      kind: 'asks',
      code,
      says: both((text) => text.reasonDue),
      how: both((text) => text.reasonDueHow),
      awaits: { kind: 'reason', verdict: asked.verdict },
    }
  const named = verdictName(asked.verdict)
  return {
    kind: 'done',
    code,
    says: { fr: both((text) => text.judged(named.fr)).fr, en: both((text) => text.judged(named.en)).en },
    how: subject.name,
    ...withUndo(await undoOf(tx, subject.id)),
  }
}
