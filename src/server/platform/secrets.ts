import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { syncSync, writeOnceSync } from './files/durable.ts'

const FIRST_KEY = 'signing-1.pem'

/** Keys that live outside the database. `signing` signs digests and certificates (Ed25519); its public half is published. */
export interface Secrets {
  readonly signInSecret: string
  readonly signing: { readonly id: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject }
  /** Every key that ever signed, by its name, to verify with. */
  readonly publicKeys: ReadonlyMap<string, KeyObject>
}

/**
 * Reads the keys of `folder` (SECONDE_VIE_SECRETS), and makes those that are missing, readable by their owner only.
 * Rotation: add `signing-2.pem` (then 3…); the last name in order signs, the earlier ones stay to verify.
 */
export function openSecrets(folder: string): Secrets {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  syncSync(dirname(folder))
  const signInSecret = secretFile(join(folder, 'sign-in'), () => randomBytes(32).toString('base64url'))
  secretFile(join(folder, FIRST_KEY), () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  )
  const keys = readdirSync(folder)
    .filter((name) => /^signing-[\w-]+\.pem$/.test(name))
    .sort()
    .map((name) => {
      const privateKey = createPrivateKey(readFileSync(join(folder, name), 'utf8'))
      return { id: name.replace('.pem', ''), privateKey, publicKey: createPublicKey(privateKey) }
    })
  const signing = keys.at(-1)
  if (!signing) throw new Error(`no signing key in ${folder}`)
  return { signInSecret, signing, publicKeys: new Map(keys.map((key) => [key.id, key.publicKey])) }
}

function secretFile(path: string, make: () => string): string {
  if (!existsSync(path)) writeOnceSync(path, make())
  return readFileSync(path, 'utf8').trim()
}
