import { z } from 'zod'
import { setRules } from '../../organisation/permissions.ts'
import { newId } from '../../platform/database/id.ts'
import { attach } from '../../platform/files/attach.sql.ts'
import { scanType } from '../../platform/files/media-type.ts'
import { type Answer, notFound, page, redirect } from '../../platform/http/answer.ts'
import { freshForm, type Problem, type Values } from '../../platform/http/form.ts'
import { actRoute, type FormCall, pageRoute, type Route, type TenantCall } from '../../platform/http/route.ts'
import { versionsPart } from '../../platform/setting/versions.tsx'
import { readProfiles, removeProfile, SOFTWARE_PROFILES, saveProfile } from './profile.sql.ts'
import { profileText } from './profile.text.ts'
import { itemsOf, PROFILE_FORM, type Profile, type ProfileForm, SOFTWARE_KINDS } from './profile.ts'
import { PROFILES_PATH, ProfileListPage, ProfilePage } from './profile.views.tsx'

const MOST_PROOF = 16 * 1_048_576
const NEW = 'nouveau'

const valuesOf = (profile: Profile | null): Values => {
  const names = (licence: 'free' | 'proprietary') =>
    (profile?.items ?? [])
      .filter((item) => item.licence === licence)
      .map((item) => item.name)
      .join('\n')
  return {
    name: profile?.name ?? '',
    kinds: profile?.kinds ?? SOFTWARE_KINDS,
    free: names('free'),
    licensed: names('proprietary'),
    isDefault: profile?.isDefault ? 'yes' : '',
  }
}

/** The profile of the address; `new` at its own address, undefined where it names none. */
async function profileOf({ tx, params }: TenantCall): Promise<Profile | 'new' | undefined> {
  if (params.id === NEW) return 'new'
  return (await readProfiles(tx)).find(({ id }) => id === params.id)
}

async function profilePage(call: TenantCall, problem?: Problem): Promise<Answer> {
  const { viewer } = call
  const found = await profileOf(call)
  if (!found) return notFound()
  const profile = found === 'new' ? null : found
  const form = freshForm(viewer, problem, valuesOf(profile))
  return page(
    <ProfilePage viewer={viewer} profile={profile} form={form} small={() => freshForm(viewer)} />,
    problem ? 422 : 200,
  )
}

async function save(call: TenantCall & FormCall<ProfileForm>): Promise<Answer> {
  const { tx, member, services, viewer, form, files } = call
  const text = profileText(viewer.lang)
  const found = await profileOf(call)
  if (!found) return notFound()
  const profile = found === 'new' ? null : found
  const proof = files.find((file) => file.field === 'proof' && file.bytes.length > 0)
  const mediaType = proof ? scanType(proof.bytes) : null
  const kinds = SOFTWARE_KINDS.filter((kind) => form.kinds.includes(kind))
  const errors = {
    ...(kinds.length === 0 ? { kinds: text.kindsRequired } : {}),
    ...(itemsOf(form, [], null).length === 0 ? { free: text.itemsRequired } : {}),
    ...(proof && !mediaType ? { proof: text.scanType } : {}),
  }
  if (Object.keys(errors).length > 0)
    return profilePage(call, { values: { ...form, isDefault: form.isDefault ? 'yes' : '' }, errors })
  const kept =
    proof && mediaType
      ? await attach(tx, services.files, member, {
          name: proof.name,
          bytes: proof.bytes,
          mediaType,
          subjectKind: 'softwareProfile',
          subjectId: member.organisationId,
          kind: 'licence',
        })
      : null
  const items = [...itemsOf(form, profile?.items ?? [], kept?.id ?? null)]
  const said = { id: profile?.id ?? newId(), name: form.name, kinds, isDefault: form.isDefault, items }
  const version = await saveProfile(tx, member, said)
  return redirect(PROFILES_PATH, text.saved(form.name, version))
}

/** What is installed, by kind of device: profiles with their versions. */
export const profileRoutes: readonly Route[] = [
  pageRoute({
    path: PROFILES_PATH,
    access: setRules,
    example: { as: 'coordinator' },
    handle: async (call) =>
      page(
        <ProfileListPage
          viewer={call.viewer}
          profiles={await readProfiles(call.tx)}
          versions={await versionsPart(call, SOFTWARE_PROFILES)}
        />,
      ),
  }),
  pageRoute({
    path: `${PROFILES_PATH}/:id`,
    access: setRules,
    example: { as: 'coordinator', params: { id: '{softwareProfile}' } },
    handle: (call) => profilePage(call),
  }),
  actRoute({
    path: `${PROFILES_PATH}/:id`,
    access: setRules,
    most: MOST_PROOF,
    form: PROFILE_FORM,
    example: {
      as: 'coordinator',
      params: { id: '{softwareProfile}' },
      form: { name: 'École', kinds: ['laptop'], free: 'Debian\nFirefox' },
    },
    invalid: (call, problem) => profilePage(call, problem),
    handle: save,
  }),
  actRoute({
    path: `${PROFILES_PATH}/:id/retirer`,
    access: setRules,
    form: z.object({}),
    example: { as: 'coordinator', params: { id: '{softwareProfile}' } },
    handle: async (call) => {
      const found = await profileOf(call)
      if (!found || found === 'new') return notFound()
      await removeProfile(call.tx, call.member, found.id)
      return redirect(PROFILES_PATH, profileText(call.viewer.lang).removed)
    },
  }),
]
