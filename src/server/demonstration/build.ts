import { type Database, enterOrganisation } from '../platform/database/database.ts'
import type { Services } from '../platform/http/services.ts'
import type { Actor } from '../platform/ledger/ledger.ts'
import { ACCOUNTS, type Account } from './accounts.ts'
import { makeKits } from './kits.sql.ts'
import { moveSome } from './moves.sql.ts'
import { stockTheWorkshop } from './parts.sql.ts'
import { countSome } from './rounds.sql.ts'
import { setUpTerritory } from './set-up.sql.ts'
import { describeSites } from './sites.sql.ts'
import { DAY } from './story/calendar.ts'
import type { Told } from './story/journal.ts'
import { begin } from './story/scenario.ts'
import { unfold } from './story/story.ts'
import { DEMONSTRATION_PASSWORD } from './territory.ts'
import { writeTold } from './write.sql.ts'

export interface Parts {
  readonly database: Database
  readonly services: Pick<Services, 'signIn' | 'files'>
}

export interface Asked {
  readonly seed?: number
  /** Told which share of the story stands, 0 to 1. */
  readonly progress?: (share: number) => void
}

const YEARS_TOLD = 8

/**
 * Builds the invented commune in an empty installation: eight years of its programme, day after day, each act as the circuit
 * allows it; all of it or nothing. Answers null, and changes nothing, where the installation holds something.
 */
export async function buildDemonstration(
  { database, services }: Parts,
  { seed = 1, progress = () => undefined }: Asked = {},
): Promise<{ readonly accounts: readonly Account[] } | null> {
  return database.outside(async (tx) => {
    const territory = await setUpTerritory(tx, (person) =>
      services.signIn.createAccount({ ...person, password: DEMONSTRATION_PASSWORD }),
    )
    if (!territory) return null
    const { organisationId } = territory
    await enterOrganisation(tx, organisationId)
    const now = Date.now()
    const from = now - YEARS_TOLD * 365.25 * DAY
    const kept = { papersSince: now - 100 * DAY, reportsSince: now - 150 * DAY, logsSince: from }
    for (const told of unfold({ seed, from, now, town: { ...territory, size: 1 }, kept }, begin)) {
      for (const { bytes } of told.files) await services.files.put(organisationId, bytes)
      await writeTold(tx, organisationId, told)
      progress((reached(told, from) - from) / (now - from))
    }
    const { people } = territory
    const as = (role: keyof typeof people): Actor => ({ organisationId, personId: people[role] })
    const [technician, trainee, mediator] = [as('technician'), as('trainee'), as('mediator')]
    await describeSites(tx, as('coordinator'), new Date(now))
    await stockTheWorkshop(tx, { technician, trainee })
    await makeKits(tx, technician)
    await countSome(tx, { finance: as('finance'), technician, mediator })
    await moveSome(tx, { technician, trainee }, new Date(now))
    return { accounts: ACCOUNTS }
  })
}

/** The instant of the last event told. */
function reached({ rows }: Told, from: number): number {
  const last = rows.get('event')?.at(-1)
  return last && 'at' in last && typeof last.at === 'string' ? Date.parse(last.at) : from
}
