import type { DeviceState } from '../../domain/circuit/states.ts'
import {
  handOver,
  keepFleet,
  keepPallets,
  keepParties,
  manageMembers,
  readAgreements,
  seeFleet,
  takeRequests,
  work,
} from '../organisation/permissions.ts'
import { allows, type Member, type Permission } from '../platform/http/permission.ts'
import { everyMember } from '../platform/http/route.ts'
import type { RailOf } from '../platform/http/viewer.ts'
import type { Bilingual, Lang } from '../platform/text/text.ts'
import type { RailStep } from '../platform/ui/viewer.ts'
import { type Waiting, waitingIn } from './counts.sql.ts'

interface Step {
  readonly href: string
  readonly label: Bilingual
  readonly access: Permission
  /** The states whose devices wait at this step. */
  readonly states: readonly DeviceState[]
  /** What else waits at this step, counted through an index. */
  readonly others?: Exclude<keyof Waiting, 'devices'>
  /** Waiting here is work left to do, drawn in amber. */
  readonly hot: boolean
  readonly group: RailStep['group']
}

const step = (
  href: string,
  fr: string,
  en: string,
  access: Permission,
  states: readonly DeviceState[] = [],
  hot = false,
): Step => ({
  href,
  label: { fr, en },
  access,
  states,
  hot,
  group: 'circuit',
})
const around = (href: string, fr: string, en: string, access: Permission): Step => ({
  ...step(href, fr, en, access),
  group: 'around',
})

/** The rail, in the order of the circuit; it shows only what works. */
export const RAIL: readonly Step[] = [
  step('/', 'Aujourd’hui', 'Today', everyMember),
  step('/reforme', 'Réforme', 'Decommissioning', keepFleet, ['decommissioned']),
  step('/balayage', 'Balayage', 'Scan', work),
  step('/arrivees', 'Arrivées', 'Arrivals', work, ['received', 'returned'], true),
  step('/tri', 'Tri', 'Triage', work, ['identified'], true),
  step('/effacement', 'Effacement', 'Erasure', work),
  step('/atelier', 'Atelier', 'Workshop', work, ['triaged', 'inWork']),
  step('/kits', 'Kits', 'Kits', seeFleet),
  { ...step('/demandes', 'Demandes', 'Requests', takeRequests, [], true), others: 'requestsToJudge' },
  { ...step('/conventions', 'Conventions', 'Agreements', readAgreements), others: 'papersToSign' },
  step('/remises', 'Remises', 'Hand-overs', handOver, ['reserved'], true),
  step('/retours', 'En service', 'In use', handOver, ['inUse']),
  step('/pannes', 'Pannes', 'Breakdowns', seeFleet),
  step('/palettes', 'Palettes', 'Pallets', keepPallets, ['toRecycling']),
  around('/parc', 'Parc', 'Fleet', seeFleet),
  around('/pieces', 'Pièces', 'Parts', seeFleet),
  around('/fournitures', 'Fournitures', 'Supplies', seeFleet),
  around('/lieux', 'Lieux', 'Places', seeFleet),
  around('/mouvements', 'Mouvements', 'Moves', seeFleet),
  around('/inventaires', 'Inventaires', 'Inventory rounds', seeFleet),
  around('/tiers', 'Tiers', 'Parties', keepParties),
  around('/imports', 'Imports', 'Imports', keepFleet),
  around('/programme', 'Programme', 'Programme', everyMember),
  around('/membres', 'Membres', 'Members', manageMembers),
  around('/reglages', 'Réglages', 'Settings', everyMember),
]

/** Addresses that exist: a step without its room is not shown. */
let open: ReadonlySet<string> = new Set()
export function openSteps(paths: Iterable<string>): void {
  open = new Set(paths)
}

/** What waits at each step, and the steps that a member may enter. */
export const railOf: RailOf = async (tx) => {
  const found = await waitingIn(tx)
  return (member, lang) => stepsOf(found, member, lang)
}

function stepsOf(found: Waiting, member: Member, lang: Lang): readonly RailStep[] {
  const steps: RailStep[] = []
  for (const { href, label, states, others, hot, group, access } of RAIL) {
    if (!open.has(href) || !allows(member, access)) continue
    const devices = states.reduce((sum, state) => sum + (found.devices[state] ?? 0), 0)
    const waiting = others ? found[others] : devices
    const counted = states.length > 0 || others !== undefined
    steps.push({ href, label: label[lang], waiting: counted ? waiting : null, hot: hot && waiting > 0, group })
  }
  return steps
}
