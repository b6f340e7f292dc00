import type { KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { openServer } from '../server/platform/database/servers.ts'
import { DIGEST, type Digest, digestHolds } from '../server/platform/ledger/digest.ts'
import { type Verification, verifyLedger } from '../server/platform/ledger/verify.ts'
import { openSecrets } from '../server/platform/secrets.ts'
import { readSettings } from '../server/platform/settings.ts'

/**
 * `verify-ledger [--witness FILE]`: recomputes every hash and the chain of every organisation, then holds it against the
 * digests that a witness kept (one JSON object a line, other lines are left aside). Exit code 1 when anything does not hold.
 */
export async function verifyLedgers(args: readonly string[]): Promise<number> {
  const settings = readSettings(process.env, [])
  const at = args.indexOf('--witness')
  const witnessed = at >= 0 ? readDigests(args[at + 1]) : []
  const server = await openServer(settings)
  const client = new pg.Client(server.owner)
  await client.connect()
  try {
    const whole = await tellLedgers(client, witnessed, openSecrets(settings.secretsFolder).publicKeys)
    return whole ? 0 : 1
  } finally {
    await client.end()
    if (!server.joined) await server.stop()
  }
}

/** Verifies the ledger of every organisation and says a line for each; false when anything does not hold. */
export async function tellLedgers(
  client: pg.Client,
  witnessed: readonly Digest[] = [],
  publicKeys: ReadonlyMap<string, KeyObject> = new Map(),
): Promise<boolean> {
  const { rows } = await client.query<{ organisation_id: string; name: string }>(
    'select organisation_id, name from organisation order by name',
  )
  let whole = true
  for (const row of rows) {
    const found = await verifyLedger(client, row.organisation_id)
    const faults = [...found.broken]
    for (const digest of witnessed.filter((one) => one.organisationId === row.organisation_id)) {
      const fault = await againstWitness(client, digest, isOurs(digest, publicKeys.get(digest.keyId)))
      if (fault) faults.push(fault)
    }
    whole &&= faults.length === 0
    console.log(tell(row.name, found, witnessed.length, faults))
  }
  return whole
}

function readDigests(file: string | undefined): Digest[] {
  if (!file) throw new Error('--witness demande un fichier.')
  const digests = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const start = line.indexOf('{')
      if (start < 0) return []
      try {
        const parsed = DIGEST.safeParse(JSON.parse(line.slice(start)))
        return parsed.success ? [parsed.data] : []
      } catch {
        return []
      }
    })
  if (digests.length === 0) throw new Error(`${file} ne contient aucun relevé de registre.`)
  return digests
}

const isOurs = (digest: Digest, publicKey: KeyObject | undefined): boolean =>
  publicKey !== undefined && digestHolds(digest, publicKey)

async function againstWitness(client: pg.Client, digest: Digest, signed: boolean): Promise<string | null> {
  if (!signed) return `témoin du ${digest.day} : la signature ne correspond pas à notre clé`
  const { rows } = await client.query<{ hash: string }>(
    `select encode(hash, 'hex') as hash from ledger_block where organisation_id = $1 and last_position = $2`,
    [digest.organisationId, digest.position],
  )
  return rows[0]?.hash === digest.hash
    ? null
    : `témoin du ${digest.day} : le registre a été réécrit depuis (position ${digest.position})`
}

function tell(name: string, found: Verification, witnessed: number, faults: readonly string[]): string {
  const head = `${name} : ${found.events} événements, ${found.sealed} scellés${witnessed > 0 ? `, ${witnessed} relevés de témoin` : ''}`
  return faults.length === 0
    ? `${head}. Tout concorde.`
    : [`${head}. ROMPU :`, ...faults.map((fault) => `  - ${fault}`)].join('\n')
}
