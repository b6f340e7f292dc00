import type { DeviceState } from '../../domain/circuit/states.ts'
import type { Database, Tx } from '../platform/database/database.ts'
import type { Services } from '../platform/http/services.ts'
import { dates } from '../platform/text/dates.ts'
import { ACCOUNTS, type Account } from './accounts.ts'
import { erase, finishWork, startWork } from './bench.ts'
import { type Character, castOf } from './cast.ts'
import { bringBack, handOver, serve } from './counter.ts'
import { isStanding } from './park.ts'
import { setUpTerritory } from './set-up.sql.ts'
import { appear, decommission, giveBack, identify, judge, lose, refuseOffer, type Scene } from './stages.ts'
import { DEMONSTRATION_PASSWORD } from './territory.ts'
import { beginPallet, sendPallet } from './waste.ts'

interface Stage {
  readonly passes: readonly DeviceState[]
  play(tx: Tx, scene: Scene, cast: readonly Character[]): Promise<void>
}

const PROMISED = ['reserved', 'inUse', 'returned'] as const
const SHELVED = ['ready', ...PROMISED] as const
const KEPT = ['triaged', 'inWork', ...SHELVED] as const
const LEFT = ['toParts', 'toRecycling', 'recycled'] as const

/** What happens to those who arrived, in order; each stage is one transaction, on all that pass by it. */
const AFTER_ARRIVAL: readonly Stage[] = [
  { passes: ['refused'], play: refuseOffer },
  { passes: ['identified', 'backToOwner', ...KEPT, ...LEFT], play: identify },
  { passes: ['backToOwner'], play: giveBack },
  { passes: [...KEPT, ...LEFT], play: decommission },
  { passes: [...KEPT, ...LEFT], play: judge },
  { passes: ['inWork', ...SHELVED], play: startWork },
  { passes: [...SHELVED, 'recycled'], play: erase },
  { passes: SHELVED, play: finishWork },
  { passes: PROMISED, play: serve },
  { passes: PROMISED, play: handOver },
  { passes: ['returned'], play: bringBack },
  { passes: ['recycled'], play: sendPallet },
  { passes: ['toRecycling'], play: beginPallet },
]
const STANDING: readonly Stage[] = [
  { passes: ['inUse', 'returned', 'lost'], play: identify },
  { passes: ['lost'], play: lose },
  { passes: ['returned'], play: bringBack },
]

export interface Parts {
  readonly database: Database
  readonly services: Pick<Services, 'signIn' | 'files'>
}

/**
 * Builds the invented commune in an empty installation, through the same functions as the screens: every gate is passed. Answers
 * null, and changes nothing, where the installation holds something.
 */
export async function buildDemonstration(
  { database, services }: Parts,
  seed = 1,
): Promise<{ readonly accounts: readonly Account[] } | null> {
  const territory = await database.outside((tx) =>
    setUpTerritory(tx, (person) => services.signIn.createAccount({ ...person, password: DEMONSTRATION_PASSWORD })),
  )
  if (!territory) return null
  const cast = castOf(seed)
  const scene: Scene = {
    territory,
    today: dates('fr', 'Europe/Paris').calendarDay(new Date()),
    files: services.files,
    requests: new Map(),
  }
  const inside = (play: (tx: Tx) => Promise<void>) => database.inOrganisation(territory.organisationId, play)
  await inside((tx) => appear(tx, scene, cast))
  for (const { passes, play } of STANDING)
    await inside((tx) =>
      play(
        tx,
        scene,
        cast.filter((one) => isStanding(one.cohort) && passes.includes(one.today)),
      ),
    )
  for (const { passes, play } of AFTER_ARRIVAL)
    await inside((tx) =>
      play(
        tx,
        scene,
        cast.filter((one) => !isStanding(one.cohort) && passes.includes(one.today)),
      ),
    )
  return { accounts: ACCOUNTS }
}
