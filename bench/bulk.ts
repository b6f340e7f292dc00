import type pg from 'pg'
import { decommissionAll } from './baselines/bulk.ts'
import type { Bar } from './frame.ts'
import { expectStatus, type Installation, openInstallation, type Visitor } from './installation.ts'
import { elapsed } from './measure.ts'

const DEVICES = 10_000
const LOOK_MS = 20
/** Devices in a town for each one in use that a round takes. */
const TOWN = 2.2
/** The product and the statement in turn, each on devices of its own, so that whatever slows the machine slows both. */
const TURNS = ['product', 'baseline', 'baseline', 'product'] as const
type Way = (typeof TURNS)[number]

/** As many devices decommissioned at once, from the act's form to the last device answered; `args`: number of devices. */
export async function* bench(args: readonly string[]): AsyncGenerator<Bar> {
  const devices = Number(args[0] ?? DEVICES)
  const house = await openInstallation(Math.ceil(devices * TOWN * TURNS.length))
  try {
    const client = await house.client()
    const technician = await house.as('technician')
    const take = async (way: Way, count: number, times: Times) => {
      const placeId = await gather(client, house, count)
      const since = await clock(client)
      if (way === 'product') await act(technician, client, placeId, times)
      else times.baseline += await elapsed(() => decommissionAll(client, house.organisationId, placeId))
      const written = await writtenAt(client, placeId, since)
      if (written !== `${count} ${count} ${count} 0`)
        throw new Error(`${way}: devices, holdings and events written, media forgotten: ${written}`)
    }
    // Each way once before, unmeasured.
    for (const way of ['product', 'baseline'] as const) await take(way, Math.ceil(devices / 10), noTimes())
    const times = noTimes()
    for (const way of TURNS) await take(way, devices, times)
    console.error(`previewed: ${(times.previewed / 2000).toFixed(2)} s, done: ${(times.done / 2000).toFixed(2)} s`)
    const bar = (name: string, figure: number): Bar => ({
      kind: 'ratio',
      name,
      figure: figure / 2000,
      baseline: times.baseline / 2000,
      unit: 's',
      ratio: { atMost: 4 },
    })
    yield bar(`bulk act on ${devices} devices, from its button to the last answer`, times.done)
    yield bar(`the same with its choice and its preview`, times.previewed + times.done)
  } finally {
    await house.close()
  }
}

const noTimes = () => ({ previewed: 0, done: 0, baseline: 0 })
type Times = ReturnType<typeof noTimes>

async function act(technician: Visitor, client: pg.Client, placeId: string, times: Times): Promise<void> {
  let href = ''
  times.previewed += await elapsed(async () => {
    const form = { act: 'decommission', reason: 'obsolete', filters: `etat=inUse&lieu=${placeId}` }
    const answer = await expectStatus(await technician.post('/actes', form), 303)
    href = answer.headers.get('location') ?? ''
    await phase(client, href, 'checked')
  })
  times.done += await elapsed(async () => {
    await expectStatus(await technician.post(`${href}/lancer`, {}), 303)
    await phase(client, href, 'done')
  })
}

async function phase(client: pg.Client, href: string, wanted: string): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ phase: string }>('select phase from bulk_act where id = $1', [
      href.slice(href.lastIndexOf('/') + 1),
    ])
    if (rows[0]?.phase === wanted) return
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

/** Puts so many devices that serve today, of all the town, in the inventory of one new place; the database is at rest afterwards. */
async function gather(client: pg.Client, { organisationId }: Installation, devices: number): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into place (organisation_id, id, kind, name) values ($1, gen_random_uuid(), 'service', 'Mesure') returning id`,
    [organisationId],
  )
  const placeId = rows[0]?.id ?? ''
  const moved = await client.query(
    `update device set place_id = $2, owner = 'organisation', inventory = 'listed' where organisation_id = $1 and id in (
       select d.id from device d join holding h on h.organisation_id = d.organisation_id and h.device_id = d.id and h.ended_at is null
       left join place p on p.organisation_id = d.organisation_id and p.id = d.place_id
       where d.organisation_id = $1 and d.state = 'inUse' and p.name is distinct from 'Mesure' limit $3)`,
    [organisationId, placeId, devices],
  )
  if (moved.rowCount !== devices) throw new Error(`only ${moved.rowCount} devices of the town serve`)
  await client.query('vacuum analyze')
  await client.query('checkpoint')
  return placeId
}

async function clock(client: pg.Client): Promise<Date> {
  const { rows } = await client.query<{ now: Date }>('select clock_timestamp() as now')
  return rows[0]?.now ?? new Date()
}

/** How many devices, holdings and events this act wrote since that instant, and how many media of these devices it forgot. */
async function writtenAt(client: pg.Client, placeId: string, since: Date): Promise<string> {
  const { rows } = await client.query<{ said: string }>(
    `select concat_ws(' ',
       (select count(*) from device where service_id = $1 and state = 'decommissioned' and inventory = 'decommissioned'),
       (select count(*) from holding h join device d on d.id = h.device_id where d.service_id = $1 and h.ending = 'decommissioned'
         and h.ended_at >= $2),
       (select count(*) from event where kind = 'device.decommission' and payload ->> 'placeId' = $1::text),
       (select count(*) from component c join device d on d.id = c.device_id where d.service_id = $1 and c.kind = 'medium'
         and c.standing = 'fitted' and (c.last_used_at is null or c.last_used_at < $2))) as said`,
    [placeId, since],
  )
  return rows[0]?.said ?? ''
}
