import { KINDS } from '../../domain/circuit/kinds.ts'
import { type DeviceState, STATES } from '../../domain/circuit/states.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { RECIPIENTS } from '../../domain/law/recipients.ts'
import { decisionsOnFile } from '../council/council.sql.ts'
import { showCode } from '../fleet/code.ts'
import { type MemberCommune, memberCommunes } from '../fleet/commune.sql.ts'
import { readDeviceQuery } from '../fleet/device-query.ts'
import { allPlaces } from '../fleet/place.sql.ts'
import { LEVELS, narrow, PLACE_KINDS, type PlaceLine, readPlaceQuery, treeOf } from '../fleet/place.ts'
import { agreedContacts } from '../fleet/site.sql.ts'
import { type ImportRow, listImports } from '../imports/import.sql.ts'
import { importText } from '../imports/import.text.ts'
import { isTarget, phaseOf } from '../imports/import.ts'
import { communeLabels } from '../organisation/commune-field.ts'
import { allMembers, type MemberRow } from '../organisation/member.sql.ts'
import { findMembers, functionsOn, roleNames } from '../organisation/members/member.ts'
import {
  decideRequests,
  judgeFleet,
  keepFleet,
  keepParties,
  manageMembers,
  seeFleet,
  setRules,
  takeRequests,
} from '../organisation/permissions.ts'
import { type Party, partiesById } from '../parties/party.sql.ts'
import { PARTY_ROLES } from '../parties/party.ts'
import { listParties } from '../parties/party-list.sql.ts'
import { allows, either } from '../platform/http/permission.ts'
import { dates } from '../platform/text/dates.ts'
import { type CandidateRow, listCandidates, VIEWS } from '../renewal/candidates.sql.ts'
import { readRenewalRules } from '../renewal/rules.sql.ts'
import { type Look, waitingLooks } from '../triage/second-look.sql.ts'
import { holdsInForce } from '../workshop/hold.sql.ts'
import { date, instant, type ListExport, listExport, number, type Rows, text } from './export.ts'

/** More rows than any of these lists has. */
const EVERY = 1_000_000

/** A list that is read whole: a few hundred rows. */
const all = <Row>(rows: readonly Row[]): Rows<Row> => ({ rows, after: null })

interface NamedPlace extends PlaceLine {
  readonly commune: string | null
  /** Only one who agreed to be shown. */
  readonly contact: { readonly name: string; readonly phone: string | null; readonly email: string | null } | undefined
}

const places = listExport<NamedPlace>({
  path: '/lieux',
  name: 'lieux',
  title: { fr: 'Lieux', en: 'Places' },
  access: seeFleet,
  as: 'technician',
  personal: true,
  columns: [
    text('Lieu', 'Place', (row) => row.name),
    text('Type', 'Type', (row, lang) => PLACE_KINDS[row.kind][lang]),
    text('Niveaux scolaires', 'School levels', (row, lang) =>
      row.levels.map((level) => LEVELS[level][lang]).join(', '),
    ),
    text('Rattaché à', 'Under', (row) => row.above.at(-1) ?? null),
    text('Chemin', 'Path', (row) => [...row.above, row.name].join(' > ')),
    text('Commune', 'Commune', (row) => row.commune),
    text('Code INSEE', 'INSEE code', (row) => row.inseeCode),
    number('Renouvellement (années)', 'Renewal (years)', (row) => row.renewalYears),
    date('Fermé le', 'Closed on', (row) => row.closedOn),
    text('Contact, avec son accord', 'Contact, as agreed', (row) => row.contact?.name ?? null),
    text('Téléphone', 'Telephone', (row) => row.contact?.phone ?? null),
    text('Courriel', 'E-mail', (row) => row.contact?.email ?? null),
  ],
  next: async (tx, { query }) => {
    const lines = treeOf(await allPlaces(tx))
    const contacts = await agreedContacts(tx)
    const labels = await communeLabels([...new Set(lines.map((line) => line.inseeCode))])
    const named = (line: PlaceLine) => ({
      ...line,
      commune: (line.inseeCode && labels[line.inseeCode]) || null,
      contact: contacts.get(line.id),
    })
    return all(narrow(lines, readPlaceQuery(query)).map(named))
  },
})

