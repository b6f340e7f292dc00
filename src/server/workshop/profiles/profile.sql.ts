import { z } from 'zod'
import type { Tx } from '../../platform/database/database.ts'
import { type Actor, eventsOf } from '../../platform/ledger/ledger.ts'
import { readSetting, saveSetting } from '../../platform/setting/setting.sql.ts'
import { ORIGINAL_PROFILES, PROFILES, type Profile } from './profile.ts'

/** The name of this setting. */
export const SOFTWARE_PROFILES = 'software-profiles'

const profileEvents = eventsOf('softwareProfile', {
  edited: {
    says: { fr: 'Profil logiciel modifié', en: 'Software profile edited' },
    payload: z.strictObject({
      profile: z.string().max(36),
      version: z.number().int(),
      items: z.number().int(),
      proprietary: z.number().int(),
    }),
  },
  removed: {
    says: { fr: 'Profil logiciel retiré', en: 'Software profile removed' },
    payload: z.strictObject({ profile: z.string().max(36) }),
  },
})

export async function readProfiles(tx: Tx): Promise<readonly Profile[]> {
  return PROFILES.safeParse(await readSetting(tx, SOFTWARE_PROFILES)).data ?? ORIGINAL_PROFILES
}

/** Keeps a profile under its next version; one default for each kind of device. Answers the version. */
export async function saveProfile(tx: Tx, actor: Actor, said: Omit<Profile, 'version'>): Promise<number> {
  const all = await readProfiles(tx)
  const version = (all.find(({ id }) => id === said.id)?.version ?? 0) + 1
  const profile = { ...said, version }
  const others = all.map((one) =>
    said.isDefault && one.kinds.some((kind) => said.kinds.includes(kind)) ? { ...one, isDefault: false } : one,
  )
  const known = all.some(({ id }) => id === said.id)
  const next = known ? others.map((one) => (one.id === said.id ? profile : one)) : [...others, profile]
  await saveSetting(tx, actor, SOFTWARE_PROFILES, next)
  await profileEvents.record(tx, actor, 'edited', actor.organisationId, {
    profile: said.id,
    version,
    items: said.items.length,
    proprietary: said.items.filter((item) => item.licence === 'proprietary').length,
  })
  return version
}

export async function removeProfile(tx: Tx, actor: Actor, id: string): Promise<void> {
  const left = (await readProfiles(tx)).filter((one) => one.id !== id)
  await saveSetting(tx, actor, SOFTWARE_PROFILES, left)
  await profileEvents.record(tx, actor, 'removed', actor.organisationId, { profile: id })
}
