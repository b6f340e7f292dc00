import { type ActLine, linesOfAnswers } from '../platform/bulk/bulk.sql.ts'
import { everyMember } from '../platform/http/route.ts'
import { instant, type ListExport, listExport, text } from './export.ts'

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
]
