import { type KeyObject, sign, verify } from 'node:crypto'
import type pg from 'pg'
import { z } from 'zod'
import type { Mailer } from '../mail/mailer.ts'

/** The state of a ledger at the end of a day, signed: whoever keeps it can tell a ledger rewritten later. */
export const DIGEST = z.strictObject({
  organisationId: z.uuid(),
  day: z.iso.date(),
  position: z.number().int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  keyId: z.string().max(80),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
})
export type Digest = z.infer<typeof DIGEST>

export interface SigningKey {
  readonly id: string
  readonly privateKey: KeyObject
}

/** What is signed: the fields in this order, one a line. */
const signedText = (digest: Omit<Digest, 'signature'>): Buffer =>
  Buffer.from([digest.organisationId, digest.day, digest.position, digest.hash, digest.keyId].join('\n'))

/**
 * Signs the ledger of an organisation as it stands, once a day; answers null when the day has its digest or nothing is sealed.
 * `owner` is the owner's connection: the application cannot write digests.
 */
export async function digestDay(
  owner: pg.Pool,
  organisationId: string,
  day: string,
  key: SigningKey,
): Promise<Digest | null> {
  const head = (
    await owner.query<{ position: number; hash: Buffer }>(
      'select position, hash from ledger_head where organisation_id = $1 and position > 0',
      [organisationId],
    )
  ).rows[0]
  if (!head) return null
  const unsigned = {
    organisationId,
    day,
    position: Number(head.position),
    hash: head.hash.toString('hex'),
    keyId: key.id,
  }
  const signature = sign(null, signedText(unsigned), key.privateKey).toString('hex')
  const kept = await owner.query(
    `insert into ledger_digest (organisation_id, day, position, hash, key_id, signature) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [organisationId, day, unsigned.position, head.hash, key.id, Buffer.from(signature, 'hex')],
  )
  return kept.rowCount === 1 ? { ...unsigned, signature } : null
}

export const digestHolds = (digest: Digest, publicKey: KeyObject): boolean =>
  verify(null, signedText(digest), publicKey, Buffer.from(digest.signature, 'hex'))

/** Sends a digest to the organisation's witnesses, as one line they only have to keep. */
export async function sendToWitnesses(owner: pg.Pool, mailer: Mailer, digest: Digest): Promise<void> {
  const { rows } = await owner.query<{ value: unknown }>(
    `select value from setting where organisation_id = $1 and name = 'witnesses'`,
    [digest.organisationId],
  )
  const witnesses = z.array(z.email()).max(10).safeParse(rows[0]?.value)
  if (!witnesses.success || witnesses.data.length === 0) return
  for (const to of witnesses.data) {
    await mailer.send({
      to,
      subject: `Registre Seconde Vie du ${digest.day}`,
      text: `Gardez ce message : il permet de vérifier que le registre n’a pas été réécrit.\n\n${JSON.stringify(digest)}\n\nPour vérifier : npx seconde-vie verify-ledger --witness FICHIER\n`,
    })
  }
  await owner.query('update ledger_digest set sent_at = now() where organisation_id = $1 and day = $2', [
    digest.organisationId,
    digest.day,
  ])
}
