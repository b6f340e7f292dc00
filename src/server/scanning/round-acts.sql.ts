import { holdSlipByCode } from '../moves/held-slip.sql.ts'
import { type Checked, endReception, receiveOnSlip } from '../moves/reception.sql.ts'
import { putOnSlip, sendSlip } from '../moves/slip.sql.ts'
import { readSlip } from '../moves/slip-read.sql.ts'
import { keepFleet } from '../organisation/permissions.ts'
import type { Tx } from '../platform/database/database.ts'
import { allows, type Member } from '../platform/http/permission.ts'
import { countDevice, roundAt } from '../stocktake/round.sql.ts'
import type { Asked } from './bench-acts.sql.ts'
import { type Answered, both, no, refusing } from './scan.ts'
import { placeOf, subjectOf } from './subject.sql.ts'

const noRound = (): Answered =>
  no(
    null,
    both((text) => text.noRound),
    both((text) => text.noRoundHow),
  )

/** The place of this label is counted from here on: an open round covers it. */
export async function holdRound(tx: Tx, _member: Member, { at }: Asked<'holdRound'>): Promise<Answered> {
  const place = await placeOf(tx, at)
  const round = place ? await roundAt(tx, place.id) : null
  if (!place || !round) return noRound()
  return { kind: 'seen', code: null, says: both((text) => text.roundHeld(place.name)), how: both((text) => text.goOn) }
}

/** Counts what this label names in the open round of the place, or in the only one that is open. */
export async function count(tx: Tx, member: Member, { code, at }: Asked<'count'>): Promise<Answered> {
  const place = at ? await placeOf(tx, at) : null
  const round = await roundAt(tx, place?.id ?? null)
  if (!round) return noRound()
  const counted = await countDevice(tx, member, round, code)
  const subject = await subjectOf(tx, counted.kind === 'unknown' ? code : counted.code)
  const how = subject?.name ?? both((text) => text.goOn)
  if (counted.kind === 'unknown')
    return {
      kind: 'seen',
      code: null,
      says: both((text) => text.countUnknown(code)),
      how: both((text) => text.countUnknownHow),
    }
  const shown = subject?.shown ?? counted.code
  if (counted.kind === 'again') return { kind: 'seen', code: shown, says: both((text) => text.countAgain), how }
  const undo = { kind: 'count', roundId: round.id, deviceId: counted.deviceId } as const
  if (counted.kind === 'found') return { kind: 'done', code: shown, says: both((text) => text.countFound), how, undo }
  return {
    kind: 'done',
    code: shown,
    says: both((text) => text.countUnexpected),
    how: both((text) => (counted.place ? text.countElsewhere(counted.place) : text.goOn)),
    undo,
  }
}

const AS_IT_IS: Checked = { damaged: false, note: null }

/** Takes a slip in hand: what is scanned next is put on it, or received on it. */
export async function holdSlip(tx: Tx, _member: Member, { slip: code }: Asked<'holdSlip'>): Promise<Answered> {
  const slip = await holdSlipByCode(tx, code)
  const found = slip && (await readSlip(tx, String(slip.number)))
  if (!slip || !found || slip.state === 'closed' || slip.state === 'cancelled')
    return no(
      null,
      both((text) => text.noSlip),
      both((text) => text.noSlipHow),
    )
  return {
    kind: 'seen',
    code: null,
    says: both((text) => text.slipHeld(slip.number, found.from, found.to)),
    how: both((text) => (slip.state === 'prepared' ? text.slipFill : text.slipReceive)),
  }
}

/** Puts the thing on a slip being prepared, or receives it on one that has left. */
export async function onSlip(tx: Tx, member: Member, { slip: held, code }: Asked<'slip'>): Promise<Answered> {
  const slip = await holdSlipByCode(tx, held)
  if (!slip)
    return no(
      null,
      both((text) => text.noSlip),
      both((text) => text.noSlipHow),
    )
  const prepared = slip.state === 'prepared'
  const done = prepared
    ? await putOnSlip(tx, member, slip, code)
    : await receiveOnSlip(tx, member, slip, code, AS_IT_IS)
  const subject = await subjectOf(tx, code)
  const shown = subject?.shown ?? code
  if (done.kind === 'refused') return refusing(done.refusals, shown)
  const says = both((text) =>
    prepared ? text.slipAdded(slip.number) : done.outcome === 'unexpected' ? text.slipUnexpected : text.slipReceived,
  )
  const undo = prepared ? { undo: { kind: 'slip', slip: held, code } as const } : {}
  return { kind: 'done', code: shown, says, how: subject?.name ?? both((text) => text.goOn), ...undo }
}

/** Sends a slip that is loaded; ends the reception of one that has left, once it is said that the rest is missing. */
export async function endSlip(tx: Tx, member: Member, { slip: held, sure }: Asked<'endSlip'>): Promise<Answered> {
  const slip = await holdSlipByCode(tx, held)
  const found = slip && (await readSlip(tx, String(slip.number)))
  if (!slip || !found || !allows(member, keepFleet))
    return no(
      null,
      both((text) => text.noSlip),
      both((text) => text.noSlipHow),
    )
  const left = found.lines.filter(({ outcome }) => outcome === 'waiting').length
  if (slip.state === 'sent' && left > 0 && !sure)
    return {
      kind: 'asks',
      code: null,
      says: both((text) => text.slipLeft(left)),
      how: both((text) => text.slipLeftHow),
      awaits: { kind: 'yes', yes: { do: 'endSlip', slip: held, sure: true }, no: null },
    }
  const refusals = slip.state === 'prepared' ? await sendSlip(tx, member, slip) : await endReception(tx, member, slip)
  if (refusals.length > 0) return refusing(refusals, null)
  const sent = slip.state === 'prepared'
  return {
    kind: 'done',
    code: null,
    says: both((text) => (sent ? text.slipSent(slip.number) : text.slipEnded(slip.number))),
    how: both((text) => text.goOn),
  }
}
