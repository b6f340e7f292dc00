import { kindsWith } from '../../domain/circuit/kinds.ts'
import { type DeviceState, STATES } from '../../domain/circuit/states.ts'
import { type StandingRow, standingsOf } from '../circuit/media.sql.ts'
import { readPolicy } from '../circuit/policy.sql.ts'
import type { DeviceRow } from '../fleet/device-list.sql.ts'
import type { Tx } from '../platform/database/database.ts'

/** States in which a device is in our hands, so that its media can be erased. */
const IN_HAND = (Object.keys(STATES.rows) as DeviceState[]).filter(
  (state) => STATES.rows[state].stage !== 'ended' && state !== 'announced' && state !== 'inUse',
)

export type WaitingMedium = Awaited<ReturnType<typeof mediaInHand>>[number] & Pick<StandingRow, 'standing' | 'rows'>

const mediaInHand = (tx: Tx, most: number) =>
  tx
    .selectFrom('component as c')
    .innerJoin('device as d', (join) =>
      join.onRef('d.id', '=', 'c.device_id').onRef('d.organisation_id', '=', 'c.organisation_id'),
    )
    .select([
      'c.id',
      'c.maker',
      'c.model',
      'c.serial',
      'c.bytes',
      'c.subkind',
      'c.health',
      'c.standing as place',
      'c.last_used_at',
      'd.code',
      'd.kind',
      'd.state',
    ])
    .where('c.kind', '=', 'medium')
    .where('c.standing', 'in', ['fitted', 'aside'])
    .where((or) => or.or([or('d.state', 'in', IN_HAND), or('c.standing', '=', 'aside')]))
    .orderBy('c.last_used_at')
    .orderBy('c.id')
    .limit(most)
    .execute()

/** Media in our hands whose proofs open no gate, longest waiting first: those that failed apart, to be destroyed. */
export async function waitingMedia(
  tx: Tx,
  most = 500,
): Promise<{ readonly unproven: readonly WaitingMedium[]; readonly failed: readonly WaitingMedium[] }> {
  const media = await mediaInHand(tx, most)
  const standings = await standingsOf(
    tx,
    media,
    (medium) => medium,
    await readPolicy(tx),
    () => 'shelf',
  )
  const waiting = standings.filter(({ standing }) => !standing.passes)
  return {
    unproven: waiting.filter(({ standing }) => standing.state !== 'failed'),
    failed: waiting.filter(({ standing }) => standing.state === 'failed'),
  }
}

/** Devices that may hold media and of which nobody has said which, longest waiting first. */
export async function notLookedInto(
  tx: Tx,
  most = 25,
): Promise<readonly Pick<DeviceRow, 'id' | 'code' | 'maker' | 'model' | 'name'>[]> {
  return tx
    .selectFrom('device as d')
    .select(['d.id', 'd.code', 'd.maker', 'd.model', 'd.name'])
    .where('d.state', 'in', ['identified', 'triaged', 'inWork', 'toParts', 'toRecycling'])
    .where('d.kind', 'in', [...kindsWith('media')])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('component as c')
            .select('c.id')
            .whereRef('c.device_id', '=', 'd.id')
            .where('c.kind', '=', 'medium')
            .where('c.standing', 'in', ['fitted', 'absent', 'destroyed']),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('media_finding as f')
            .select('f.id')
            .whereRef('f.device_id', '=', 'd.id')
            .where('f.basis', '!=', 'onePerson'),
        ),
      ),
    )
    .orderBy('d.state_since')
    .limit(most)
    .execute()
}
