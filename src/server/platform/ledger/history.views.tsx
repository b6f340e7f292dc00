import { Timeline } from '../ui/timeline.tsx'
import type { Viewer } from '../ui/viewer.ts'
import type { HistoryLine } from './history.sql.ts'
import { eventName } from './ledger.ts'

/** What the ledger says of one subject, last first. */
export function History({ viewer, lines }: { readonly viewer: Viewer; readonly lines: readonly HistoryLine[] }) {
  return (
    <Timeline
      viewer={viewer}
      events={lines.map((line) => ({
        key: line.id,
        at: line.at.toISOString(),
        what: eventName(line.kind)[viewer.lang],
        ...(line.actorName ? { who: line.actorName } : {}),
        sealed: line.position !== null,
      }))}
    />
  )
}
