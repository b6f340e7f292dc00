import { z } from 'zod'
import type { SoftwareItem } from '../../../domain/circuit/facts.ts'
import { kindsWith } from '../../../domain/circuit/kinds.ts'
import { DEVICE_KINDS, type DeviceKind } from '../../../domain/hardware/report.ts'
import { checkbox, line, paragraph, several } from '../../platform/http/form.ts'
import { FREE_PROFILE } from '../work-models.ts'

const ITEM = z.object({
  name: z.string().max(120),
  licence: z.enum(['free', 'proprietary']),
  /** The document that covers a licence; null where none does yet. */
  proofFileId: z.uuid().nullable(),
})
export type ProfileItem = z.infer<typeof ITEM>

const PROFILE = z.object({
  id: z.string().max(36),
  name: z.string().max(80),
  version: z.number().int().min(1),
  kinds: z.array(z.enum(DEVICE_KINDS)),
  isDefault: z.boolean(),
  items: z.array(ITEM),
})
export type Profile = z.infer<typeof PROFILE>
export const PROFILES = z.array(PROFILE)

/** Kinds of device that leave with software. */
export const SOFTWARE_KINDS: readonly DeviceKind[] = kindsWith('software')

/** Where each organisation starts: free software only, that needs no proof of licence. */
export const ORIGINAL_PROFILES: readonly Profile[] = [
  {
    id: 'base',
    name: 'Base libre',
    version: 1,
    kinds: [...SOFTWARE_KINDS],
    isDefault: true,
    items: FREE_PROFILE.map(({ name, licence }) => ({ name, licence, proofFileId: null })),
  },
]

/** The profiles of a kind of device, the default one first. */
export const profilesFor = (kind: string, profiles: readonly Profile[]): readonly Profile[] =>
  profiles
    .filter((profile) => profile.kinds.some((one) => one === kind))
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault))

/** What a profile puts on a work order: an item whose licence a document covers needs no other proof. */
export const softwareOf = (profile: Profile): readonly SoftwareItem[] =>
  profile.items.map(({ name, licence, proofFileId }) => ({ name, licence, proofOfLicence: proofFileId !== null }))

/** The profile that a work order carries, as it stood on that day. */
export const CARRIED = z
  .object({ id: z.string(), name: z.string(), version: z.number().int(), items: z.array(z.string()) })
  .nullable()
  .catch(null)
export type Carried = z.infer<typeof CARRIED>

export const PROFILE_FORM = z.object({
  name: line(80),
  kinds: several(z.enum(DEVICE_KINDS)),
  free: paragraph(4000).default(''),
  licensed: paragraph(4000).default(''),
  isDefault: checkbox.default(false),
})
export type ProfileForm = z.infer<typeof PROFILE_FORM>

const lines = (text: string) => [
  ...new Set(
    text
      .split('\n')
      .map((one) => one.trim().slice(0, 120))
      .filter(Boolean),
  ),
]

/** The items of the form; a licensed one keeps the document that covered it, a new document covers those that had none. */
export const itemsOf = (
  form: ProfileForm,
  before: readonly ProfileItem[],
  proofFileId: string | null,
): readonly ProfileItem[] => [
  ...lines(form.free).map((name) => ({ name, licence: 'free' as const, proofFileId: null })),
  ...lines(form.licensed).map((name) => ({
    name,
    licence: 'proprietary' as const,
    proofFileId: before.find((one) => one.name === name && one.licence === 'proprietary')?.proofFileId ?? proofFileId,
  })),
]
