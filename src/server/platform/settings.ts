import { resolve } from 'node:path'
import { z } from 'zod'
import type { S3Settings } from './files/s3-files.ts'
import type { ProviderSettings } from './sign-in/provider.ts'

const ENVIRONMENT = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('localhost'),
  SECONDE_VIE_DATA: z.string().min(1).default('./data'),
  SECONDE_VIE_SECRETS: z.string().min(1).optional(),
  DATABASE_URL: z.string().min(1).optional(),
  DATABASE_OWNER_URL: z.string().min(1).optional(),
  TLS_CERT: z.string().min(1).optional(),
  TLS_KEY: z.string().min(1).optional(),
  TRUST_PROXY: z.string().default(''),
  PUBLIC_URL: z.url().optional(),
  SMTP_URL: z.string().min(1).optional(),
  MAIL_FROM: z.string().min(3).default('seconde-vie@localhost'),
  S3_BUCKET: z.url().optional(),
  S3_ACCESS_KEY: z.string().min(1).optional(),
  S3_SECRET_KEY: z.string().min(1).optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  METRICS_TOKEN: z.string().min(16).optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().min(1).max(60).default('ProConnect'),
  OIDC_SCOPES: z.string().min(1).default('openid email given_name usual_name'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
})

/** What the environment says, checked once; see README, « Réglages ». */
export interface Settings {
  readonly port: number
  readonly host: string
  readonly dataFolder: string
  readonly secretsFolder: string
  readonly database: { readonly app: string; readonly owner: string } | null
  readonly tls: { readonly cert: string; readonly key: string } | null
  readonly trustedProxies: readonly string[]
  readonly publicUrl: string | null
  readonly smtpUrl: string | null
  readonly mailFrom: string
  /** Files go to this bucket instead of the data folder. */
  readonly s3: S3Settings | null
  readonly metricsToken: string | null
  readonly logLevel: string
  /** The OpenID Connect provider people may enter by, such as ProConnect. */
  readonly provider: ProviderSettings | null
  readonly demonstration: boolean
}

/** Throws, in French, naming the variable that does not hold. */
export function readSettings(environment: NodeJS.ProcessEnv, args: readonly string[]): Settings {
  const parsed = ENVIRONMENT.safeParse(environment)
  if (!parsed.success) {
    throw new Error(
      `Réglage refusé : ${parsed.error.issues.map((issue) => `${issue.path.join('.')} (${issue.message})`).join(', ')}`,
    )
  }
  const env = parsed.data
  if (Boolean(env.DATABASE_URL) !== Boolean(env.DATABASE_OWNER_URL)) {
    throw new Error('DATABASE_URL (application) et DATABASE_OWNER_URL (migrations) vont ensemble : il en manque une.')
  }
  if (Boolean(env.TLS_CERT) !== Boolean(env.TLS_KEY))
    throw new Error('TLS_CERT et TLS_KEY vont ensemble : il en manque un.')
  if (env.S3_BUCKET && !(env.S3_ACCESS_KEY && env.S3_SECRET_KEY))
    throw new Error('S3_BUCKET demande S3_ACCESS_KEY et S3_SECRET_KEY.')
  if (env.OIDC_ISSUER && !(env.OIDC_CLIENT_ID && env.OIDC_CLIENT_SECRET))
    throw new Error('OIDC_ISSUER demande OIDC_CLIENT_ID et OIDC_CLIENT_SECRET.')
  const dataFolder = resolve(env.SECONDE_VIE_DATA)
  return {
    port: env.PORT,
    host: env.HOST,
    dataFolder,
    secretsFolder: resolve(env.SECONDE_VIE_SECRETS ?? `${dataFolder}/secrets`),
    database:
      env.DATABASE_URL && env.DATABASE_OWNER_URL ? { app: env.DATABASE_URL, owner: env.DATABASE_OWNER_URL } : null,
    tls: env.TLS_CERT && env.TLS_KEY ? { cert: env.TLS_CERT, key: env.TLS_KEY } : null,
    trustedProxies: env.TRUST_PROXY.split(',')
      .map((one) => one.trim())
      .filter(Boolean),
    publicUrl: env.PUBLIC_URL?.replace(/\/$/, '') ?? null,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM,
    s3:
      env.S3_BUCKET && env.S3_ACCESS_KEY && env.S3_SECRET_KEY
        ? {
            bucket: env.S3_BUCKET.replace(/\/$/, ''),
            accessKeyId: env.S3_ACCESS_KEY,
            secretAccessKey: env.S3_SECRET_KEY,
            region: env.S3_REGION,
          }
        : null,
    metricsToken: env.METRICS_TOKEN ?? null,
    logLevel: env.LOG_LEVEL,
    provider:
      env.OIDC_ISSUER && env.OIDC_CLIENT_ID && env.OIDC_CLIENT_SECRET
        ? {
            issuer: env.OIDC_ISSUER.replace(/\/$/, ''),
            clientId: env.OIDC_CLIENT_ID,
            clientSecret: env.OIDC_CLIENT_SECRET,
            name: env.OIDC_NAME,
            scopes: env.OIDC_SCOPES.split(/\s+/).filter(Boolean),
          }
        : null,
    demonstration: args.includes('--demo'),
  }
}

const LOCAL = new Set(['localhost', '127.0.0.1', '::1', '[::1]'])
/** True where only this machine can reach the application: no HTTPS and no first-visit code are asked. */
export const isLocal = (settings: Pick<Settings, 'host' | 'publicUrl'>): boolean =>
  settings.publicUrl === null && LOCAL.has(settings.host)
