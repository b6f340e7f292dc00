import type { Tx } from '../../src/server/platform/database/database.ts'
import type { Member } from '../../src/server/platform/http/permission.ts'
import { createBenchToken, createPersonalToken, listTokens } from '../../src/server/tokens/token.sql.ts'

/** One token of the technician's own, and one of a bench. */
export async function tokensWorld(tx: Tx, technician: Member): Promise<Readonly<Record<string, string>>> {
  const kept = { name: 'Banc 1', scopes: ['read', 'identify'], expiresOn: '2099-12-31' } as const
  await createPersonalToken(tx, technician, kept)
  await createBenchToken(tx, technician, kept)
  const [personal] = await listTokens(tx, { kind: 'personal', personId: technician.personId })
  const [bench] = await listTokens(tx, { kind: 'bench' })
  return { 'token.personal': personal?.id ?? '', 'token.bench': bench?.id ?? '' }
}
