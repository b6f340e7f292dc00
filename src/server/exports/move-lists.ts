import { SLIP_STATE_NAMES, SLIP_STATES } from '../moves/slip.ts'
import { listSlips, type SlipRow } from '../moves/slip-read.sql.ts'
import { seeFleet } from '../organisation/permissions.ts'
import { date, instant, type ListExport, listExport, number, text } from './export.ts'

const slips = listExport<SlipRow>({
  path: '/mouvements',
  name: 'mouvements',
  title: { fr: 'Bordereaux de mouvement', en: 'Move slips' },
  access: seeFleet,
  as: 'technician',
  personal: false,
  columns: [
    number('Numéro', 'Number', (row) => row.number),
    text('État', 'State', (row, lang) => SLIP_STATE_NAMES[row.state][lang]),
    text('De', 'From', (row) => row.from),
    text('Vers', 'To', (row) => row.to),
    number('Appareils', 'Devices', (row) => row.devices),
    number('Pointés', 'Checked', (row) => row.answered),
    instant('Préparé le', 'Prepared on', (row) => row.preparedAt),
    instant('Parti le', 'Sent on', (row) => row.sentAt),
    date('Attendu le', 'Expected on', (row) => row.expectedOn),
    instant('Reçu le', 'Received on', (row) => row.receivedAt),
  ],
  next: (tx, { query }, after) =>
    listSlips(
      tx,
      { state: SLIP_STATES.find((one) => one === query.etat) ?? '', placeId: query.lieu ?? '', after: after ?? '' },
      1000,
    ),
})

export const MOVE_LISTS: readonly ListExport[] = [slips]
