import { createHash } from 'node:crypto'
import { attemptOf } from '../../../domain/erasure/attempt.ts'
import { readNwipeLog } from '../../../domain/erasure/nwipe-log.ts'
import { sampleLog } from '../../../domain/erasure/nwipe-sample.ts'
import { levelOf } from '../../../domain/erasure/techniques.ts'
import type { MediumKind } from '../../../domain/hardware/report.ts'
import { ERASURE_DETAILS } from '../../circuit/medium-facts.ts'
import { erasureEvents } from '../../erasure/erasure.sql.ts'
import { dayOf, isoOf } from './calendar.ts'
import { act, keep, type Live } from './live.ts'
import type { Story } from './story.ts'

interface Run {
  readonly fileId: string | null
  readonly evidenceHash: string | null
  readonly toolEndedAt: string | null
}

const TOOL = { tool: 'nwipe', tool_version: '0.39' }
const SIDES = 'abcdefgh'

/** nwipe overwrites the disks side by side and reads them back: one run, one log, one proof a medium. At most eight. */
export function erase(story: Story, devices: readonly Live[], at: number, actor: string): void {
  const run = at >= story.kept.logsSince ? keepLog(story, devices, at, actor) : NO_LOG
  for (const live of devices) {
    const { medium, row } = live
    if (!medium?.id) throw new Error('demonstration: nothing to erase')
    const id = story.journal.id(at)
    act(story, live, 'erase', at, actor, { payload: { mediumId: medium.id, erasureId: id } })
    const level = levelOf('overwrite', medium.subkind as MediumKind)
    const proof = { source: 'toolLog', technique: 'overwrite', level, outcome: 'erased' } as const
    keep(live, 'erasure', {
      id,
      ...proof,
      ...TOOL,
      medium_id: medium.id,
      device_id: row.id,
      exceptions: [],
      reasons: [],
      operator: actor,
      verifier: null,
      ended_at: null,
      recorded_at: isoOf(at),
      file_id: run.fileId,
      evidence_hash: run.evidenceHash,
      details: ERASURE_DETAILS.parse({ readBack: true, toolEndedAt: run.toolEndedAt }) as never,
    })
    const evidence = run.evidenceHash ? { evidenceHash: run.evidenceHash } : {}
    story.journal.event(erasureEvents, 'recorded', at, actor, medium.id, { erasureId: id, ...proof, ...evidence })
    live.erased = { at }
  }
}

const NO_LOG: Run = { fileId: null, evidenceHash: null, toolEndedAt: null }

/** The log as the tool prints it, read back by our own reader: what it says is what is recorded. */
function keepLog(story: Story, devices: readonly Live[], at: number, actor: string): Run {
  const drives = devices.flatMap(({ machine }, index) =>
    machine
      ? [
          {
            device: `/dev/sd${SIDES[index]}`,
            model: machine.disk.model,
            serial: machine.disk.serial,
            bytes: machine.disk.bytes,
          },
        ]
      : [],
  )
  const text = sampleLog({ drives, version: TOOL.tool_version, day: dayOf(at).replaceAll('-', '/') })
  const reading = readNwipeLog(text)
  const [run] = 'refused' in reading ? [] : reading.runs
  const [drive] = run?.drives ?? []
  const attempt = run && drive ? attemptOf(run, drive) : null
  if (!run || !attempt || 'notRecorded' in attempt || attempt.outcome !== 'erased')
    throw new Error('demonstration: the log of the bench is not read as an erasure')
  const { id } = story.document(at, actor, {
    name: `nwipe-${dayOf(at)}-${story.next('nwipe')}.log`,
    mediaType: 'text/plain',
    subjectKind: 'erasureLog',
    subjectId: story.journal.id(at),
    kind: 'nwipe',
    draw: () => new TextEncoder().encode(text),
  })
  return {
    fileId: id,
    evidenceHash: createHash('sha256').update(run.raw).digest('hex'),
    toolEndedAt: attempt.toolEndedAt,
  }
}
