import type { Grade } from '../../domain/circuit/facts.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import type { Bilingual } from '../platform/text/text.ts'

/** Kinds that are worked on in the same way. */
export const GROUPS = ['computer', 'mobile', 'screen', 'other'] as const
export type Group = (typeof GROUPS)[number]

export const GROUP_OF: Readonly<Record<DeviceKind, Group>> = {
  laptop: 'computer',
  desktop: 'computer',
  mini: 'computer',
  'all-in-one': 'computer',
  server: 'computer',
  tablet: 'mobile',
  phone: 'mobile',
  screen: 'screen',
  printer: 'other',
  virtual: 'other',
  other: 'other',
  unknown: 'other',
}

export interface Step extends Bilingual {
  readonly id: string
  /** What it usually takes; absent where nobody said. */
  readonly minutes?: number | undefined
}

const step = (id: string, fr: string, en: string, minutes: number): Step => ({ id, fr, en, minutes })
const DUST = step('dusting', 'Dépoussiérer', 'Dust', 10)
const LOOK = step('visualCheck', 'Contrôler l’état à l’œil', 'Look the device over', 5)
const CLEAN = step('cleaning', 'Nettoyer l’extérieur', 'Clean the outside', 10)
const UPDATE = step('update', 'Mettre à jour', 'Update', 20)

/** Where each organisation starts; it edits its own model. Dusting before powering on: DSV, CLF field sheets. */
export const DEFAULT_STEPS: Readonly<Record<Group, readonly Step[]>> = {
  computer: [
    LOOK,
    DUST,
    step('partsFitted', 'Monter mémoire, support, batterie', 'Fit memory, medium, battery', 20),
    step('install', 'Installer le système et les logiciels', 'Install system and software', 30),
    UPDATE,
    CLEAN,
  ],
  mobile: [
    LOOK,
    step('accountsOut', 'Vérifier que nul compte ne reste', 'Check that no account is left', 10),
    UPDATE,
    CLEAN,
  ],
  screen: [DUST, step('cables', 'Joindre le câble et l’alimentation', 'Add cable and power supply', 5), CLEAN],
  other: [LOOK, DUST, CLEAN],
}

export interface Test extends Bilingual {
  readonly id: string
  readonly kinds: readonly DeviceKind[]
}

const COMPUTERS: readonly DeviceKind[] = ['laptop', 'desktop', 'mini', 'all-in-one', 'server']
const WITH_SCREEN: readonly DeviceKind[] = ['laptop', 'all-in-one', 'tablet', 'phone', 'screen']
const MOBILE: readonly DeviceKind[] = ['tablet', 'phone']
const CARRIED: readonly DeviceKind[] = ['laptop', ...MOBILE]

const on = (id: string, fr: string, en: string, kinds: readonly DeviceKind[]): Test => ({ id, fr, en, kinds })

/** Functional tests by kind (décret 2022-190: every function of the category is tested). */
export const TESTS: readonly Test[] = [
  on('power', 'démarrage et arrêt', 'start and stop', [...COMPUTERS, ...MOBILE, 'screen', 'printer', 'other']),
  on('screen', 'écran, pixels et rétroéclairage', 'screen, pixels and backlight', WITH_SCREEN),
  on('keyboard', 'clavier, toutes les touches', 'keyboard, every key', ['laptop']),
  on('pointer', 'pavé tactile', 'touchpad', ['laptop']),
  on('touch', 'dalle tactile et boutons', 'touch screen and buttons', MOBILE),
  on('sound', 'son et micro', 'sound and microphone', ['laptop', 'desktop', 'mini', 'all-in-one', ...MOBILE]),
  on('camera', 'caméra', 'camera', ['laptop', 'all-in-one', ...MOBILE]),
  on('usb', 'ports USB', 'USB ports', COMPUTERS),
  on('video', 'sorties ou entrées vidéo', 'video outputs or inputs', [...COMPUTERS, 'screen']),
  on('network', 'prise réseau', 'network socket', COMPUTERS),
  on('wifi', 'Wi-Fi', 'Wi-Fi', ['laptop', 'mini', 'all-in-one', ...MOBILE]),
  on('battery', 'batterie et charge', 'battery and charging', CARRIED),
  on('memory', 'mémoire (memtest)', 'memory (memtest)', COMPUTERS),
  on('medium', 'support de stockage (SMART)', 'storage medium (SMART)', COMPUTERS),
  on('print', 'page d’essai', 'test page', ['printer']),
]

export const testsOf = (kind: DeviceKind): readonly Test[] => TESTS.filter((test) => test.kinds.includes(kind))

/** Written criteria of each grade, shown where one chooses. */
export const GRADE_CRITERIA: Readonly<Record<Grade, Bilingual>> = {
  A: {
    fr: 'Comme neuf : aucune trace visible à 30 cm, batterie au-dessus de 80 %.',
    en: 'Like new: no mark visible at 30 cm, battery above 80%.',
  },
  B: {
    fr: 'Traces légères, rien de cassé, batterie au-dessus de 60 %.',
    en: 'Light marks, nothing broken, battery above 60%.',
  },
  C: {
    fr: 'Traces nettes ou autonomie courte, tout fonctionne.',
    en: 'Clear marks or short battery life, everything works.',
  },
  D: {
    fr: 'Un défaut gêne l’usage : sous le plancher de la plupart des programmes.',
    en: 'A fault hampers use: below the floor of most programmes.',
  },
}

/** A profile of free software only, that needs no proof of licence. */
export const FREE_PROFILE = ['Linux Mint', 'LibreOffice', 'Firefox', 'VLC'].map((name) => ({
  name,
  licence: 'free' as const,
  proofOfLicence: false,
}))
