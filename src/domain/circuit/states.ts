import type { Bilingual } from '../bilingual.ts'
import type { Table } from '../rules.ts'

export const DEVICE_STATES = [
  'announced',
  'decommissioned',
  'refused',
  'received',
  'identified',
  'triaged',
  'inWork',
  'ready',
  'reserved',
  'inUse',
  'returned',
  'toParts',
  'toRecycling',
  'recycled',
  'backToOwner',
  'lost',
] as const
export type DeviceState = (typeof DEVICE_STATES)[number]

/** What a row says that is no device any more: counted under another, or brought in by an import that was undone. */
export const NO_DEVICE = ['merged', 'withdrawn'] as const
export const isNoDevice = (state: string): boolean => NO_DEVICE.some((one) => one === state)

/** Where a device stands; `none` = nothing is recorded of it yet. */
export type Standing = DeviceState | 'none'

interface StateRow {
  readonly name: Bilingual
  readonly meaning: Bilingual
  /** What a queue, a river or a rail groups by. */
  readonly stage: 'arrival' | 'workshop' | 'shelf' | 'use' | 'wayOut' | 'ended'
}

export const STATES: Table<Readonly<Record<DeviceState, StateRow>>> = {
  version: 1,
  inForceFrom: '2026-11-22',
  rows: {
    announced: {
      name: { fr: 'annoncé', en: 'announced' },
      meaning: { fr: 'Offert ou signalé, pas encore là.', en: 'Offered or reported, not here yet.' },
      stage: 'arrival',
    },
    decommissioned: {
      name: { fr: 'réformé, en attente de collecte', en: 'decommissioned, awaiting collection' },
      meaning: {
        fr: 'Sorti de l’inventaire avec un motif ; c’est le stock compté au 1er janvier.',
        en: 'Out of the inventory with a reason; the stock counted on 1 January.',
      },
      stage: 'arrival',
    },
    refused: {
      name: { fr: 'refusé', en: 'refused' },
      meaning: { fr: 'L’offre n’a pas été retenue.', en: 'The offer was not taken up.' },
      stage: 'ended',
    },
    received: {
      name: { fr: 'reçu', en: 'received' },
      meaning: { fr: 'Arrivé, pas encore identifié.', en: 'Arrived, not identified yet.' },
      stage: 'arrival',
    },
    identified: {
      name: { fr: 'identifié', en: 'identified' },
      meaning: { fr: 'Son code est posé, son matériel est relevé.', en: 'It bears its code and its hardware is read.' },
      stage: 'workshop',
    },
    triaged: {
      name: { fr: 'trié', en: 'triaged' },
      meaning: { fr: 'Retenu pour une nouvelle vie.', en: 'Kept for another life.' },
      stage: 'workshop',
    },
    inWork: {
      name: { fr: 'à l’atelier', en: 'in work' },
      meaning: { fr: 'Une fiche d’atelier est ouverte.', en: 'A work order is open.' },
      stage: 'workshop',
    },
    ready: {
      name: { fr: 'prêt', en: 'ready' },
      meaning: { fr: 'Effacé, testé, son grade donné : il peut partir.', en: 'Erased, tested, graded: it can leave.' },
      stage: 'shelf',
    },
    reserved: {
      name: { fr: 'réservé', en: 'reserved' },
      meaning: { fr: 'Attribué à une seule demande.', en: 'Allocated to one request only.' },
      stage: 'shelf',
    },
    inUse: {
      name: { fr: 'en service', en: 'in use' },
      meaning: {
        fr: 'Chez son détenteur, même en panne ou en réparation.',
        en: 'With its holder, even out of order or under repair.',
      },
      stage: 'use',
    },
    returned: {
      name: { fr: 'revenu', en: 'returned' },
      meaning: {
        fr: 'Repris à son détenteur ; à identifier et à trier de nouveau.',
        en: 'Taken back from its holder; to identify and triage again.',
      },
      stage: 'arrival',
    },
    toParts: {
      name: { fr: 'pour pièces', en: 'for parts' },
      meaning: {
        fr: 'À démonter : ses pièces serviront ailleurs.',
        en: 'To take apart: its parts will serve elsewhere.',
      },
      stage: 'wayOut',
    },
    toRecycling: {
      name: { fr: 'à recycler', en: 'to recycling' },
      meaning: { fr: 'Destiné à une palette de déchets.', en: 'Bound for a waste pallet.' },
      stage: 'wayOut',
    },
    recycled: {
      name: { fr: 'recyclé', en: 'recycled' },
      meaning: { fr: 'Parti avec sa palette.', en: 'Gone with its pallet.' },
      stage: 'ended',
    },
    backToOwner: {
      name: { fr: 'rendu à son propriétaire', en: 'back to its owner' },
      meaning: {
        fr: 'Rendu au donateur, au loueur ou à l’autre collectivité.',
        en: 'Given back to the donor, the lessor or the other authority.',
      },
      stage: 'ended',
    },
    lost: {
      name: { fr: 'perdu ou volé', en: 'lost or stolen' },
      meaning: { fr: 'Introuvable, avec une déclaration datée.', en: 'Not to be found, with a dated statement.' },
      stage: 'ended',
    },
  },
}
