import type { Bilingual } from '../bilingual.ts'

/** `label` is the button; `done` is the line of the journal; `before` opens the sentence that lists what is left to do. */
interface ActRow {
  readonly label: Bilingual
  readonly done: Bilingual
  readonly before: Bilingual
}

/** Each act is named once, here. Its order is the order of the circuit. */
export const ACTS = {
  announce: {
    label: { fr: 'Annoncer', en: 'Announce' },
    done: { fr: 'Annoncé', en: 'Announced' },
    before: { fr: 'Avant de l’annoncer', en: 'Before announcing it' },
  },
  declare: {
    label: { fr: 'Déclarer en service', en: 'Declare in use' },
    done: { fr: 'Déclaré en service, d’avant le système', en: 'Declared in use, from before the system' },
    before: { fr: 'Avant de le déclarer en service', en: 'Before declaring it in use' },
  },
  decommission: {
    label: { fr: 'Réformer', en: 'Decommission' },
    done: { fr: 'Réformé', en: 'Decommissioned' },
    before: { fr: 'Avant de le réformer', en: 'Before decommissioning it' },
  },
  refuse: {
    label: { fr: 'Refuser l’offre', en: 'Refuse the offer' },
    done: { fr: 'Offre refusée', en: 'Offer refused' },
    before: { fr: 'Avant de refuser l’offre', en: 'Before refusing the offer' },
  },
  receive: {
    label: { fr: 'Recevoir', en: 'Receive' },
    done: { fr: 'Reçu', en: 'Received' },
    before: { fr: 'Avant de le recevoir', en: 'Before receiving it' },
  },
  accept: {
    label: { fr: 'Accepter le don', en: 'Accept the gift' },
    done: { fr: 'Don accepté', en: 'Gift accepted' },
    before: { fr: 'Avant d’accepter le don', en: 'Before accepting the gift' },
  },
  identify: {
    label: { fr: 'Identifier', en: 'Identify' },
    done: { fr: 'Identifié', en: 'Identified' },
    before: { fr: 'Avant de l’identifier', en: 'Before identifying it' },
  },
  move: {
    label: { fr: 'Déplacer', en: 'Move' },
    done: { fr: 'Déplacé', en: 'Moved' },
    before: { fr: 'Avant de le déplacer', en: 'Before moving it' },
  },
  erase: {
    label: { fr: 'Effacer un support', en: 'Erase a medium' },
    done: { fr: 'Support effacé', en: 'Medium erased' },
    before: { fr: 'Avant d’effacer', en: 'Before erasing' },
  },
  verifyErasure: {
    label: { fr: 'Vérifier l’effacement', en: 'Verify the erasure' },
    done: { fr: 'Effacement vérifié', en: 'Erasure verified' },
    before: { fr: 'Avant de dire l’effacement vérifié', en: 'Before the erasure is verified' },
  },
  setMediumAside: {
    label: { fr: 'Mettre un support de côté', en: 'Set a medium aside' },
    done: { fr: 'Support mis de côté', en: 'Medium set aside' },
    before: { fr: 'Avant de mettre le support de côté', en: 'Before setting the medium aside' },
  },
  sendToCustody: {
    label: { fr: 'Confier', en: 'Send into custody' },
    done: { fr: 'Confié', en: 'Sent into custody' },
    before: { fr: 'Avant de le confier', en: 'Before sending it into custody' },
  },
  endCustody: {
    label: { fr: 'Clore la garde', en: 'End the custody' },
    done: { fr: 'Garde close', en: 'Custody ended' },
    before: { fr: 'Avant de clore la garde', en: 'Before ending the custody' },
  },
  triage: {
    label: { fr: 'Retenir au tri', en: 'Keep at triage' },
    done: { fr: 'Retenu au tri', en: 'Kept at triage' },
    before: { fr: 'Avant de le retenir', en: 'Before keeping it' },
  },
  sendToParts: {
    label: { fr: 'Destiner aux pièces', en: 'Send to parts' },
    done: { fr: 'Destiné aux pièces', en: 'Sent to parts' },
    before: { fr: 'Avant de le destiner aux pièces', en: 'Before sending it to parts' },
  },
  scrap: {
    label: { fr: 'Mettre au rebut', en: 'Scrap' },
    done: { fr: 'Mis au rebut', en: 'Scrapped' },
    before: { fr: 'Avant de le mettre au rebut', en: 'Before scrapping it' },
  },
  startWork: {
    label: { fr: 'Commencer l’atelier', en: 'Start the work' },
    done: { fr: 'Entré à l’atelier', en: 'Work started' },
    before: { fr: 'Avant de commencer l’atelier', en: 'Before starting the work' },
  },
  takePart: {
    label: { fr: 'Prélever une pièce', en: 'Take a part' },
    done: { fr: 'Pièce prélevée', en: 'Part taken' },
    before: { fr: 'Avant de prélever une pièce', en: 'Before taking a part' },
  },
  fitPart: {
    label: { fr: 'Monter une pièce', en: 'Fit a part' },
    done: { fr: 'Pièce montée', en: 'Part fitted' },
    before: { fr: 'Avant de monter une pièce', en: 'Before fitting a part' },
  },
  finish: {
    label: { fr: 'Dire prêt', en: 'Call it ready' },
    done: { fr: 'Dit prêt', en: 'Called ready' },
    before: { fr: 'Avant de le dire prêt', en: 'Before it is ready' },
  },
  lapse: {
    label: { fr: 'Faire réviser', en: 'Let it lapse' },
    done: { fr: 'Renvoyé à réviser', en: 'Sent back for a check' },
    before: { fr: 'Avant de le faire réviser', en: 'Before letting it lapse' },
  },
  completeKit: {
    label: { fr: 'Fermer le kit', en: 'Complete the kit' },
    done: { fr: 'Kit fermé', en: 'Kit completed' },
    before: { fr: 'Avant de fermer le kit', en: 'Before the kit is complete' },
  },
  reserve: {
    label: { fr: 'Attribuer', en: 'Allocate' },
    done: { fr: 'Attribué', en: 'Allocated' },
    before: { fr: 'Avant de l’attribuer', en: 'Before allocating it' },
  },
  release: {
    label: { fr: 'Libérer', en: 'Release' },
    done: { fr: 'Libéré', en: 'Released' },
    before: { fr: 'Avant de le libérer', en: 'Before releasing it' },
  },
  handOver: {
    label: { fr: 'Remettre', en: 'Hand over' },
    done: { fr: 'Remis', en: 'Handed over' },
    before: { fr: 'Avant de le remettre', en: 'Before handing it over' },
  },
  repair: {
    label: { fr: 'Réparer chez son détenteur', en: 'Repair for its holder' },
    done: { fr: 'Réparé chez son détenteur', en: 'Repaired for its holder' },
    before: { fr: 'Avant de le réparer', en: 'Before repairing it' },
  },
  takeBack: {
    label: { fr: 'Reprendre', en: 'Take back' },
    done: { fr: 'Repris', en: 'Taken back' },
    before: { fr: 'Avant de le reprendre', en: 'Before taking it back' },
  },
  putOnPallet: {
    label: { fr: 'Poser sur la palette', en: 'Put on the pallet' },
    done: { fr: 'Posé sur une palette', en: 'Put on a pallet' },
    before: { fr: 'Avant de le poser sur la palette', en: 'Before putting it on the pallet' },
  },
  takeOffPallet: {
    label: { fr: 'Retirer de la palette', en: 'Take off the pallet' },
    done: { fr: 'Retiré de la palette', en: 'Taken off the pallet' },
    before: { fr: 'Avant de le retirer de la palette', en: 'Before taking it off the pallet' },
  },
  freezePallet: {
    label: { fr: 'Figer la palette', en: 'Freeze the pallet' },
    done: { fr: 'Palette figée', en: 'Pallet frozen' },
    before: { fr: 'Avant de figer la palette', en: 'Before freezing the pallet' },
  },
  collectPallet: {
    label: { fr: 'Faire enlever la palette', en: 'Have the pallet collected' },
    done: { fr: 'Enlevé avec sa palette', en: 'Collected with its pallet' },
    before: { fr: 'Avant l’enlèvement', en: 'Before the collection' },
  },
  giveBack: {
    label: { fr: 'Rendre au propriétaire', en: 'Give back' },
    done: { fr: 'Rendu à son propriétaire', en: 'Given back to its owner' },
    before: { fr: 'Avant de le rendre', en: 'Before giving it back' },
  },
  declareLost: {
    label: { fr: 'Déclarer perdu ou volé', en: 'Declare lost or stolen' },
    done: { fr: 'Déclaré perdu ou volé', en: 'Declared lost or stolen' },
    before: { fr: 'Avant de le déclarer perdu', en: 'Before declaring it lost' },
  },
  find: {
    label: { fr: 'Déclarer retrouvé', en: 'Declare found' },
    done: { fr: 'Retrouvé', en: 'Found again' },
    before: { fr: 'Avant de le dire retrouvé', en: 'Before declaring it found' },
  },
  correct: {
    label: { fr: 'Corriger', en: 'Correct' },
    done: { fr: 'Acte corrigé', en: 'Act corrected' },
    before: { fr: 'Avant de corriger', en: 'Before correcting' },
  },
} as const satisfies Record<string, ActRow>

export type Act = keyof typeof ACTS
export const ALL_ACTS = Object.keys(ACTS) as readonly Act[]
