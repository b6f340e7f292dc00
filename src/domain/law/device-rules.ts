import type { Bilingual } from '../bilingual.ts'
import type { Day, Table } from '../rules.ts'

/** What the law says of the device itself, whoever asks for it. */
export interface DeviceUnderRule {
  /** Years since the purchase, on the day of its decommissioning. */
  readonly ageYears: number | 'unknown'
  readonly soughtAfter: boolean
  readonly state: 'works' | 'repairable' | 'beyondRepair'
  /** It held classified information, or information under special protection. */
  readonly classified: boolean
}

interface DeviceRule {
  readonly id: string
  readonly inForceFrom: Day
  readonly applies: (device: DeviceUnderRule) => boolean
  /** `countsInReuseRate`: whether it is in the stock of the yearly reuse rate. */
  readonly countsInReuseRate: boolean
  readonly says: Bilingual
  readonly article: string
  readonly source: string
}

const DEVICE_RULES: Table<readonly DeviceRule[]> = {
  version: 1,
  inForceFrom: '2026-11-22',
  rows: [
    {
      id: 'EL.OVER10',
      inForceFrom: '2021-11-17',
      applies: ({ ageYears }) => ageYears !== 'unknown' && ageYears > 10,
      countsInReuseRate: false,
      says: {
        fr: 'Plus de 10 ans : la loi l’oriente vers le recyclage, et il ne compte pas dans le taux de réemploi ; une seconde vie reste possible si elle est justifiée.',
        en: 'Over 10 years old: the law sends it to recycling, and it does not count in the reuse rate; a second life stays possible where it is justified.',
      },
      article: 'Loi REEN 2021-1485, art. 16 ; décret 2023-266',
      source: 'DISIC/MiNumEco',
    },
    {
      id: 'EL.CLASSIFIED',
      inForceFrom: '2021-11-17',
      applies: ({ classified }) => classified,
      countsInReuseRate: false,
      says: {
        fr: 'Il a porté des informations classifiées ou protégées : il ne compte pas dans le taux, et ses supports sont détruits.',
        en: 'It held classified or protected information: it does not count in the rate, and its media are destroyed.',
      },
      article: 'Loi REEN 2021-1485, art. 16 ; décret 2023-266',
      source: 'Décret 2023-266, art. 3',
    },
    {
      id: 'EL.PREMIUM',
      inForceFrom: '2006-07-01',
      applies: ({ soughtAfter, ageYears }) => soughtAfter && ageYears !== 'unknown' && ageYears < 5,
      countsInReuseRate: true,
      says: {
        fr: 'Moins de 5 ans et recherché : une vente avec publicité est à envisager ; le maire peut être délégué jusqu’à 4 600 €.',
        en: 'Under 5 years old and sought after: consider a sale with publicity; the mayor may be delegated up to €4,600.',
      },
      article: 'CGCT L2122-22 10°',
      source: 'DISIC/MiNumEco fin-usage/don.md',
    },
    {
      id: 'EL.BROKEN',
      inForceFrom: '2006-07-01',
      applies: ({ state }) => state === 'beyondRepair',
      countsInReuseRate: true,
      says: {
        fr: 'Hors d’usage et irréparable : c’est un déchet électrique, remis avec un bordereau ou un bon de reprise.',
        en: 'Beyond repair: it is electrical waste, handed over with a waste slip or a take-back note.',
      },
      article: 'C. env. L541-2, R543-172 et s.',
      source: 'etalab/codes-juridiques-francais',
    },
  ],
}

/** The rules of that day which speak of this device, for the screen and for the yearly rate. */
export function rulesOn(device: DeviceUnderRule, date: Day): readonly DeviceRule[] {
  return DEVICE_RULES.rows.filter((rule) => rule.inForceFrom <= date && rule.applies(device))
}
