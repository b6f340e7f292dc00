import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sampleLog } from '../../src/domain/erasure/nwipe-sample.ts'

const SHARED = join(PROJECT_ROOT, '../shared/real-hardware/qemu-lab')
const OWN = join(PROJECT_ROOT, 'src/domain/hardware/fixtures')

interface Disk {
  readonly model: string
  readonly serial: string
  readonly bytes: number
}

/** The machines of the lab, or our own dumps where the lab is absent: the one that lives three lives, and the one that ends. */
export interface Lab {
  readonly from: 'lab' | 'own'
  readonly dumps: readonly string[]
  /** Names by which the screens call the two machines. */
  readonly kept: string
  readonly ended: string
  /** Functions that the first has and a desktop has not. */
  readonly alsoTested: readonly string[]
  /** Disks of the first: model, serial and bytes as their dumps say. */
  readonly disks: readonly Disk[]
}

const dumpsOf = (folder: string, machines: readonly string[]) =>
  machines.flatMap((machine) =>
    readdirSync(join(folder, machine))
      .map((name) => join(folder, machine, name))
      .filter((path) => !path.endsWith('.rc')),
  )

export const lab = (): Lab =>
  existsSync(SHARED)
    ? {
        from: 'lab',
        dumps: dumpsOf(SHARED, readdirSync(SHARED)),
        kept: 'OptiPlex 7050',
        ended: 'EliteDesk 800 G3',
        alsoTested: [],
        disks: [{ model: 'WDC WD5000AZLX-75K2TA0', serial: 'WD-WCC6Y5AAAAAA', bytes: 268_435_456 }],
      }
    : {
        from: 'own',
        dumps: dumpsOf(OWN, ['laptop', 'mini']),
        kept: 'ThinkCentre M710q',
        ended: 'Latitude 5490',
        alsoTested: ['Wi-Fi'],
        disks: [{ model: 'KINGSTON SA400S37240G', serial: '50026B7381A0C5D2', bytes: 335_544_320 }],
      }

/** A log that nwipe would have written today for these disks. */
export function nwipeLog(folder: string, disks: readonly Disk[], day: Date): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'nwipe.log')
  const drives = disks.map((disk, at) => ({ ...disk, device: `/dev/sd${'abcdef'[at]}` }))
  writeFileSync(file, sampleLog({ drives, day: day.toISOString().slice(0, 10).replaceAll('-', '/') }))
  return file
}
