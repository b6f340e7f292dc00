import type { Bilingual } from '../platform/text/text.ts'
import { texts } from '../platform/text/text.ts'
import type { Stays } from './take-back.sql.ts'

export const takeBackText = texts(
  {
    title: 'Annuler une arrivée',
    open: 'Annuler cette arrivée',
    short: 'Annuler…',
    lead: 'Ce que personne n’a touché depuis sort des listes ; les codes ne resservent jamais, le journal garde tout. Le reste demeure.',
    act: (devices: number) => (devices === 1 ? 'Retirer cet appareil' : `Retirer ces ${devices} appareils`),
    none: 'Rien à retirer',
    noneHow: 'Tous les appareils de cette arrivée ont servi depuis, ou sont déjà retirés.',
    goes: 'Sera retiré',
    gone: 'Retiré',
    unread: 'Les relevés de ce dépôt sont encore en lecture : revenez quand elle est finie.',
    ofImport: 'Ces appareils viennent d’un import : annulez-le sur sa page.',
    toImport: 'Voir l’import',
    back: 'Revenir aux arrivées',
  },
  {
    title: 'Take an arrival back',
    open: 'Take this arrival back',
    short: 'Take back…',
    lead: 'What nobody touched since leaves the lists; codes are never used again, the ledger keeps everything. The rest stays.',
    act: (devices: number) => (devices === 1 ? 'Take this device back' : `Take these ${devices} devices back`),
    none: 'Nothing to take back',
    noneHow: 'Every device of this arrival was used since, or is out already.',
    goes: 'Will be taken back',
    gone: 'Taken back',
    unread: 'The reports of this drop are still being read: come back when it is over.',
    ofImport: 'These devices come from an import: undo it on its page.',
    toImport: 'See the import',
    back: 'Back to the arrivals',
  },
)

/** Why a device stays, and what a person can do about it. */
export const STAYS_SAID: Readonly<Record<Stays, { readonly what: Bilingual; readonly how: Bilingual }>> = {
  actedSince: {
    what: { fr: 'Reste : un acte l’a suivi.', en: 'Stays: an act followed.' },
    how: { fr: 'Sa fiche dit lequel ; il se corrige de là.', en: 'Its page says which; it is corrected from there.' },
  },
  readSince: {
    what: { fr: 'Reste : un autre relevé l’a complété.', en: 'Stays: another report completed it.' },
    how: {
      fr: 'Si ce sont deux machines, séparez-les sur sa fiche.',
      en: 'If they are two machines, split them on its page.',
    },
  },
  partsSince: {
    what: {
      fr: 'Reste : une de ses pièces a servi depuis, ou vient d’ailleurs.',
      en: 'Stays: one of its parts was used since, or comes from elsewhere.',
    },
    how: { fr: 'Sa fiche dit d’où viennent ses pièces.', en: 'Its page says where its parts come from.' },
  },
  knownBefore: {
    what: {
      fr: 'Reste : il était connu avant, le relevé lui appartient.',
      en: 'Stays: it was known before, the report is its own.',
    },
    how: {
      fr: 'Si ce sont deux machines, séparez-les sur sa fiche.',
      en: 'If they are two machines, split them on its page.',
    },
  },
}
