import { type BulkAct, listBulkActs } from '../bulk-acts/bulk-act.sql.ts'
import { bulkActText } from '../bulk-acts/bulk-act.text.ts'
import { keepFleet } from '../organisation/permissions.ts'
import { type ActLine, linesOfAnswers } from '../platform/bulk/bulk.sql.ts'
import { everyMember } from '../platform/http/route.ts'
import { renewalText } from '../renewal/renewal.text.ts'
import { instant, type ListExport, listExport, number, text } from './export.ts'

/** What one's own acts on many things gave, a line for each thing. */
export const ANSWER_LISTS: readonly ListExport[] = [
  listExport<ActLine>({
    path: '/reponses',
    name: 'reponses',
    title: { fr: 'Mes réponses', en: 'My answers' },
    access: everyMember,
    as: 'technician',
    personal: false,
    columns: [
      text('Acte', 'Act', (row, lang) => row.act.title[lang]),
      instant('Le', 'On', (row) => row.act.answeredAt),
      text('Élément', 'Item', (row) => row.item),
      text('Fait', 'Done', (row) => row.done),
      text('Réponse', 'Answer', (row, lang) => row.what[lang]),
      text('Que faire', 'What to do', (row, lang) => row.how?.[lang] ?? null),
    ],
    next: (tx, { member }, after) => linesOfAnswers(tx, member, after),
  }),
  listExport<BulkAct>({
    path: '/actes',
    name: 'actes',
    title: { fr: 'Actes en nombre', en: 'Bulk acts' },
    access: keepFleet,
    as: 'technician',
    personal: true,
    columns: [
      text('Acte', 'Act', (row, lang) => bulkActText(lang).acts[row.act].label),
      number('Appareils', 'Devices', (row) => row.devices),
      text('Lieu', 'Place', (row) => row.place),
      text('Motif', 'Reason', (row, lang) => (row.reason === null ? null : renewalText(lang).reasons[row.reason])),
      text('Où il en est', 'Where it stands', (row, lang) => bulkActText(lang).phases[row.phase]),
      instant('Demandé le', 'Asked on', (row) => row.askedAt),
      text('Par', 'By', (row) => row.asker),
    ],
    next: (tx, _asked, after) => listBulkActs(tx, after ?? '', 500),
  }),
]
