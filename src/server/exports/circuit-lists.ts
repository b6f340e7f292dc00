import { KINDS } from '../../domain/circuit/kinds.ts'
import { type DeviceState, STATES } from '../../domain/circuit/states.ts'
import { TRANSFER_KINDS, TRANSFERS, type TransferKind } from '../../domain/circuit/transfers.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { RECIPIENTS, type RecipientKind } from '../../domain/law/recipients.ts'
import { type AgreementRow, listAgreements } from '../agreements/agreement.sql.ts'
import { agreementText } from '../agreements/agreement.text.ts'
import { showCode } from '../fleet/code.ts'
import { handOver, keepPallets, readAgreements, seeFleet, setRules, takeRequests } from '../organisation/permissions.ts'
import { eventName } from '../platform/ledger/ledger.ts'
import type { SheetColumn } from '../platform/sheets/sheet.ts'
import type { Lang } from '../platform/text/text.ts'
import { PALLET_STATE_NAMES, PALLET_STATES } from '../recycling/pallet.ts'
import { listPallets, type PalletRow } from '../recycling/pallet-read.sql.ts'
import { requestText } from '../requests/request.text.ts'
import { showRequestNumber, wantedCount } from '../requests/request.ts'
import { listRequests, type RequestRow, unmetOf } from '../requests/request-list.sql.ts'
import {
  type ExportedEvent,
  type ExportedHandover,
  type ExportedHolding,
  type ExportedMedium,
  type ExportedOrder,
  nextEvents,
  nextHandovers,
  nextHoldings,
  nextMedia,
  nextOrders,
} from './circuit-rows.sql.ts'
import { date, instant, type ListExport, listExport, number, text } from './export.ts'
import { MEDIUM_WORDS, ORDER_OUTCOMES, SESSION_WORDS, STANDING_WORDS } from './words.ts'

const transferName = (kind: string, lang: Lang) => TRANSFERS.rows[kind as TransferKind]?.name[lang] ?? kind
const kindName = (kind: string, lang: Lang) => KINDS.rows[kind as DeviceKind].name[lang]
const stateName = (state: string, lang: Lang) => STATES.rows[state as DeviceState]?.name[lang] ?? state
const yes = (lang: Lang, holds: boolean) => (lang === 'fr' ? (holds ? 'oui' : 'non') : holds ? 'yes' : 'no')

/** What names the machine of a row, on every list of the circuit. */
const deviceColumns = <
  Row extends {
    readonly code: string
    readonly kind: string
    readonly maker: string | null
    readonly model: string | null
  },
>(): readonly SheetColumn<Row>[] => [
  text('Code', 'Code', (row) => showCode(row.code)),
  text('Nature', 'Kind', (row, lang) => kindName(row.kind, lang)),
  text('Fabricant', 'Maker', (row) => row.maker),
  text('Modèle', 'Model', (row) => row.model),
]

const said = (query: Readonly<Record<string, string>>, name: string) => (query[name] ?? '').slice(0, 200)

const requests = listExport<RequestRow>({
  path: '/demandes',
  name: 'demandes',
  title: { fr: 'Demandes', en: 'Requests' },
  access: takeRequests,
  as: 'mediator',
  personal: true,
  columns: [
    text('Numéro', 'Number', (row) => showRequestNumber(row.number)),
    text('Pour', 'For', (row) => row.asker),
    text('Qualité', 'Kind of recipient', (row, lang) => RECIPIENTS[row.recipientKind as RecipientKind]?.[lang] ?? null),
    text('Voie', 'Route', (row, lang) => transferName(row.transfer, lang)),
    text('Statut', 'Status', (row, lang) => requestText(lang).statuses[row.status]),
    date('Reçue le', 'Received on', (row) => row.receivedOn),
    date('Pour le', 'Needed on', (row) => row.neededOn),
    text('Demandé', 'Asked', (row, lang) =>
      row.wanted.map((one) => `${one.count} × ${kindName(one.kind, lang)}`).join(', '),
    ),
    number('Nombre', 'Number of devices', (row) => wantedCount(row.wanted)),
    number('Attribués', 'Allocated', (row) => row.allocated),
    number('Remis', 'Handed over', (row) => row.handedOver),
    number('Manquent', 'Missing', (row) => unmetOf(row)),
  ],
  next: (tx, { query }, after) =>
    listRequests(tx, {
      words: said(query, 'q'),
      status: said(query, 'statut'),
      transfer: said(query, 'voie'),
      unmet: said(query, 'manque'),
      before: '',
      after: after ?? '',
    }),
})

