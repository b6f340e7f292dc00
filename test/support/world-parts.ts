import { addBin } from '../../src/server/parts/bin.sql.ts'
import { enterParts, takePart } from '../../src/server/parts/stock.sql.ts'
import type { Tx } from '../../src/server/platform/database/database.ts'
import type { Actor } from '../../src/server/platform/ledger/ledger.ts'
import { laptopWithParts } from './parts.ts'

/** Two bins, modules in stock, a laptop on the bench and one to take apart. */
export async function partsWorld(tx: Tx, actor: Actor): Promise<Readonly<Record<string, string>>> {
  const bin = await addBin(tx, actor, { name: 'DDR4 portables', holds: 'stock', place: null })
  const empty = await addBin(tx, actor, { name: 'Vide', holds: 'stock', place: null })
  const said = {
    kind: 'memory',
    maker: 'Samsung',
    model: null,
    serial: null,
    subkind: 'DDR4',
    shape: 'sodimm',
    connector: null,
    size: 4,
    bin: null,
    count: 5,
  } as const
  const [part = '', module = '', spare = '', module2 = '', free = ''] = await enterParts(tx, actor, said, null)
  const bench = await laptopWithParts(tx, actor, 'inWork')
  const apart = await laptopWithParts(tx, actor, 'toParts')
  const other = await laptopWithParts(tx, actor, 'toParts')
  const taken = await takePart(tx, actor, other.battery, { stock: null, locked: null })
  const base = await laptopWithParts(tx, actor, 'triaged', { empty: true })
  const giver = await laptopWithParts(tx, actor, 'toParts')
  await takePart(tx, actor, giver.disk, { stock: null, locked: null })
  const api = await laptopWithParts(tx, actor, 'inWork')
  return {
    'part.free': free,
    'part.taken': api.module,
    'part.act': taken.kind === 'done' ? taken.actId : '',
    bin,
    'bin.empty': empty,
    part,
    'part.module': module,
    'part.spare': spare,
    'part.other': module2,
    'part.bench': bench.code,
    'part.apart': apart.code,
    'part.base': base.code,
    'part.forBase': giver.disk,
    'part.fitted': bench.battery,
  }
}
