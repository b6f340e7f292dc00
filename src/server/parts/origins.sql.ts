import type { Tx } from '../platform/database/database.ts'
import { type Move, movesOfDevice, movesOfPart, type Part } from './part.sql.ts'

/** A device that a part was in, and the parts that came into that device from elsewhere, each with its own devices. */
export interface Origin {
  readonly device: string
  readonly name: { readonly maker: string | null; readonly model: string | null }
  readonly parts: readonly { readonly move: Move; readonly from: readonly Origin[] }[]
}

export interface PartOrigins {
  readonly moves: readonly Move[]
  readonly tree: readonly Origin[]
}

const GENERATIONS = 4

/** The life of a part, and the tree of the devices it was in, over several generations. */
export async function originsOf(tx: Tx, part: Part): Promise<PartOrigins> {
  const moves = await movesOfPart(tx, part.id)
  return { moves, tree: await grow(tx, part, moves, new Set([part.id]), GENERATIONS) }
}

async function grow(
  tx: Tx,
  part: Pick<Part, 'originCode' | 'originMaker' | 'originModel' | 'originName'> | null,
  moves: readonly Move[],
  seen: ReadonlySet<string>,
  generations: number,
): Promise<readonly Origin[]> {
  const devices = new Map<string, { id: string | null; maker: string | null; model: string | null }>()
  if (part?.originCode) devices.set(part.originCode, { id: null, maker: part.originMaker, model: part.originModel })
  for (const move of moves) {
    if (move.fromDevice)
      devices.set(move.fromDevice, { id: move.fromDeviceId, maker: move.fromMaker, model: move.fromModel })
    if (move.toDevice) devices.set(move.toDevice, { id: move.toDeviceId, maker: move.toMaker, model: move.toModel })
  }
  const origins: Origin[] = []
  for (const [device, { id, maker, model }] of devices) {
    const came =
      id === null || generations === 0
        ? []
        : (await movesOfDevice(tx, id)).filter(
            (one) => one.toDeviceId === id && one.undoes === null && !seen.has(one.componentId),
          )
    const parts: { move: Move; from: readonly Origin[] }[] = []
    for (const move of came) {
      const before = (await movesOfPart(tx, move.componentId)).filter((one) => one.at <= move.at)
      // Where it was before it came here: the last move's own end is this device.
      const left = before.map((one) => ({ ...one, toDevice: null, toDeviceId: null }))
      parts.push({ move, from: await grow(tx, null, left, new Set([...seen, move.componentId]), generations - 1) })
    }
    origins.push({ device, name: { maker, model }, parts })
  }
  return origins
}
