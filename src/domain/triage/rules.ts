import type { Table } from '../rules.ts'
import { rule, type TriageRule, when } from './rule.ts'
import { PART_RULES } from './rules-parts.ts'
import { PROCESSOR_RULES } from './rules-processor.ts'

const SAFETY = 'sécurité des personnes, filière des batteries dangereuses'
const CHOICE = 'proposition, à régler par la collectivité'

const CONDITION_RULES: readonly TriageRule[] = [
  rule(
    'batterySwollen',
    'parts',
    [when('batterySwollen', 'is', true)],
    ['Batterie gonflée : l’isoler, ne rien brancher.', 'Swollen battery: set it apart, plug nothing in.'],
    SAFETY,
    { works: ['hazardousBattery'] },
  ),
  rule(
    'boardCorroded',
    'recycle',
    [when('boardCorroded', 'is', true)],
    ['Carte mère corrodée.', 'Corroded board.'],
    CHOICE,
  ),
  rule('doesNotBoot', 'parts', [when('boots', 'is', false)], ['Ne démarre pas.', 'Does not start.'], CHOICE),
  rule(
    'panelCracked',
    'parts',
    [when('screenCracked', 'is', true)],
    ['Dalle cassée, et elle fait corps avec l’appareil.', 'The panel is cracked, and part of the device.'],
    CHOICE,
    { kinds: ['laptop', 'tablet', 'phone', 'all-in-one'] },
  ),
  rule(
    'screenCracked',
    'recycle',
    [when('screenCracked', 'is', true)],
    ['Écran cassé.', 'The screen is cracked.'],
    CHOICE,
    { kinds: ['screen'] },
  ),
]

const NOTES: readonly TriageRule[] = [
  rule(
    'allInOne',
    'reuse',
    [when('kind', 'is', 'all-in-one')],
    ['Dalle solidaire : effacer avant de prendre des pièces.', 'Built-in panel: erase before taking parts.'],
    CHOICE,
    { works: ['eraseBeforeParts'] },
  ),
  rule(
    'overTenYears',
    'reuse',
    [when('ageYears', 'above', 10)],
    [
      'Plus de 10 ans à la réforme : hors objectif de la loi, réemploi permis.',
      'Over 10 years at decommissioning: outside the law’s target, reuse allowed.',
    ],
    'loi REEN art. 16, décret 2023-266',
  ),
  rule(
    'locked',
    'reuse',
    [when('locked', 'is', true)],
    [
      'Verrouillé : rien ne part avant que l’ancien utilisateur l’ait libéré.',
      'Locked: nothing leaves before the former user has released it.',
    ],
    CHOICE,
    { blocks: true, works: ['askRelease'] },
  ),
]

/** Where each organisation starts: thresholds may be moved, rules turned off, others added (`rulesSchema`). */
export const DEFAULT_RULES: Table<readonly TriageRule[]> = {
  version: 1,
  inForceFrom: '2026-11-22',
  rows: [...CONDITION_RULES, ...PROCESSOR_RULES, ...PART_RULES, ...NOTES],
}
