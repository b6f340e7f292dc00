import { texts } from '../platform/text/text.ts'

export const councilText = texts(
  {
    title: 'Délibérations',
    lead: 'Un don, une vente solidaire ou une cession à un organisme public s’appuie sur une délibération au dossier (CGCT L2241-1, CG3P L3212-3).',
    none: 'Aucune délibération au dossier',
    noneHow: 'Versez ici celle qui autorise les dons : elle sera proposée au moment d’établir une convention.',
    number: 'Numéro',
    decidedOn: 'Date',
    scope: 'Ce qu’elle autorise',
    scopeHint: 'Par exemple « Don d’ordinateurs réformés aux associations de l’article L3212-2, 300 € au plus l’un ».',
    ceiling: 'Valeur unitaire au plus',
    file: 'Texte signé (PDF ou image, 10 Mo au plus)',
    filed: 'Délibération versée au dossier.',
    add: 'Verser une délibération',
    numberTaken: 'Ce numéro est déjà au dossier.',
    notAScan: 'Ce fichier n’est ni un PDF ni une image. Choisissez le texte signé, numérisé.',
    open: 'Ouvrir',
  },
  {
    title: 'Council decisions',
    lead: 'A gift, a solidarity sale or a transfer to a public body rests on a council decision on file (CGCT L2241-1, CG3P L3212-3).',
    none: 'No council decision on file',
    noneHow: 'File here the one that allows gifts: it will be offered when an agreement is drawn.',
    number: 'Number',
    decidedOn: 'Date',
    scope: 'What it allows',
    scopeHint:
      'For instance “Gift of decommissioned computers to the associations of article L3212-2, €300 each at most”.',
    ceiling: 'Unit value at most',
    file: 'Signed text (PDF or image, 10 MB at most)',
    filed: 'Council decision filed.',
    add: 'File a decision',
    numberTaken: 'This number is on file already.',
    notAScan: 'This file is neither a PDF nor an image. Choose the signed text, scanned.',
    open: 'Open',
  },
)