const communes = listExport<MemberCommune>({
  path: '/lieux/communes',
  name: 'communes',
  title: { fr: 'Communes membres', en: 'Member communes' },
  access: seeFleet,
  as: 'technician',
  personal: false,
  columns: [
    text('Commune', 'Commune', (row) => row.name),
    text('Code INSEE', 'INSEE code', (row) => row.id),
    number('Lieux', 'Places', (row) => row.places),
  ],
  next: async (tx) => all(await memberCommunes(tx)),
})

const parties = listExport<Party>({
  path: '/tiers',
  name: 'tiers',
  title: { fr: 'Tiers', en: 'Parties' },
  access: keepParties,
  as: 'coordinator',
  personal: true,
  columns: [
    text('Nom', 'Name', (row) => row.name),
    text('Rôles', 'Roles', (row, lang) => row.roles.map((role) => PARTY_ROLES[role][lang]).join(', ')),
    text('Qualité', 'Kind of recipient', (row, lang) =>
      row.recipientKind === null ? null : RECIPIENTS[row.recipientKind][lang],
    ),
    text('Code INSEE', 'INSEE code', (row) => row.inseeCode),
    text('SIRET', 'SIRET', (row) => row.siret),
    text('RNA', 'RNA', (row) => row.rna),
    text('Courriel', 'E-mail', (row) => row.email),
    text('Téléphone', 'Telephone', (row) => row.phone),
  ],
  next: async (tx, { query, member }, after) => {
    const asked = { words: query.q ?? '', role: query.role ?? '', commune: query.commune ?? '', before: '' }
    // Residents and families are seen by those who take requests.
    const found = await listParties(tx, { ...asked, after: after ?? '' }, allows(member, takeRequests), EVERY)
    const ids = found.rows.map((row) => row.id)
    return { rows: await partiesById(tx, ids), after: found.after }
  },
})

const members = listExport<MemberRow & { readonly titles: readonly string[] }>({
  path: '/membres',
  name: 'membres',
  title: { fr: 'Membres', en: 'Members' },
  access: manageMembers,
  as: 'administrator',
  personal: true,
  columns: [
    text('Nom', 'Name', (row) => row.name),
    text('Rôles', 'Roles', (row, lang) => roleNames(row.roles, lang)),
    text('Fonctions', 'Functions', (row) => row.titles.join(', ')),
    instant('Depuis', 'Since', (row) => row.joinedAt),
    instant('Parti le', 'Left on', (row) => row.leftAt),
  ],
  next: async (tx, { query, viewer, now }) => {
    const found = findMembers(await allMembers(tx), { words: query.q ?? '', gone: query.presence === 'parti' })
    const today = dates(viewer.lang, viewer.timeZone).calendarDay(now)
    return all(found.map((row) => ({ ...row, titles: functionsOn(row, today) })))
  },
})

const decisions = listExport<Awaited<ReturnType<typeof decisionsOnFile>>[number]>({
  path: '/reglages/deliberations',
  name: 'deliberations',
  title: { fr: 'Délibérations', en: 'Council decisions' },
  access: either(setRules, decideRequests),
  as: 'coordinator',
  personal: false,
  columns: [
    text('Numéro', 'Number', (row) => row.number),
    date('Date', 'Date', (row) => row.decidedOn),
    text('Objet', 'Scope', (row) => row.scope),
    number('Plafond (€)', 'Ceiling (€)', (row) => (row.ceilingEur === null ? null : Number(row.ceilingEur))),
  ],
  next: async (tx) => all(await decisionsOnFile(tx, EVERY)),
})

