import { equipmentEvents } from '../../workshop/equipment/equipment.sql.ts'
import { noteEvents } from '../../workshop/notes/note.sql.ts'
import { DAY, dayOf, isoOf, workingInstant } from './calendar.ts'
import type { Story } from './story.ts'

const BENCHES = ['Banc 1, sous la fenêtre', 'Banc 2, effacement', 'Banc 3, portables', 'Banc 4, écrans'] as const
/** Tools with the months between two checks; the tester is out of order. */
const TOOLS = [
  { name: 'Station d’effacement, six baies', months: 12, state: 'working' },
  { name: 'Aspirateur antistatique', months: 6, state: 'working' },
  { name: 'Testeur d’alimentations', months: 12, state: 'outOfOrder' },
] as const

/** What the workshop learnt of models that the town has; no model: it holds for the whole maker. */
const NOTES: readonly {
  readonly maker: string
  readonly model?: string
  readonly title: string
  readonly body: string
}[] = [
  {
    maker: 'Dell Inc.',
    model: 'OptiPlex 3050',
    title: 'Pile de la carte mère',
    body: 'Après cinq ans la pile est vide : la date repart en 2018 et le système refuse les certificats. Mettre une CR2032 neuve à chaque passage.',
  },
  {
    maker: 'HP',
    model: 'HP ProBook 450 G3',
    title: 'Charnière gauche',
    body: 'La vis la plus proche de l’écran se desserre. La resserrer avant de refermer, sans forcer : l’insert est en plastique.',
  },
  {
    maker: 'LENOVO',
    model: '20HES0AB00',
    title: 'Deux batteries',
    body: 'Une batterie interne et une amovible. Les essayer l’une après l’autre : une seule usée ne se voit pas si l’autre va bien.',
  },
  {
    maker: 'FUJITSU',
    model: 'ESPRIMO P556',
    title: 'Ventilateur bruyant',
    body: 'Poussière derrière la grille avant. Ôter la façade, trois clips à gauche, et souffler vers l’extérieur.',
  },
  {
    maker: 'HP',
    title: 'Mot de passe du micrologiciel',
    body: 'Demander la levée au service informatique avant la collecte : sans lui la carte n’est plus modifiable.',
  },
]

/** Benches and tools of the workshop, and what its people write of the models they know; answers the ids of the benches. */
export function equip(story: Story, workshopId: string): readonly [string, ...string[]] {
  const { journal, chance, from, town } = story
  const add = (kind: 'bench' | 'tool', name: string, state = 'working', months: number | null = null) => {
    const at = workingInstant(chance, from, 1)
    const id = journal.id(at)
    journal.row('equipment', {
      id,
      kind,
      name,
      place_id: workshopId,
      state,
      check_months: months,
      checked_on: months === null ? null : dayOf(story.now - chance.between(20, 400) * DAY),
    })
    journal.event(equipmentEvents, 'added', at, town.people.tutor, id, { kind })
    return id
  }
  const [first, ...others] = BENCHES
  const benches = [add('bench', first), ...others.map((name) => add('bench', name))] as const
  for (const { name, months, state } of TOOLS) add('tool', name, state, months)
  for (const [rank, note] of NOTES.entries())
    story.later(
      workingInstant(chance, from, 400 * (rank + 1)),
      () => undefined,
      (at) => learn(story, note, at),
    )
  return benches
}

function learn(
  { journal, chance, town }: Story,
  { maker, model, title, body }: (typeof NOTES)[number],
  at: number,
): void {
  const id = journal.id(at)
  const by = chance.oneOf(town.technicians)
  journal.row('model_note', { id, maker, model: model ?? null, version: 1 })
  journal.row('model_note_version', { note_id: id, version: 1, title, body, written_at: isoOf(at), written_by: by })
  journal.event(noteEvents, 'written', at, by, id, { noteId: id, version: 1 })
}
