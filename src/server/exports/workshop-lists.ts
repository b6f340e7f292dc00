import { showCode } from '../fleet/code.ts'
import { seeFleet, work } from '../organisation/permissions.ts'
import type { Tx } from '../platform/database/database.ts'
import { format } from '../platform/text/format.ts'
import { exposures, type Group, yearsOfTickets } from '../tickets/rates.sql.ts'
import { listTickets, type Ticket } from '../tickets/ticket.sql.ts'
import { ticketText } from '../tickets/ticket.text.ts'
import { rateOf } from '../tickets/ticket.ts'
import { filterOf } from '../tickets/ticket-query.ts'
import { loadOf, openCards } from '../workshop/board/board.sql.ts'
import { type Load, mondayOf } from '../workshop/board/board.ts'
import { type Equipment, listEquipment } from '../workshop/equipment/equipment.sql.ts'
import { equipmentText } from '../workshop/equipment/equipment.text.ts'
import { stepNames } from '../workshop/models/model.sql.ts'
import { type ModelNote, searchNotes } from '../workshop/notes/note.sql.ts'
import { type Reconditioning, reconditionings } from '../workshop/reconditionings/reconditioning.sql.ts'
import { askedReconditionings } from '../workshop/reconditionings/reconditioning.ts'
import type { TimeLine } from '../workshop/time/time.sql.ts'
import { TIME_QUERY } from '../workshop/time/time.ts'
import { linesOf, type Total, totalsOf } from '../workshop/totals/totals.sql.ts'
import { type Asked, date, instant, type ListExport, listExport, number, text } from './export.ts'

const CHUNK = 1000

/** The query of the time screens; an empty choice narrows nothing. */
function timeAsked({ query, viewer, now }: Asked) {
  const asked = TIME_QUERY.parse(Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '')))
  return { asked, year: asked.year ?? Number(format(viewer).year(now)) }
}

/** What a step is called in the words of whoever asks, as on the screen. */
async function stepNamed(tx: Tx, { viewer }: Asked): Promise<(id: string) => string> {
  const names = await stepNames(tx)
  return (id) => names[id]?.[viewer.lang] ?? id
}

const load = listExport<Load>({
  path: '/atelier',
  name: 'charge-de-l-atelier',
  title: { fr: 'Charge par personne', en: 'Load per person' },
  access: seeFleet,
  as: 'technician',
  personal: true,
  columns: [
    text('Personne', 'Person', (row) => row.name),
    text('Équipe', 'Team', (row) => row.team),
    number('Fiches ouvertes', 'Open orders', (row) => row.orders),
    number('Minutes restantes', 'Minutes left', (row) => row.left),
    number('Minutes de la semaine', 'Minutes this week', (row) => row.spent),
    number('Minutes par semaine', 'Minutes a week', (row) => row.capacity),
  ],
  next: async (tx, { viewer, now }) => ({
    rows: await loadOf(tx, mondayOf(format(viewer).calendarDay(now)), await openCards(tx)),
    after: null,
  }),
})

const equipment = listExport<Equipment>({
  path: '/atelier/bancs',
  name: 'bancs-et-outils',
  title: { fr: 'Bancs et outils', en: 'Benches and tools' },
  access: seeFleet,
  as: 'technician',
  personal: false,
  columns: [
    text('Nom', 'Name', (row) => row.name),
    text('Nature', 'Kind', (row, lang) => {
      const { kinds } = equipmentText(lang)
      return kinds[row.kind as keyof typeof kinds]
    }),
    text('Lieu', 'Place', (row) => row.place),
    text('État', 'State', (row, lang) => {
      const { states } = equipmentText(lang)
      return states[row.state as keyof typeof states]
    }),
    text('Appareils', 'Devices', (row) => row.codes.map(showCode).join(', ')),
    date('Contrôlé le', 'Checked on', (row) => row.checkedOn),
    number('Contrôle, en mois', 'Check, in months', (row) => row.checkMonths),
  ],
  next: async (tx) => ({ rows: await listEquipment(tx), after: null }),
})

const totals = listExport<Total>({
  path: '/atelier/temps',
  name: 'temps-de-l-atelier',
  title: { fr: 'Temps de l’atelier', en: 'Time of the workshop' },
  access: work,
  as: 'technician',
  personal: true,
  columns: [
    text('Clé', 'Key', (row) => row.key),
    text('Nom', 'Name', (row) => row.name),
    number('Minutes', 'Minutes', (row) => row.minutes),
    number('Relevés', 'Records', (row) => row.stretches),
  ],
  next: async (tx, said) => {
    const { asked, year } = timeAsked(said)
    const rows = await totalsOf(tx, asked.by, year, asked, 10_000)
    if (asked.by !== 'step') return { rows, after: null }
    const named = await stepNamed(tx, said)
    return { rows: rows.map((row) => ({ ...row, name: named(row.key) })), after: null }
  },
})

