import pg from 'pg'

const PATIENCE_MS = 10_000

/** What a refused connection means, by PostgreSQL's or the system's code. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'personne ne répond à cette adresse',
  ECONNRESET: 'la connexion est coupée',
  EHOSTUNREACH: 'cette machine est hors d’atteinte',
  ENETUNREACH: 'ce réseau est hors d’atteinte',
  ENOENT: 'cette prise locale n’existe pas',
  ENOTFOUND: 'ce nom de machine n’existe pas',
  EAI_AGAIN: 'ce nom de machine ne se résout pas',
  '28P01': 'le mot de passe est refusé',
  '28000': 'ce compte est refusé',
  '3D000': 'cette base n’existe pas',
  '42501': 'ce compte n’a pas le droit d’ouvrir cette base (« grant connect, temporary on database … to … » le donne)',
  '53300': 'la base n’accepte plus de connexions',
  '57P03': 'la base démarre ou s’arrête',
}

/** Opens a connection. Throws, in French, naming the variable that gave the address and what is wrong, never a password. */
export async function connect(config: pg.PoolConfig, variable: string): Promise<pg.Client> {
  const client = clientOf(config, variable)
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const reason = REASONS[code] ?? (error instanceof Error && error.message ? error.message : code)
    throw new Error(
      `La base de ${variable} ne s’ouvre pas (${client.user}@${client.host}:${client.port}/${client.database}) : ${reason}.`,
    )
  }
}

function clientOf(config: pg.PoolConfig, variable: string): pg.Client {
  try {
    return new pg.Client({ connectionTimeoutMillis: PATIENCE_MS, ...config })
  } catch {
    throw new Error(`${variable} n’est pas une adresse de base : attendu postgres://compte:secret@serveur/base.`)
  }
}