const agreements = listExport<AgreementRow>({
  path: '/conventions',
  name: 'conventions',
  title: { fr: 'Conventions', en: 'Agreements' },
  access: readAgreements,
  as: 'coordinator',
  personal: true,
  columns: [
    text('Numéro', 'Number', (row) => row.number),
    text('Bénéficiaire', 'Recipient', (row) => row.recipient),
    text('Voie', 'Route', (row, lang) => transferName(row.transfer, lang)),
    text('Statut', 'Status', (row, lang) => agreementText(lang).statuses[row.status]),
    number('Appareils', 'Devices', (row) => row.devices),
    instant('Établie le', 'Drawn on', (row) => row.drawnAt),
    text('Signée par nous', 'Signed by us', (row, lang) => yes(lang, row.signedByUs)),
    text('Signée par le bénéficiaire', 'Signed by the recipient', (row, lang) => yes(lang, row.signedByThem)),
  ],
  next: (tx, { query }, after) =>
    listAgreements(tx, { status: said(query, 'statut'), words: said(query, 'q'), after: after ?? '' }),
})

const handovers = listExport<ExportedHandover>({
  path: '/remises',
  name: 'remises',
  title: { fr: 'Remises', en: 'Hand-overs' },
  access: handOver,
  as: 'mediator',
  personal: true,
  columns: [
    number('Numéro', 'Number', (row) => row.number),
    instant('Le', 'On', (row) => row.at),
    text('Demande', 'Request', (row) => showRequestNumber(row.request)),
    text('Voie', 'Route', (row, lang) => transferName(row.transfer, lang)),
    text('Bénéficiaire', 'Recipient', (row) => row.holder),
    text('Reçu par', 'Received by', (row) => row.receivedBy),
    text('Lieu', 'Place', (row) => row.place),
    number('Appareils', 'Devices', (row) => row.devices),
    text('Séance proposée', 'Session offered', (row, lang) => SESSION_WORDS[row.session]?.[lang] ?? null),
  ],
  next: (tx, _asked, after) => nextHandovers(tx, after),
})

const inUse = listExport<ExportedHolding>({
  path: '/retours',
  name: 'en-service',
  title: { fr: 'En service', en: 'In use' },
  access: handOver,
  as: 'mediator',
  personal: true,
  columns: [
    ...deviceColumns<ExportedHolding>(),
    text('Numéro de série', 'Serial number', (row) => row.serial),
    text('Détenteur', 'Holder', (row) => row.holder),
    text('Voie', 'Route', (row, lang) => transferName(row.transfer, lang)),
    number('Vie', 'Life', (row) => row.life),
    instant('Depuis', 'Since', (row) => row.startedAt),
    date('À rendre le', 'Due on', (row) => row.dueOn),
    text('D’avant le logiciel', 'From before the system', (row, lang) => yes(lang, row.told)),
  ],
  next: (tx, { query }, after) =>
    nextHoldings(tx, said(query, 'q').trim(), TRANSFER_KINDS.find((kind) => kind === query.transfert) ?? '', after),
})

const pallets = listExport<PalletRow>({
  path: '/palettes',
  name: 'palettes',
  title: { fr: 'Palettes', en: 'Pallets' },
  access: keepPallets,
  as: 'technician',
  personal: false,
  columns: [
    number('Numéro', 'Number', (row) => row.number),
    text('État', 'State', (row, lang) => PALLET_STATE_NAMES[row.state][lang]),
    text('Lieu', 'Place', (row) => row.place),
    text('Recycleur', 'Recycler', (row) => row.recycler),
    number('Appareils', 'Devices', (row) => row.devices),
    number('Poids (kg)', 'Weight (kg)', (row) => (row.grams === null ? null : row.grams / 1000)),
    date('Enlevée le', 'Collected on', (row) => row.collectedOn),
    date('Certificat dû le', 'Certificate due on', (row) => row.certificateDueOn),
  ],
  next: (tx, { query }, after) =>
    listPallets(tx, { state: PALLET_STATES.find((one) => one === query.etat) ?? '', before: '', after: after ?? '' }),
})

