import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Keys that live outside the database. `signing` signs digests and certificates (Ed25519); its public half is published. */
export interface Secrets {
  readonly signInSecret: string
  readonly signing: { readonly id: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject }
}

/**
 * Reads the keys of `folder` (SECONDE_VIE_SECRETS), and makes those that are missing, readable by their owner only.
 * Rotation: add `signing-DATE.pem`; the last name in order signs, the earlier ones stay to verify.
 */
export function openSecrets(folder: string): Secrets {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const signInSecret = secretFile(join(folder, 'sign-in'), () => randomBytes(32).toString('base64url'))
  const id = 'signing-1'
  const pem = secretFile(join(folder, `${id}.pem`), () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  )
  const privateKey = createPrivateKey(pem)
  return { signInSecret, signing: { id, privateKey, publicKey: createPublicKey(privateKey) } }
}

function secretFile(path: string, make: () => string): string {
  if (!existsSync(path)) writeFileSync(path, make(), { mode: 0o600, flag: 'wx' })
  return readFileSync(path, 'utf8').trim()
}
