import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { identifiersOf } from '../../../domain/hardware/identity.ts'
import { readDump } from '../../../domain/hardware/read.ts'
import { READER_VERSION } from '../../fleet/ingest/arrival.ts'
import { evidenceEvents } from '../../fleet/ingest/change.sql.ts'
import { componentEvents } from '../../fleet/ingest/parts.sql.ts'
import { batteryOf, type DumpFile, lshwOf, type Machine, modulesOf, smartctlOf } from '../dumps.ts'
import { isoOf } from './calendar.ts'
import type { Row } from './journal.ts'
import { act, keep, type Live } from './live.ts'
import type { Story } from './story.ts'

/** On the bench: what the machine is, what it is made of; then it is identified. */
export function identify(story: Story, live: Live, at: number): void {
  const { machine, row } = live
  const actor = story.town.people.trainee
  if (machine) {
    row.cpu = machine.model.cpu
    row.memory_bytes = machine.memoryGb * 2 ** 30
    if (at >= story.kept.reportsSince) keepReports(story, live, machine, at, actor)
    if (!live.medium && at >= story.kept.reportsSince)
      for (const module of modulesOf(machine)) see(story, live, at, actor, memoryOf(module))
    if (!live.medium) live.medium = see(story, live, at, actor, mediumOf(machine))
    const battery = batteryPartOf(machine)
    if (battery && row.life === 1) see(story, live, at, actor, battery)
  }
  act(story, live, 'identify', at, actor, { facts: { returnCheck: 'noGap' } })
}

type Part = Pick<
  Row<'component'>,
  'kind' | 'maker' | 'model' | 'serial' | 'bytes' | 'subkind' | 'shape' | 'health' | 'hours' | 'level'
>

const mediumOf = ({ disk }: Machine): Part => ({
  kind: 'medium',
  maker: disk.maker,
  model: disk.model,
  serial: disk.serial,
  bytes: disk.bytes,
  subkind: disk.kind,
  shape: null,
  health: disk.failing ? 'failing' : 'ok',
  hours: disk.hours,
  level: null,
})

const memoryOf = ({ maker, serial, bytes, type, shape }: ReturnType<typeof modulesOf>[number]): Part => ({
  kind: 'memory',
  maker,
  model: null,
  serial,
  bytes,
  subkind: type,
  shape,
  health: null,
  hours: null,
  level: null,
})

const batteryPartOf = ({ batteryHealth, serial }: Machine): Part | null =>
  batteryHealth === null
    ? null
    : {
        kind: 'battery',
        maker: 'LGC',
        model: null,
        serial: serial.slice(-4),
        bytes: null,
        subkind: null,
        shape: null,
        health: null,
        hours: null,
        level: batteryHealth,
      }

function see({ journal }: Story, live: Live, at: number, actor: string, part: Part): Row<'component'> {
  const id = journal.id(at)
  const deviceId = live.row.id
  journal.event(componentEvents, 'seen', at, actor, id, { deviceId, kind: part.kind })
  return keep(live, 'component', {
    id,
    ...part,
    device_id: deviceId,
    origin_device_id: deviceId,
    standing: 'fitted',
    last_used_at: part.kind === 'medium' ? isoOf(at) : null,
    first_seen_at: isoOf(at),
  })
}

/** Reports already kept in a story: the same bytes twice add nothing. */
const KEPT = new WeakMap<Story, Set<string>>()

const bytea = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`

function keepReports(story: Story, live: Live, machine: Machine, at: number, actor: string): void {
  const { journal } = story
  const hashes = KEPT.get(story) ?? new Set<string>()
  KEPT.set(story, hashes)
  const battery = batteryOf(machine)
  const dumps: readonly DumpFile[] = [lshwOf(machine), smartctlOf(machine), ...(battery ? [battery] : [])]
  const known = new Set<string>()
  for (const { name, bytes } of dumps) {
    const reading = readDump(bytes)
    if ('refused' in reading) throw new Error(`demonstration: ${name} cannot be read`)
    const hash = createHash('sha256').update(bytes).digest('hex')
    if (hashes.has(hash)) continue
    hashes.add(hash)
    const id = journal.id(at)
    const { format, report } = reading
    keep(live, 'evidence', {
      id,
      device_id: live.row.id,
      name,
      format,
      hash: `\\x${hash}` as never,
      bytes: bytea(gzipSync(bytes)) as never,
      size: bytes.length,
      removed: [],
      reader_version: READER_VERSION,
      report: report as never,
      received_at: isoOf(at),
      received_by: actor,
    })
    const payload = { deviceId: live.row.id, format, hash, readerVersion: READER_VERSION }
    journal.event(evidenceEvents, 'stored', at, actor, id, payload)
    for (const { kind, value } of identifiersOf(report)) {
      if (known.has(`${kind} ${value}`)) continue
      known.add(`${kind} ${value}`)
      keep(live, 'identifier', { device_id: live.row.id, kind, value })
    }
  }
}