const media = listExport<ExportedMedium>({
  path: '/effacement',
  name: 'supports',
  title: { fr: 'Supports', en: 'Media' },
  access: seeFleet,
  as: 'technician',
  personal: false,
  columns: [
    text('Fabricant', 'Maker', (row) => row.maker),
    text('Modèle', 'Model', (row) => row.model),
    text('Numéro de série', 'Serial number', (row) => row.serial),
    text('Type', 'Type', (row) => row.subkind),
    number('Capacité (Go)', 'Capacity (GB)', (row) => (row.bytes === null ? null : Math.round(row.bytes / 1e9))),
    text('Santé', 'Health', (row, lang) => MEDIUM_WORDS[row.health ?? '']?.[lang] ?? null),
    number('Heures', 'Hours', (row) => row.hours),
    text('Où il est', 'Where it is', (row, lang) => STANDING_WORDS[row.standing]?.[lang] ?? row.standing),
    text('Appareil', 'Device', (row) => (row.code === null ? null : showCode(row.code))),
    text('État de l’appareil', 'State of the device', (row, lang) => (row.state ? stateName(row.state, lang) : null)),
    instant('Dernier service', 'Last in service', (row) => row.lastUsedAt),
    text('Dernier essai d’effacement', 'Last erasure', (row, lang) => MEDIUM_WORDS[row.outcome ?? '']?.[lang] ?? null),
    text('Technique', 'Technique', (row) => row.technique),
    text('Niveau', 'Level', (row) => row.level),
    text('Outil', 'Tool', (row) => row.tool),
    instant('Enregistré le', 'Recorded on', (row) => row.erasedAt),
  ],
  next: (tx, _asked, after) => nextMedia(tx, after),
})

/** Open or closed: the board shows what is open. */
const orders = listExport<ExportedOrder>({
  path: '/atelier',
  name: 'fiches-atelier',
  title: { fr: 'Fiches d’atelier', en: 'Work orders' },
  access: seeFleet,
  as: 'technician',
  personal: true,
  columns: [
    ...deviceColumns<ExportedOrder>(),
    text('État', 'State', (row, lang) => stateName(row.state, lang)),
    instant('Ouverte le', 'Opened on', (row) => row.openedAt),
    instant('Close le', 'Closed on', (row) => row.closedAt),
    text('Suite', 'Outcome', (row, lang) => ORDER_OUTCOMES[row.outcome ?? '']?.[lang] ?? null),
    text('Confiée à', 'Assigned to', (row) => row.assignedTo),
    number('Minutes', 'Minutes', (row) => row.minutes),
  ],
  next: (tx, _asked, after) => nextOrders(tx, after),
})

const events = listExport<ExportedEvent>({
  path: '/reglages/temoins',
  name: 'registre',
  title: { fr: 'Registre', en: 'Ledger' },
  access: setRules,
  as: 'administrator',
  personal: false,
  columns: [
    number('Position', 'Position', (row) => row.position),
    instant('Instant', 'Instant', (row) => row.at),
    text('Événement', 'Event', (row, lang) => eventName(row.kind)[lang]),
    text('Sorte', 'Kind', (row) => row.kind),
    text('Sujet', 'Subject', (row) => row.subjectId),
    text('Par (référence)', 'By (reference)', (row) => row.actor),
    text('Contenu', 'Payload', (row) => row.payload),
    text('Empreinte', 'Hash', (row) => row.hash),
  ],
  next: (tx, _asked, after) => nextEvents(tx, after),
})

export const CIRCUIT_LISTS: readonly ListExport[] = [
  media,
  orders,
  requests,
  agreements,
  handovers,
  inUse,
  pallets,
  events,
]
