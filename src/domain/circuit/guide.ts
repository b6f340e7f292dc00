import { ACTS, type Act, ALL_ACTS } from './acts.ts'
import type { Gate } from './gates/gate.ts'
import { GATES } from './gates.ts'
import { KINDS } from './kinds.ts'
import { DEVICE_STATES, STATES } from './states.ts'
import { STEP_MODELS } from './steps/models.ts'
import { STEPS } from './steps.ts'
import { TRANSFER_KINDS, TRANSFERS, type TransferRow } from './transfers.ts'
import { TRANSITIONS } from './transitions.ts'

const cell = (text: string) => text.replaceAll('|', '\\|')
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')

const inForce = ({ version, inForceFrom }: { readonly version: number; readonly inForceFrom: string }) =>
  `*Table version ${version}, en vigueur depuis le ${inForceFrom.split('-').reverse().join('/')}.*`

const label = (act: Act) => `« ${ACTS[act].label.fr} »`
const yes = (held: boolean) => (held ? 'oui' : 'non')

/** Possible from nearly every state: said in a sentence, so that the drawing stays readable. */
const EVERYWHERE: ReadonlySet<Act> = new Set(['declareLost', 'correct'])

function drawing(): string {
  const arrows = TRANSITIONS.rows.flatMap(({ act, from, to }) =>
    EVERYWHERE.has(act) || to === 'same' || to === 'asBefore'
      ? []
      : from.map((state) => ({ state: state === 'none' ? '[*]' : state, to, text: ACTS[act].label.fr })),
  )
  const pairs = [...new Set(arrows.map(({ state, to }) => `${state} --> ${to}`))]
  const textOf = (pair: string) =>
    arrows
      .filter(({ state, to }) => `${state} --> ${to}` === pair)
      .map(({ text }) => text.toLowerCase())
      .join(', ')
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...DEVICE_STATES.map((state) => `  state "${STATES.rows[state].name.fr}" as ${state}`),
    ...pairs.map((pair) => `  ${pair} : ${textOf(pair)}`),
    '  recycled --> [*]',
    '```',
  ].join('\n')
}

const NEEDS = {
  always: 'oui',
  person: 'si le détenteur est une personne',
  never: 'non',
} as const satisfies Record<TransferRow['returnDate'], string>

const transfers = () =>
  table(
    [
      'Transfert',
      'Change de propriétaire',
      'Délibération',
      'Convention signée des deux',
      'Signature du détenteur',
      'Date de retour',
      'Plafond de valeur',
      'Prix plafonné',
      'Compte comme',
      'Texte',
    ],
    TRANSFER_KINDS.map((kind) => TRANSFERS.rows[kind]).map((row) => [
      row.name.fr,
      yes(row.changesOwner),
      yes(row.councilDecision),
      yes(row.agreement),
      NEEDS[row.signedByHolder],
      NEEDS[row.returnDate],
      row.valueCapEur === 'none' ? 'aucun' : `${row.valueCapEur} €`,
      yes(row.priceCeiling),
      row.countsAs.fr,
      row.article,
    ]),
  )

/** « tout acte », or the acts themselves; an exception is told where it is shorter than the list. */
function before({ before: acts }: Gate): string {
  if (acts.length === ALL_ACTS.length) return 'tout acte'
  const others = ALL_ACTS.filter((act) => !acts.includes(act))
  return others.length < acts.length ? `tout acte, sauf ${others.map(label).join(', ')}` : acts.map(label).join(', ')
}

const kindsOf = ({ kinds }: Gate) =>
  kinds === 'all' ? 'tous' : kinds.map((kind) => KINDS.rows[kind].name.fr).join(', ')

const gates = () =>
  [...new Set(GATES.rows.map((gate) => gate.title.fr))]
    .map((title) => {
      const rows = GATES.rows
        .filter((gate) => gate.title.fr === title)
        .map((gate) => [gate.says.fr, gate.satisfy.fr, before(gate), kindsOf(gate), gate.source])
      return `### ${title}\n\n${table(['Refusé parce que', 'Que faire', 'Avant', 'Appareils', 'Source'], rows)}`
    })
    .join('\n\n')

const models = () =>
  Object.values(STEP_MODELS.rows)
    .map((model) => {
      const steps = model.steps.map((step, at) => `${at + 1}. ${STEPS[step].name.fr}`).join('\n')
      return `### ${model.name.fr}\n\n${steps}\n\n*Source : ${model.source}.*`
    })
    .join('\n\n')

/** The guide's page on the circuit, in French, from the tables that the program itself obeys. */
export function circuitGuide(): string {
  return `# Le circuit d’un appareil

Cette page est écrite par le programme à partir de ses propres tables : ce qu’elle dit est ce qu’il fait.
Les sources LAM, CLF, DSV, TRE et CCLO renvoient à ce que cinq collectivités disent en public de leur programme : Le Lamentin,
Clermont-Ferrand, les Deux-Sèvres, Trélazé et Lacq-Orthez.

## Les états

${drawing()}

« ${ACTS.declareLost.label.fr} » est possible tant que l’appareil n’est ni refusé, ni rendu, ni recyclé. « ${ACTS.correct.label.fr} » ramène à l’état d’avant le
dernier événement, par un événement contraire qui le nomme. La panne et la réparation sont comprises dans « ${STATES.rows.inUse.name.fr} ».

${table(
  ['État', 'Ce que cela veut dire'],
  DEVICE_STATES.map((state) => [STATES.rows[state].name.fr, STATES.rows[state].meaning.fr]),
)}

${inForce(STATES)}

## Les transferts

${transfers()}

${inForce(TRANSFERS)}

## Ce que chaque nature d’appareil demande

${table(
  ['Appareil', 'Effacement', 'Logiciels', 'Verrou de compte, profil de gestion, SIM et carte'],
  Object.values(KINDS.rows).map((row) => [row.name.fr, yes(row.media), yes(row.software), yes(row.locks)]),
)}

${inForce(KINDS)}

## Les contrôles

Le serveur les vérifie tous ; chaque refus dit lequel, et que faire. L’effacement n’est pas une case que l’on coche : il se calcule des preuves
des supports qui sont dans l’appareil au moment où l’on demande.

${gates()}

${inForce(GATES)}

## L’ordre des étapes

Chaque collectivité garde les étapes qu’elle a et les ordonne comme elle travaille. Aucun ordre ne déplace un contrôle.

${models()}

${inForce(STEP_MODELS)}
`
}
