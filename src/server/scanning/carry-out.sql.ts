import {
  countDevices,
  handOver,
  judgeFleet,
  keepFleet,
  keepPallets,
  seeFleet,
  work as workPermission,
} from '../organisation/permissions.ts'
import type { Tx } from '../platform/database/database.ts'
import { allows, type Member, type Permission } from '../platform/http/permission.ts'
import { type Asked, claimLabel, judge, propose, receive } from './bench-acts.sql.ts'
import { beginKit, closeKit, fillKit, holdKit, proposeKit } from './kit-acts.sql.ts'
import { bringBack, checkReturn, look, openFor, palletise } from './leaving-acts.sql.ts'
import { move } from './move-acts.sql.ts'
import { fit, shelve } from './part-acts.sql.ts'
import { count, endSlip, holdRound, holdSlip, onSlip } from './round-acts.sql.ts'
import { type Answered, both, no } from './scan.ts'
import type { Intention } from './scan-session.ts'
import { undoLast } from './undo.sql.ts'
import { answerItem, finish, grade, work } from './work-acts.sql.ts'

/** Who may do it, as on the act's own screen, and the room's functions that do it. */
type Row<Do extends Intention['do']> = readonly [
  Permission,
  (tx: Tx, member: Member, asked: Asked<Do>) => Promise<Answered>,
]

const ACTS: { readonly [Do in Intention['do']]: Row<Do> } = {
  look: [seeFleet, look],
  receive: [keepFleet, receive],
  claim: [workPermission, claimLabel],
  propose: [workPermission, propose],
  judge: [judgeFleet, judge],
  work: [workPermission, work],
  answer: [workPermission, answerItem],
  grade: [judgeFleet, grade],
  finish: [judgeFleet, finish],
  move: [keepFleet, move],
  checkReturn: [handOver, checkReturn],
  takeBack: [handOver, bringBack],
  putOnPallet: [keepPallets, palletise],
  openPallet: [keepPallets, openFor],
  proposeKit: [workPermission, proposeKit],
  openKit: [workPermission, beginKit],
  holdKit: [workPermission, holdKit],
  putInKit: [workPermission, fillKit],
  completeKit: [workPermission, closeKit],
  shelve: [workPermission, shelve],
  fit: [workPermission, fit],
  holdRound: [countDevices, holdRound],
  count: [countDevices, count],
  holdSlip: [keepFleet, holdSlip],
  slip: [keepFleet, onSlip],
  endSlip: [keepFleet, endSlip],
  // Whoever did it may undo it: the circuit refuses the rest.
  undo: [workPermission, undoLast],
}

/** Does what a scan leads to, through the rooms; a refusal is told and its writes are the caller's to roll back. */
export async function carryOut(tx: Tx, member: Member, intention: Intention): Promise<Answered> {
  const [permission, run] = ACTS[intention.do] as Row<Intention['do']>
  if (!allows(member, permission))
    return no(
      null,
      both((text) => text.mayNot),
      both((text) => text.mayNotHow),
    )
  return (run as (tx: Tx, member: Member, asked: Intention) => Promise<Answered>)(tx, member, intention)
}
