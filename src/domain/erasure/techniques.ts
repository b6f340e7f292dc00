import type { Bilingual } from '../bilingual.ts'
import type { MediumKind } from '../hardware/report.ts'
import type { Table } from '../rules.ts'

/** Levels of IEEE 2883 and NIST SP 800-88r2, weakest first. `none`: the technique proves nothing on that medium. */
export const LEVELS = ['none', 'clear', 'purge', 'destruct'] as const
export type Level = (typeof LEVELS)[number]

export type LevelByKind = Readonly<Record<MediumKind, Level>>

export const TECHNIQUES = [
  'overwrite',
  'multiplePasses',
  'trim',
  'secureTrim',
  'ataSecurityErase',
  'ataSecurityEraseEnhanced',
  'ataSanitize',
  'nvmeFormat',
  'nvmeFormatUserData',
  'nvmeFormatCrypto',
  'nvmeSanitize',
  'firmwareErase',
  'firmwareSanitize',
  'opalRevert',
  'scsiFormat',
  'scsiSanitize',
  'factoryReset',
  'readCheck',
  'shredding',
  'drilling',
  'unknown',
] as const
export type Technique = (typeof TECHNIQUES)[number]

export interface TechniqueRow extends Bilingual {
  readonly levels: LevelByKind
  readonly source: string
  /** What the level leaves aside on some media; printed on the certificate. */
  readonly residue: Partial<Readonly<Record<MediumKind, Bilingual>>>
}

const IEEE = 'IEEE 2883-2022, as openSeaChest_Erase(8) prints its levels'
const RESERVE = {
  fr: 'les cellules de réserve du support ne sont pas adressées',
  en: 'over-provisioned cells are not addressed',
}
const FLASH_RESERVE = { ssd: RESERVE, nvme: RESERVE, usb: RESERVE, emmc: RESERVE }

const LETTERS: Readonly<Record<string, Level>> = { C: 'clear', P: 'purge', D: 'destruct' }

/**
 * A proof keeps the version that gave its level, so that the level may be computed again.
 * Several passes are never Purge, whatever name they bear ("DoD 7 passes"): one is enough for Clear, none reaches more.
 */
export const TECHNIQUE_TABLE: Table<Readonly<Record<Technique, TechniqueRow>>> = {
  version: 1,
  inForceFrom: '2026-11-22',
  rows: {
    overwrite: row('réécriture en une passe', 'one-pass overwrite', 'CCCCCC', IEEE, FLASH_RESERVE),
    multiplePasses: row('réécriture en plusieurs passes', 'several-pass overwrite', 'CCCCCC', IEEE, FLASH_RESERVE),
    trim: row('TRIM (blkdiscard)', 'TRIM (blkdiscard)', '------', 'measured: data whole after exit code 0'),
    secureTrim: row('TRIM sécurisé (blkdiscard --secure)', 'secure TRIM (blkdiscard --secure)', '---C--', IEEE),
    ataSecurityErase: row('ATA Security Erase', 'ATA Security Erase', 'CC----', IEEE),
    ataSecurityEraseEnhanced: row('ATA Security Erase Enhanced', 'ATA Security Erase Enhanced', 'PP----', IEEE),
    ataSanitize: row('ATA Sanitize', 'ATA Sanitize', 'PP----', IEEE),
    nvmeFormat: row('NVMe Format sans effacement', 'NVMe Format without erase', '------', IEEE),
    nvmeFormatUserData: row('NVMe Format, données utilisateur', 'NVMe Format, user data', '--C---', IEEE),
    nvmeFormatCrypto: row('NVMe Format, chiffrement', 'NVMe Format, crypto', '--C---', IEEE),
    nvmeSanitize: row('NVMe Sanitize', 'NVMe Sanitize', '--P---', IEEE),
    firmwareErase: row(
      'effacement par le micrologiciel (ATA ou NVMe)',
      'firmware erase (ATA or NVMe)',
      'CCC---',
      `${IEEE}; the log does not say whether the erase was enhanced: the lower level counts`,
    ),
    firmwareSanitize: row(
      'Sanitize par le micrologiciel (ATA, SCSI ou NVMe)',
      'firmware Sanitize (ATA, SCSI or NVMe)',
      'PPP---',
      IEEE,
    ),
    opalRevert: row('TCG Opal Revert (PSID)', 'TCG Opal Revert (PSID)', 'PPP---', IEEE),
    scsiFormat: row('SCSI Format Unit', 'SCSI Format Unit', 'CC----', IEEE),
    scsiSanitize: row('SCSI Sanitize', 'SCSI Sanitize', 'PP----', IEEE),
    factoryReset: row(
      'réinitialisation d’usine',
      'factory reset',
      'CCCCCC',
      'the maker’s own procedure; nothing is read back',
    ),
    readCheck: row(
      'simple relecture',
      'read check only',
      '------',
      'nwipe(8): verify_zero and verify_one write nothing',
    ),
    shredding: row(
      'broyage',
      'shredding',
      'DDDDDD',
      'arrêté du 20 août 2024, recommendation for unprotected information',
    ),
    drilling: row('perçage', 'drilling', 'D-----', 'a drilled SSD keeps whole memory chips'),
    unknown: row('technique inconnue', 'unknown technique', '------', 'what is not known proves nothing'),
  },
}

/** `letters`: one a kind in the order hdd, ssd, nvme, emmc, usb, unknown; C Clear, P Purge, D Destruct, - none. */
function row(
  fr: string,
  en: string,
  letters: string,
  source: string,
  residue: TechniqueRow['residue'] = {},
): TechniqueRow {
  const level = (index: number) => LETTERS[letters.charAt(index)] ?? 'none'
  const levels = { hdd: level(0), ssd: level(1), nvme: level(2), emmc: level(3), usb: level(4), unknown: level(5) }
  return { levels, fr, en, source, residue }
}

/** The level a technique reaches on a kind of medium; for an unknown kind, what it reaches on every kind. */
export function levelOf(technique: Technique, kind: MediumKind): Level {
  return TECHNIQUE_TABLE.rows[technique].levels[kind]
}

export function levelsOf(technique: Technique): LevelByKind {
  return TECHNIQUE_TABLE.rows[technique].levels
}

/** The technique's name, source and residues, for a certificate. */
export function techniqueRow(technique: Technique): TechniqueRow {
  return TECHNIQUE_TABLE.rows[technique]
}

export function reaches(level: Level, floor: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(floor)
}
