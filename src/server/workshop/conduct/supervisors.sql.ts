import { allMembers } from '../../organisation/member.sql.ts'
import { judgeFleet } from '../../organisation/permissions.ts'
import type { Tx } from '../../platform/database/database.ts'
import { allows } from '../../platform/http/permission.ts'

/** Members at work who may watch over an order, by name: those who may also close it. */
export const supervisorsOf = async (tx: Tx): Promise<readonly { readonly value: string; readonly label: string }[]> =>
  (await allMembers(tx))
    .filter((one) => one.leftAt === null && allows(one, judgeFleet))
    .map(({ personId, name }) => ({ value: personId, label: name }))
