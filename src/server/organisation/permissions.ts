import { permission } from '../platform/http/permission.ts'
import type { Role } from './roles.ts'

const may = (name: string, ...roles: readonly Role[]) => permission(name, ...roles)

/** Reads devices, places, history. Elected members and the commission read totals only. */
export const seeFleet = may(
  'seeFleet',
  'coordinator',
  'networkLead',
  'technician',
  'trainee',
  'tutor',
  'itManager',
  'mediator',
  'finance',
  'dpo',
  'administrator',
)
/** Receives, identifies, decommissions, moves devices and keeps places. */
export const keepFleet = may('keepFleet', 'coordinator', 'networkLead', 'technician', 'itManager')
/** Receives at a place what a move slip announces. */
export const receiveMoves = may('receiveMoves', 'coordinator', 'networkLead', 'technician', 'itManager', 'mediator')
/** Opens and closes inventory rounds, and decides of their differences. */
export const keepRounds = may('keepRounds', 'coordinator', 'networkLead', 'technician', 'itManager', 'finance')
/** Counts what is there during an inventory round. */
export const countDevices = may(
  'countDevices',
  'coordinator',
  'networkLead',
  'technician',
  'trainee',
  'tutor',
  'itManager',
  'mediator',
  'finance',
)
/** Confirms a triage verdict, closes a work order, validates a second look. */
export const judgeFleet = may('judgeFleet', 'coordinator', 'technician', 'tutor', 'itManager')
/** Works at the bench: steps, tests, proofs of erasure. */
export const work = may('work', 'coordinator', 'technician', 'trainee', 'tutor', 'itManager')
/** Says that a device in use is broken; those who work at the bench repair it. */
export const reportBreakdowns = may(
  'reportBreakdowns',
  'coordinator',
  'networkLead',
  'technician',
  'trainee',
  'tutor',
  'itManager',
  'mediator',
)
/** Enters requests and reads them. */
export const takeRequests = may('takeRequests', 'coordinator', 'networkLead', 'mediator', 'socialWorker')
/** Keeps the bodies outside; people among them are seen by those who take requests. */
export const keepParties = may(
  'keepParties',
  'coordinator',
  'networkLead',
  'technician',
  'itManager',
  'mediator',
  'socialWorker',
)
/** Confirms a right, allocates, draws agreements. */
export const decideRequests = may('decideRequests', 'coordinator', 'networkLead')
/** Reads agreements, contracts and receipts. */
export const readAgreements = may(
  'readAgreements',
  'coordinator',
  'networkLead',
  'mediator',
  'socialWorker',
  'elected',
  'finance',
)
/** Signs for the organisation. */
export const signForUs = may('signForUs', 'elected', 'coordinator')
/** Hands over and takes back. */
export const handOver = may('handOver', 'coordinator', 'networkLead', 'technician', 'mediator')
/** Keeps pallets and the waste register. */
export const keepPallets = may('keepPallets', 'coordinator', 'technician', 'itManager', 'finance')
/** Follows breach files and records that the authority was told. */
export const keepBreaches = may('keepBreaches', 'coordinator', 'dpo')
/** Reads totals. */
export const seeTotals = may(
  'seeTotals',
  'coordinator',
  'networkLead',
  'itManager',
  'elected',
  'commission',
  'finance',
  'dpo',
  'administrator',
  'tutor',
  'technician',
  'trainee',
  'mediator',
  'socialWorker',
  'hr',
)
/** Sets the organisation up: programme, steps, rules, council decisions. */
export const setRules = may('setRules', 'coordinator', 'administrator')
/** Invites people and gives roles. */
export const manageMembers = may('manageMembers', 'administrator')
