import { z } from 'zod'
import { communeField } from '../organisation/commune-field.ts'
import { communesOf, findBodies } from '../organisation/communes.ts'
import { addCommunes, organisationNow } from '../organisation/organisation.sql.ts'
import { seeFleet, setRules } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, line, type Problem } from '../platform/http/form.ts'
import { pageOf } from '../platform/http/page-of.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { memberCommunes, removeCommune } from './commune.sql.ts'
import { CommunesPage } from './commune.views.tsx'
import { placeText } from './place.text.ts'
import { COMMUNES } from './place.views.tsx'

async function communesPage(call: TenantCall, problems: { one?: Problem; all?: Problem } = {}): Promise<Answer> {
  const { tx, viewer, query, member } = call
  const rows = await memberCommunes(tx)
  return page(
    <CommunesPage
      viewer={viewer}
      query={query}
      shown={pageOf(rows, { before: query.avant ?? '', after: query.apres ?? '' })}
      mayKeep={allows(member, setRules)}
      one={freshForm(viewer, problems.one)}
      all={freshForm(viewer, problems.all)}
      removing={freshForm(viewer)}
    />,
    problems.one || problems.all ? 422 : 200,
  )
}

/** A commune is made of itself: it has no member communes to keep. */
const withMembers = async (call: TenantCall, act: () => Promise<Answer>): Promise<Answer> =>
  (await organisationNow(call.tx)).kind === 'commune' ? notFound() : act()

async function addOne(call: TenantCall & { readonly form: { readonly commune: string } }): Promise<Answer> {
  const { tx, member, form, viewer } = call
  const read = await communeField(form.commune, viewer.lang)
  if ('error' in read)
    return communesPage(call, { one: { values: { commune: form.commune }, errors: { commune: read.error } } })
  const added = await addCommunes(tx, member, await communesOf(read.code === null ? [] : [read.code]))
  return redirect(COMMUNES, placeText(viewer.lang).communesPage.added(added))
}

async function addAll(call: TenantCall & { readonly form: { readonly body: string } }): Promise<Answer> {
  const { tx, member, form, viewer } = call
  const text = placeText(viewer.lang).communesPage
  const found = [...(await findBodies('epci', form.body, 5)), ...(await findBodies('departement', form.body, 5))]
  const [body, ...others] = found
  if (!body || others.length > 0) {
    const said = body ? text.severalBodies(found.map((one) => one.name).join(', ')) : text.noBody
    return communesPage(call, { all: { values: { body: form.body }, errors: { body: said } } })
  }
  const added = await addCommunes(tx, member, await communesOf(body.members))
  return redirect(COMMUNES, text.added(added))
}

async function remove(call: TenantCall & { readonly form: { readonly code: string } }): Promise<Answer> {
  const { tx, member, form, viewer } = call
  const commune = (await memberCommunes(tx)).find((one) => one.id === form.code)
  if (!commune) return notFound()
  if (commune.places > 0)
    return refused([
      {
        rule: 'communeHoldsPlaces',
        message: { fr: `${commune.name} porte des lieux.`, en: `${commune.name} has places.` },
        satisfy: {
          fr: 'Donnez une autre commune à ces lieux, puis retirez celle-ci.',
          en: 'Give these places another commune, then remove this one.',
        },
      },
    ])
  await removeCommune(tx, member, commune.id)
  return redirect(COMMUNES, placeText(viewer.lang).communesPage.removed(commune.name))
}

export const communeRoutes: readonly Route[] = [
  pageRoute({
    path: COMMUNES,
    access: seeFleet,
    example: { as: 'coordinator' },
    handle: (call) => withMembers(call, () => communesPage(call)),
  }),
  actRoute({
    path: COMMUNES,
    access: setRules,
    form: z.object({ commune: line() }),
    example: { as: 'coordinator', form: { commune: 'Trélazé' } },
    handle: (call) => withMembers(call, () => addOne(call)),
    invalid: (call, problem) => communesPage(call, { one: problem }),
  }),
  actRoute({
    path: `${COMMUNES}/ensemble`,
    access: setRules,
    form: z.object({ body: line() }),
    example: { as: 'coordinator', form: { body: 'Lacq-Orthez' } },
    handle: (call) => withMembers(call, () => addAll(call)),
    invalid: (call, problem) => communesPage(call, { all: problem }),
  }),
  actRoute({
    path: `${COMMUNES}/retirer`,
    access: setRules,
    form: z.object({ code: z.string().max(5) }),
    example: { as: 'coordinator', form: { code: '{memberCommune}' } },
    handle: (call) => withMembers(call, () => remove(call)),
  }),
]
