import { sql } from 'kysely'
import type { Facts } from '../../domain/circuit/facts.ts'
import type { TransferKind } from '../../domain/circuit/transfers.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import type { Tx } from '../platform/database/database.ts'
import { readPapers } from './papers.sql.ts'
import { rightsToday } from './right.sql.ts'

/** What a request brings to a decision about any device: its right, judged today, and how the device would leave. */
type Asked = Pick<Facts, 'request' | 'transfer'>

/** The request that holds each device, its right judged today, and the papers that go with it; nothing for one that none holds. */
export async function readPromises(
  tx: Tx,
  devices: readonly { readonly id: string; readonly kind: string; readonly requestId: string | null }[],
): Promise<ReadonlyMap<string, Partial<Facts>>> {
  const promised = devices.flatMap(({ id, kind, requestId }) =>
    requestId === null ? [] : [{ id, kind: kind as DeviceKind, requestId }],
  )
  const requests = await readRequests(tx, [...new Set(promised.map(({ requestId }) => requestId))])
  const papers = await readPapers(
    tx,
    [...requests].map(([id, { transfer }]) => ({ id, transfer: transfer.kind })),
  )
  return new Map(
    promised.flatMap((device) => {
      const request = requests.get(device.requestId)
      return request ? [[device.id, { allocatedTo: 'thisRequest', ...request, ...papers(device) }]] : []
    }),
  )
}

/** What a request brings to a decision about any device. */
export const readRequest = async (tx: Tx, requestId: string): Promise<Asked | null> =>
  (await readRequests(tx, [requestId])).get(requestId) ?? null

async function readRequests(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Asked>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('request').selectAll().where('id', '=', sql<string>`any(${ids}::uuid[])`).execute()
  const rights = await rightsToday(tx, rows)
  return new Map(
    rows.map((row) => {
      const to = row.person_id ? 'person' : row.place_id ? 'site' : 'body'
      return [row.id, { request: rights(row), transfer: { kind: row.transfer as TransferKind, to } }]
    }),
  )
}
