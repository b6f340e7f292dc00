import { KINDS } from '../../domain/circuit/kinds.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { showCode } from '../fleet/code.ts'
import { SLIP_STATE_NAMES, SLIP_STATES } from '../moves/slip.ts'
import { listSlips, type SlipRow } from '../moves/slip-read.sql.ts'
import { seeFleet } from '../organisation/permissions.ts'
import { findRound } from '../stocktake/round.sql.ts'
import { DECISIONS, FINDING_KEYS, FINDINGS } from '../stocktake/round.ts'
import { listRounds, type RoundLine, type RoundRow, roundLines } from '../stocktake/round-read.sql.ts'
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

const rounds = listExport<RoundRow>({
  path: '/inventaires',
  name: 'inventaires',
  title: { fr: 'Inventaires', en: 'Inventory rounds' },
  access: seeFleet,
  as: 'technician',
  personal: true,
  columns: [
    number('Numéro', 'Number', (row) => row.number),
    text('Lieu', 'Place', (row) => row.place),
    instant('Ouvert le', 'Opened on', (row) => row.openedAt),
    text('Par', 'By', (row) => row.openedBy),
    instant('Clos le', 'Closed on', (row) => row.closedAt),
    number('Attendus', 'Expected', (row) => row.expected),
    number('Trouvés', 'Found', (row) => row.found),
  ],
  next: (tx, { query }, after) => listRounds(tx, { placeId: query.lieu ?? '', after: after ?? '' }, 1000),
})

const roundsLines = listExport<RoundLine>({
  path: '/inventaires/lignes',
  name: 'lignes-d-inventaire',
  title: { fr: 'Lignes de l’inventaire', en: 'Lines of the round' },
  access: seeFleet,
  as: 'technician',
  personal: true,
  columns: [
    text('Code', 'Code', (row) => showCode(row.code)),
    text('Nature', 'Kind', (row, lang) => KINDS.rows[row.kind as DeviceKind].name[lang]),
    text('Fabricant', 'Maker', (row) => row.maker),
    text('Modèle', 'Model', (row) => row.model),
    text('Numéro de série', 'Serial number', (row) => row.serial),
    text('Numéro d’inventaire', 'Inventory number', (row) => row.inventoryNumber),
    text('Enregistré à', 'Recorded at', (row) => row.place),
    text('Constat', 'Finding', (row, lang) => FINDINGS[row.finding][lang]),
    instant('Compté le', 'Counted on', (row) => row.foundAt),
    text('Par', 'By', (row) => row.foundBy),
    text('Décision', 'Decision', (row, lang) => (row.decision ? DECISIONS[row.decision][lang] : null)),
  ],
  next: async (tx, { query }, after) => {
    const round = await findRound(tx, query.numero ?? '')
    const finding = FINDING_KEYS.find((one) => one === query.constat) ?? ''
    return round ? roundLines(tx, round, { finding, after: after ?? '' }, 1000) : { rows: [], after: null }
  },
})

export const MOVE_LISTS: readonly ListExport[] = [slips, rounds, roundsLines]