const lines = listExport<TimeLine>({
  path: '/atelier/temps/releves',
  name: 'releves-de-temps',
  title: { fr: 'Relevés de temps', en: 'Records of time' },
  access: work,
  as: 'technician',
  personal: true,
  columns: [
    date('Jour', 'Day', (row) => row.day),
    text('Code', 'Code', (row) => showCode(row.code)),
    text('Étape', 'Step', (row) => row.step),
    number('Panne', 'Breakdown', (row) => row.ticketNumber),
    text('Qui', 'Who', (row) => row.person),
    text('Sous la conduite de', 'Under', (row) => row.supervisor),
    text('Équipe', 'Team', (row) => row.team),
    number('Vie servie', 'Life served', (row) => row.life),
    number('Minutes', 'Minutes', (row) => row.minutes),
    number('Minutes du chronomètre', 'Minutes of the timer', (row) => row.counted),
  ],
  next: async (tx, said, after) => {
    const { asked, year } = timeAsked(said)
    const found = await linesOf(tx, year, asked, after, CHUNK)
    const named = await stepNamed(tx, said)
    return { ...found, rows: found.rows.map((row) => ({ ...row, step: row.step && named(row.step) })) }
  },
})

const tickets = listExport<Ticket>({
  path: '/pannes',
  name: 'pannes',
  title: { fr: 'Pannes', en: 'Breakdowns' },
  access: seeFleet,
  as: 'technician',
  personal: false,
  columns: [
    number('Numéro', 'Number', (row) => row.number),
    text('Code', 'Code', (row) => showCode(row.code)),
    text('Fabricant', 'Maker', (row) => row.maker),
    text('Modèle', 'Model', (row) => row.model),
    text('Chez', 'At', (row) => row.holder),
    number('Vie', 'Life', (row) => row.life),
    text('Ce qui ne va pas', 'What is wrong', (row, lang) => {
      const { symptoms } = ticketText(lang)
      return symptoms[row.symptom as keyof typeof symptoms]
    }),
    text('Cause', 'Cause', (row, lang) => {
      const { causes } = ticketText(lang)
      return causes[row.cause as keyof typeof causes] ?? null
    }),
    text('Issue', 'Outcome', (row, lang) => {
      const { outcomes } = ticketText(lang)
      return outcomes[row.outcome as keyof typeof outcomes] ?? null
    }),
    instant('Signalée le', 'Reported on', (row) => row.reportedAt),
    instant('Close le', 'Closed on', (row) => row.closedAt),
    number('Minutes', 'Minutes', (row) => row.minutes),
  ],
  next: async (tx, { query }, after) => {
    const found = await listTickets(tx, filterOf(query), after === null ? null : Number(after), CHUNK)
    return { rows: found.rows, after: found.after === null ? null : String(found.after) }
  },
})

const rates = listExport<Group>({
  path: '/pannes/taux',
  name: 'taux-de-panne',
  title: { fr: 'Taux de panne', en: 'Breakdown rates' },
  access: seeFleet,
  as: 'technician',
  personal: false,
  columns: [
    text('Groupe', 'Group', (row) => row.key),
    number('Années-appareils', 'Device-years', (row) => row.days / 365.25),
    number('Pannes', 'Breakdowns', (row) => row.tickets),
    number('Pour 100 par an', 'Per 100 a year', (row) => rateOf(row)?.perHundred ?? null),
    number('De', 'From', (row) => rateOf(row)?.low ?? null),
    number('À', 'To', (row) => rateOf(row)?.high ?? null),
    number('Heures pour 100 par an', 'Hours per 100 a year', (row) => rateOf(row)?.hoursPerHundred ?? null),
  ],
  next: async (tx, { query, now }) => {
    const by = (['life', 'age', 'model'] as const).find((one) => one === query.par) ?? 'life'
    const year = (await yearsOfTickets(tx, now)).find((one) => String(one) === query.annee) ?? now.getUTCFullYear()
    return { rows: await exposures(tx, by, year, now, 10_000), after: null }
  },
})

const notes = listExport<ModelNote>({
  path: '/atelier/notes',
  name: 'notes-par-modele',
  title: { fr: 'Notes par modèle', en: 'Notes by model' },
  access: seeFleet,
  as: 'technician',
  personal: true,
  columns: [
    text('Fabricant', 'Maker', (row) => row.maker),
    text('Modèle', 'Model', (row) => row.model),
    text('Titre', 'Title', (row) => row.title),
    text('Note', 'Note', (row) => row.body),
    number('Version', 'Version', (row) => row.version),
    text('Par', 'By', (row) => row.by),
    instant('Écrite le', 'Written on', (row) => row.writtenAt),
  ],
  next: async (tx, { query }) => ({ rows: await searchNotes(tx, (query.q ?? '').slice(0, 200), 5000), after: null }),
})

const reconditioned = listExport<Reconditioning>({
  path: '/atelier/remises-en-etat',
  name: 'remises-en-etat',
  title: { fr: 'Remises en état', en: 'Reconditionings' },
  access: seeFleet,
  as: 'technician',
  personal: true,
  columns: [
    instant('Le', 'On', (row) => row.at),
    text('Code', 'Code', (row) => showCode(row.code)),
    text('Fabricant', 'Maker', (row) => row.maker),
    text('Modèle', 'Model', (row) => row.model),
    text('Qui', 'Who', (row) => row.person),
    number('Vie avant', 'Life before', (row) => row.before),
    number('Vie après', 'Life after', (row) => row.before + 1),
    number('Rang dans l’année', 'Rank in the year', (row) => row.rank),
    number('Minutes', 'Minutes', (row) => row.minutes),
  ],
  next: (tx, { query, viewer, now }, after) =>
    reconditionings(tx, askedReconditionings(query, Number(format(viewer).year(now))), after, CHUNK),
})

export const WORKSHOP_LISTS: readonly ListExport[] = [
  load,
  reconditioned,
  notes,
  equipment,
  totals,
  lines,
  tickets,
  rates,
]
