import type { Bilingual } from '../bilingual.ts'

/** What is asked, and what of it is kept: a check is kept as a check, never as the paper (RGPD art. 5-1-c). */
interface EvidenceRow {
  readonly name: Bilingual
  readonly kept: 'file' | 'number' | 'check'
}

const row = (kept: EvidenceRow['kept'], fr: string, en: string): EvidenceRow => ({ name: { fr, en }, kept })

export const EVIDENCE = {
  identifier: row('number', 'numéro RNA ou SIRET', 'RNA or SIRET number'),
  statutes: row('file', 'statuts', 'statutes'),
  utilityDecree: row('file', 'décret de reconnaissance d’utilité publique', 'decree of recognition of public utility'),
  esusAgreement: row(
    'file',
    'agrément ESUS, ou qualité au titre du II de L3332-17-1',
    'ESUS agreement, or status under II of L3332-17-1',
  ),
  generalInterest: row(
    'file',
    'rescrit fiscal ou déclaration d’intérêt général',
    'tax ruling or declaration of general interest',
  ),
  charityStatus: row(
    'file',
    'reconnaissance d’utilité publique ou statut d’Alsace-Moselle, ressources affectées à l’assistance',
    'public utility or Alsace-Moselle status, resources used for assistance',
  ),
  employment: row('check', 'lien d’emploi vérifié', 'employment link checked'),
  internship: row('check', 'convention de stage vérifiée', 'internship agreement checked'),
  publicIdentifier: row(
    'number',
    'SIRET d’un organisme public (catégorie juridique 7)',
    'SIRET of a public body (legal category 7)',
  ),
  cooperation: row('file', 'convention de coopération', 'cooperation agreement'),
  need: row('check', 'besoin vérifié, pièce non conservée', 'need checked, paper not kept'),
  valuation: row('number', 'valeur unitaire estimée', 'estimated unit value'),
} as const satisfies Record<string, EvidenceRow>

export type EvidenceKind = keyof typeof EVIDENCE
