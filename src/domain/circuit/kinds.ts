import type { Bilingual } from '../bilingual.ts'
import type { DeviceKind } from '../hardware/report.ts'
import type { Table } from '../rules.ts'

/** Which gates a kind of device knows; what is neither known to be empty nor known to be clean is treated as holding data. */
interface KindRow {
  readonly name: Bilingual
  /** Holds or may hold media, so the gate of erasure stands. */
  readonly media: boolean
  /** Leaves with a software profile. */
  readonly software: boolean
  /** Bound to an account, a management profile, a SIM or a card. */
  readonly locks: boolean
}

const row = (fr: string, en: string, gates: Omit<KindRow, 'name'>): KindRow => ({ name: { fr, en }, ...gates })
const COMPUTER = { media: true, software: true, locks: false }
const POCKET = { media: true, software: true, locks: true }
const MAY_HOLD_MEDIA = { media: true, software: false, locks: false }

export const KINDS: Table<Readonly<Record<DeviceKind, KindRow>>> = {
  version: 1,
  inForceFrom: '2026-11-22',
  rows: {
    laptop: row('ordinateur portable', 'laptop', COMPUTER),
    desktop: row('unité centrale', 'desktop', COMPUTER),
    mini: row('mini-ordinateur', 'mini computer', COMPUTER),
    'all-in-one': row('tout-en-un', 'all-in-one', COMPUTER),
    server: row('serveur', 'server', COMPUTER),
    tablet: row('tablette', 'tablet', POCKET),
    phone: row('téléphone', 'phone', POCKET),
    screen: row('écran', 'screen', { media: false, software: false, locks: false }),
    printer: row('imprimante', 'printer', MAY_HOLD_MEDIA),
    virtual: row('machine virtuelle', 'virtual machine', MAY_HOLD_MEDIA),
    other: row('autre (routeur, console…)', 'other (router, console…)', MAY_HOLD_MEDIA),
    unknown: row('nature inconnue', 'unknown kind', MAY_HOLD_MEDIA),
  },
}

/** The kinds of device for which `gate` stands. */
export function kindsWith(gate: 'media' | 'software' | 'locks'): readonly DeviceKind[] {
  return (Object.keys(KINDS.rows) as DeviceKind[]).filter((kind) => KINDS.rows[kind][gate])
}
