import type { Lang } from '../platform/text/text.ts'
import { texts } from '../platform/text/text.ts'
import type { RiverFlow, RiverNode } from '../platform/ui/river.tsx'

const riverText = texts(
  {
    arrivals: 'arrivés',
    triage: 'identifiés',
    workshop: 'à l’atelier',
    shelf: 'prêts',
    internalUse: 'écoles et services',
    loan: 'prêtés',
    given: 'donnés ou cédés',
    parts: 'en pièces',
    recycling: 'au recyclage',
    back: 'rendus',
  },
  {
    arrivals: 'arrived',
    triage: 'identified',
    workshop: 'in the workshop',
    shelf: 'ready',
    internalUse: 'schools and services',
    loan: 'lent',
    given: 'given or transferred',
    parts: 'for parts',
    recycling: 'to recycling',
    back: 'given back',
  },
)

type Counts = Readonly<Record<string, number>>

/**
 * The circuit as a flow: each device is counted where it stands, and has passed by every node before. It balances by
 * construction; parts and recycling leave after the erasure.
 */
export function riverOf(
  states: Counts,
  holdings: Counts,
  lang: Lang,
): { readonly nodes: readonly RiverNode[]; readonly flows: readonly RiverFlow[] } {
  const text = riverText(lang)
  const at = (...names: readonly string[]) => names.reduce((sum, name) => sum + (states[name] ?? 0), 0)
  const internalUse = holdings.internalUse ?? 0
  const loan = holdings.loan ?? 0
  const given = (holdings.gift ?? 0) + (holdings.solidaritySale ?? 0) + (holdings.publicBody ?? 0)
  const used = internalUse + loan + given
  const shelf = at('ready', 'reserved') + used
  const workshop = at('triaged', 'inWork') + shelf
  const parts = at('toParts')
  const recycling = at('toRecycling', 'recycled')
  const back = at('backToOwner')
  const nodes: RiverNode[] = [
    { id: 'arrivals', label: text.arrivals, kind: 'step', held: at('received', 'returned') },
    { id: 'triage', label: text.triage, kind: 'step', held: at('identified') },
    { id: 'workshop', label: text.workshop, kind: 'step', held: at('triaged', 'inWork') },
    { id: 'shelf', label: text.shelf, kind: 'step', held: at('ready', 'reserved') },
    { id: 'internalUse', label: text.internalUse, kind: 'use' },
    { id: 'loan', label: text.loan, kind: 'use' },
    { id: 'given', label: text.given, kind: 'use' },
    { id: 'parts', label: text.parts, kind: 'side' },
    { id: 'recycling', label: text.recycling, kind: 'side' },
    { id: 'back', label: text.back, kind: 'side' },
  ]
  const flows: RiverFlow[] = [
    { from: 'arrivals', to: 'triage', count: at('identified') + workshop + parts + recycling + back },
    { from: 'triage', to: 'workshop', count: workshop },
    { from: 'triage', to: 'parts', count: parts },
    { from: 'triage', to: 'recycling', count: recycling },
    { from: 'triage', to: 'back', count: back },
    { from: 'workshop', to: 'shelf', count: shelf },
    { from: 'shelf', to: 'internalUse', count: internalUse },
    { from: 'shelf', to: 'loan', count: loan },
    { from: 'shelf', to: 'given', count: given },
  ]
  const flowing = flows.filter(({ count }) => count > 0)
  const reached = new Set(flowing.flatMap(({ from, to }) => [from, to]))
  return { nodes: nodes.filter(({ id, held = 0 }) => reached.has(id) || held > 0), flows: flowing }
}