const holds = listExport<Awaited<ReturnType<typeof holdsInForce>>[number]>({
  path: '/reglages/blocages',
  name: 'blocages',
  title: { fr: 'Blocages', en: 'Holds' },
  access: judgeFleet,
  as: 'technician',
  personal: true,
  columns: [
    text('Motif', 'Reason', (row) => row.reason),
    text('Appareil', 'Device', (row) => (row.code === null ? null : showCode(row.code))),
    text('Lot', 'Batch', (row) => row.batch),
    text('Pièce', 'Part', (row) => row.component),
    text('Outil', 'Tool', (row) => row.tool),
    instant('Posé le', 'Placed on', (row) => row.placedAt),
    text('Par', 'By', (row) => row.placedByName),
  ],
  next: async (tx) => all(await holdsInForce(tx, EVERY)),
})

const candidates = listExport<CandidateRow>({
  path: '/reforme/candidats',
  name: 'candidats',
  title: { fr: 'À renouveler', en: 'Due for renewal' },
  access: keepFleet,
  as: 'technician',
  personal: false,
  columns: [
    text('Code', 'Code', (row) => showCode(row.code)),
    text('Nature', 'Kind', (row, lang) => KINDS.rows[row.kind as DeviceKind].name[lang]),
    text('Fabricant', 'Maker', (row) => row.maker),
    text('Modèle', 'Model', (row) => row.model),
    text('Numéro de série', 'Serial number', (row) => row.serial),
    text('État', 'State', (row, lang) => STATES.rows[row.state as DeviceState].name[lang]),
    text('Lieu', 'Place', (row) => row.place),
    text('Raisons', 'Reasons', (row, lang) => row.reasons.map((reason) => reason[lang]).join(' ')),
    text('Note', 'Note', (row) => row.note),
  ],
  next: async (tx, { query, viewer, now }, after) => {
    const view = VIEWS.find((one) => one === query.liste) ?? 'candidates'
    const today = dates(viewer.lang, viewer.timeZone).calendarDay(now)
    const asked = { ...readDeviceQuery(query), before: '', after: after ?? '' }
    return listCandidates(tx, view, asked, await readRenewalRules(tx), today)
  },
})

const secondLooks = listExport<Look>({
  path: '/tri/seconds-regards',
  name: 'seconds-regards',
  title: { fr: 'Seconds regards', en: 'Second looks' },
  access: judgeFleet,
  as: 'technician',
  personal: true,
  columns: [
    text('Appareil', 'Device', (row) => showCode(row.code)),
    text(
      'Destination',
      'Way out',
      (row, lang) => STATES.rows[row.verdict === 'parts' ? 'toParts' : 'toRecycling'].name[lang],
    ),
    text('Motif', 'Reason', (row) => row.reason),
    text('Demandé par', 'Asked by', (row) => row.askerName),
    instant('Demandé le', 'Asked on', (row) => row.askedAt),
  ],
  next: async (tx) => all(await waitingLooks(tx)),
})

const imports = listExport<ImportRow>({
  path: '/imports',
  name: 'imports',
  title: { fr: 'Imports', en: 'Imports' },
  access: keepFleet,
  as: 'technician',
  personal: true,
  columns: [
    text('Fichier', 'File', (row) => row.name),
    text('Contenu', 'Content', (row, lang) => (isTarget(row.target) ? importText(lang).targetNames[row.target] : null)),
    text('Où il en est', 'Where it stands', (row, lang) => importText(lang).phases[phaseOf(row.phase)]),
    number('Lignes', 'Lines', (row) => row.lines),
    instant('Reçu le', 'Received on', (row) => row.receivedAt),
    text('Par', 'By', (row) => row.receivedBy),
  ],
  next: (tx, _asked, after) => listImports(tx, after ?? '', 500),
})

export const ORGANISATION_LISTS: readonly ListExport[] = [
  places,
  communes,
  parties,
  members,
  decisions,
  holds,
  candidates,
  secondLooks,
  imports,
]
