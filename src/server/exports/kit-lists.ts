import { KINDS } from '../../domain/circuit/kinds.ts'
import { cableName } from '../../domain/kits/sockets.ts'
import { SUPPLY_KIND_NAMES, SUPPLY_KINDS } from '../../domain/kits/supplies.ts'
import { PART_KINDS, PART_STATES, SHAPES } from '../../domain/parts/part.ts'
import { showCode } from '../fleet/code.ts'
import { KIT_STATES, type Kit, listKits } from '../kits/kit.sql.ts'
import { kitText } from '../kits/kit.text.ts'
import { type KitModel, listModels } from '../kits/kit-model.sql.ts'
import { seeFleet } from '../organisation/permissions.ts'
import { type Bin, listBins } from '../parts/bin.sql.ts'
import { listParts, type Part } from '../parts/part.sql.ts'
import { partText } from '../parts/part.text.ts'
import { PART_QUERY } from '../parts/part.ts'
import { connectorName } from '../parts/part-name.ts'
import { listSupplies, type Supply } from '../supplies/supply.sql.ts'
import { instant, type ListExport, listExport, number, text } from './export.ts'

const kits = listExport<Kit>({
  path: '/kits',
  name: 'kits',
  title: { fr: 'Kits', en: 'Kits' },
  access: seeFleet,
  as: 'technician',
  personal: false,
  columns: [
    text('Code', 'Code', (row) => showCode(row.code)),
    text('État', 'State', (row, lang) => kitText(lang).states[row.state]),
    text('Modèle', 'Model', (row) => row.model),
    number('Version', 'Version', (row) => row.version),
    text('Lieu', 'Place', (row) => row.place),
    instant('Ouvert le', 'Opened on', (row) => row.openedAt),
  ],
  next: (tx, { query }, after) => listKits(tx, KIT_STATES.find((one) => one === query.etat) ?? 'open', after ?? ''),
})

const models = listExport<KitModel>({
  path: '/kits/modeles',
  name: 'modeles-de-kit',
  title: { fr: 'Modèles de kit', en: 'Kit models' },
  access: seeFleet,
  as: 'technician',
  personal: false,
  columns: [
    text('Nom', 'Name', (row) => row.name),
    number('Version', 'Version', (row) => row.version),
    text('Unité', 'Unit', (row, lang) => row.recipe.unit.kinds.map((kind) => KINDS.rows[kind].name[lang]).join(', ')),
    number('Mémoire (Go)', 'Memory (GB)', (row) => row.recipe.unit.memoryGb),
    number('Disque (Go)', 'Disk (GB)', (row) => row.recipe.unit.diskGb),
    number('Écran (pouces)', 'Screen (inches)', (row) => row.recipe.screen?.inches ?? null),
    text('Fournitures', 'Supplies', (row, lang) =>
      SUPPLY_KIND_NAMES.flatMap((kind) => {
        const count = row.recipe.supplies[kind]
        return count === undefined ? [] : [`${count} ${SUPPLY_KINDS[kind][lang]}`]
      }).join(', '),
    ),
    instant('Écrit le', 'Written on', (row) => row.drawnAt),
  ],
  next: async (tx) => ({ rows: await listModels(tx), after: null }),
})

const supplies = listExport<Supply>({
  path: '/fournitures',
  name: 'fournitures',
  title: { fr: 'Fournitures', en: 'Supplies' },
  access: seeFleet,
  as: 'technician',
  personal: false,
  columns: [
    text('Code', 'Code', (row) => showCode(row.code)),
    text('Nature', 'Kind', (row, lang) => SUPPLY_KINDS[row.kind][lang]),
    text('Nom', 'Name', (row) => row.name),
    text('Câble', 'Cable', (row, lang) => (row.ends ? cableName(row.ends)[lang] : null)),
    text('Lieu', 'Place', (row) => row.place),
    number('Nombre', 'Number', (row) => row.count),
    number('Seuil', 'Threshold', (row) => row.wanted),
  ],
  next: async (tx) => ({ rows: await listSupplies(tx), after: null }),
})

const parts = listExport<Part>({
  path: '/pieces',
  name: 'pieces',
  title: { fr: 'Pièces', en: 'Parts' },
  access: seeFleet,
  as: 'technician',
  personal: false,
  columns: [
    text('Code', 'Code', (row) => row.code && showCode(row.code)),
    text('État', 'State', (row, lang) => PART_STATES[row.state][lang]),
    text('Nature', 'Kind', (row, lang) => PART_KINDS[row.kind].name[lang]),
    text('Type', 'Type', (row) => row.subkind),
    text('Format', 'Form factor', (row, lang) => row.shape && SHAPES[row.shape][lang]),
    text('Branchement', 'Connector', (row, lang) => connectorName(row, lang)),
    number('Capacité (octets)', 'Capacity (bytes)', (row) => row.bytes),
    number('Puissance (W)', 'Power (W)', (row) => row.watts),
    text('Fabricant', 'Maker', (row) => row.maker),
    text('Modèle', 'Model', (row) => row.model),
    text('Numéro de série', 'Serial number', (row) => row.serial),
    number('Heures', 'Hours', (row) => row.hours),
    text('Essai', 'Test', (row, lang) => row.test && partText(lang).testedResult[row.test]),
    instant('Testée le', 'Tested on', (row) => row.testedAt),
    text('Bac', 'Bin', (row) => row.binName),
    text('Appareil', 'Device', (row) =>
      row.standing === 'fitted' && row.deviceCode ? showCode(row.deviceCode) : null,
    ),
    text('Vient de', 'Comes from', (row) => row.originCode && showCode(row.originCode)),
    text('Gardée pour', 'Kept for', (row) => row.reservedCode && showCode(row.reservedCode)),
  ],
  next: (tx, { query }, after) => listParts(tx, PART_QUERY.parse({ ...query, apres: after ?? '' })),
})

const bins = listExport<Bin>({
  path: '/pieces/bacs',
  name: 'bacs-de-pieces',
  title: { fr: 'Bacs de pièces', en: 'Bins of parts' },
  access: seeFleet,
  as: 'technician',
  personal: false,
  columns: [
    text('Code', 'Code', (row) => showCode(row.code)),
    text('Nom', 'Name', (row) => row.name),
    text('Garde', 'Keeps', (row, lang) => partText(lang).holdsOf[row.holds]),
    text('Lieu', 'Place', (row) => row.place),
    number('Pièces', 'Parts', (row) => row.count),
  ],
  next: async (tx) => ({ rows: await listBins(tx), after: null }),
})

export const KIT_LISTS: readonly ListExport[] = [kits, models, supplies, parts, bins]
