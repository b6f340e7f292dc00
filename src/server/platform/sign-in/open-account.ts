import type pg from 'pg'
import type { Account, AccountState, Device, Passkey } from './account.ts'
import { ATTESTATION, cookiesOf, readAs, unlessRefused } from './answers.ts'
import type { Change } from './letters.ts'
import type { Library } from './library.ts'
import type { Limiter } from './limits.ts'
import type { Asker, SignedIn } from './who.ts'

interface Parts {
  readonly library: Library
  readonly limiter: Limiter
  readonly pool: pg.Pool
  /** Mails the owner of the account what changed in it. */
  tell(who: Pick<SignedIn, 'email' | 'name'>, change: Change): void
}

const FRESH_MS = 3_600_000

/** What a person does with their own account, through the library, or straight in its tables where it offers nothing by id. */
export function openAccount({ library, limiter, pool, tell }: Parts): Account {
  /** Acts that ask the password again share its limit: a stolen sign-in does not guess it either. */
  const guarded = async <T extends object>(
    who: SignedIn,
    { address }: Asker,
    act: () => Promise<T>,
  ): Promise<T | { readonly kind: 'wrong' | 'tooMany' }> => {
    if (!(await limiter.allows({ passwordOfAccount: who.email, passwordFromAddress: address })))
      return { kind: 'tooMany' }
    const answered = await unlessRefused(act)
    if ('refusal' in answered) return { kind: 'wrong' }
    await limiter.forget('passwordOfAccount', who.email)
    return answered
  }
  const endOthers = (who: SignedIn) =>
    pool.query('delete from session where "userId" = $1 and id <> $2', [who.userId, who.signInId])
  const backupCodes = async (userId: string): Promise<readonly string[]> =>
    (await library.api.viewBackupCodes({ body: { userId } })).backupCodes

  return {
    async state(who) {
      const { rows } = await pool.query<{
        password: boolean
        secondFactor: boolean
        fresh: boolean
        passkeys: readonly (Omit<Passkey, 'addedAt'> & { readonly addedAt: string })[]
        devices: readonly (Omit<Device, 'since' | 'lastUse'> & { readonly since: string; readonly lastUse: string })[]
      }>(STATE, [who.userId, who.signInId, FRESH_MS / 1000])
      const row = rows[0]
      const secondFactor: AccountState['secondFactor'] = row?.secondFactor
        ? { on: true, left: (await backupCodes(who.userId)).length }
        : { on: false }
      return {
        hasPassword: row?.password ?? false,
        secondFactor,
        fresh: row?.fresh ?? false,
        passkeys: (row?.passkeys ?? []).map((one) => ({ ...one, addedAt: new Date(one.addedAt) })),
        devices: (row?.devices ?? []).map((one) => ({
          ...one,
          since: new Date(one.since),
          lastUse: new Date(one.lastUse),
        })),
      }
    },

    async rename(who, name) {
      await pool.query('update "user" set name = $2, "updatedAt" = now() where id = $1', [who.userId, name])
    },

    changePassword: (who, { current, next }, asker) =>
      guarded(who, asker, async () => {
        await library.api.changePassword({
          body: { currentPassword: current, newPassword: next },
          headers: asker.headers,
        })
        await endOthers(who)
        tell(who, 'password')
        return { kind: 'done' }
      }),

    startSecondFactor: (who, password, asker) =>
      guarded(who, asker, async () => {
        const started = await library.api.enableTwoFactor({
          body: { password, method: 'totp' },
          headers: asker.headers,
        })
        return { kind: 'started', uri: 'totpURI' in started ? started.totpURI : '' }
      }),

    async confirmSecondFactor(who, code, { headers, address }) {
      const typed = code.replaceAll(/\s/g, '')
      if (!(await limiter.allows({ proofFromAddress: address, codeOfAccount: `${who.userId}\n${typed}` })))
        return { kind: 'tooMany' }
      const answered = await unlessRefused(() =>
        library.api.verifyTOTP({ body: { code: typed }, headers, returnHeaders: true }),
      )
      if ('refusal' in answered) {
        await limiter.forget('codeOfAccount', `${who.userId}\n${typed}`)
        return { kind: 'wrong' }
      }
      tell(who, 'secondFactorOn')
      return { kind: 'on', backupCodes: await backupCodes(who.userId), cookies: cookiesOf(answered.headers) }
    },

    renewBackupCodes: (who, password, asker) =>
      guarded(who, asker, async () => {
        const renewed = await library.api.generateBackupCodes({ body: { password }, headers: asker.headers })
        return { kind: 'renewed', backupCodes: renewed.backupCodes }
      }),

    stopSecondFactor: (who, password, asker) =>
      guarded(who, asker, async () => {
        const { headers } = await library.api.disableTwoFactor({
          body: { password },
          headers: asker.headers,
          returnHeaders: true,
        })
        tell(who, 'secondFactorOff')
        return { kind: 'off', cookies: cookiesOf(headers) }
      }),

    async passkeyChallenge({ headers }) {
      const answered = await unlessRefused(() =>
        library.api.generatePasskeyRegistrationOptions({ headers, returnHeaders: true }),
      )
      return 'refusal' in answered ? null : { options: answered.response, cookies: cookiesOf(answered.headers) }
    },

    async addPasskey(who, { name, credential }, { headers }) {
      const response = readAs(ATTESTATION, credential)
      if (!response) return 'refused'
      const answered = await unlessRefused(() =>
        library.api.verifyPasskeyRegistration({ body: { response, name }, headers }),
      )
      if ('refusal' in answered) return 'refused'
      tell(who, 'passkey')
      return 'added'
    },

    async removePasskey(who, id) {
      await pool.query('delete from passkey where "userId" = $1 and id = $2', [who.userId, id])
    },

    async end(who, which) {
      if (which === 'others') await endOthers(who)
      else await pool.query('delete from session where "userId" = $1 and id = $2', [who.userId, which.id])
    },
  }
}

const STATE = `
  select
    exists (select 1 from account where "userId" = $1 and "providerId" = 'credential' and password is not null) as password,
    coalesce((select "twoFactorEnabled" from "user" where id = $1), false) as "secondFactor",
    exists (select 1 from session where id = $2 and "createdAt" > now() - make_interval(secs => $3)) as fresh,
    (select coalesce(json_agg(json_build_object('id', id, 'name', coalesce(name, ''), 'addedAt', "createdAt") order by "createdAt"), '[]')
       from passkey where "userId" = $1) as passkeys,
    (select coalesce(json_agg(json_build_object('id', id, 'userAgent', coalesce("userAgent", ''), 'since', "createdAt", 'lastUse', "updatedAt")
         order by "updatedAt" desc), '[]')
       from session where "userId" = $1 and "expiresAt" > now()) as devices`
