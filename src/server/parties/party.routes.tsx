import { communeField, communeLabels } from '../organisation/commune-field.ts'
import { memberCodes } from '../organisation/organisation.sql.ts'
import { keepParties, takeRequests } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect } from '../platform/http/answer.ts'
import { freshForm, type Problem, type Values } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, type FormCall, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { historyOf } from '../platform/ledger/history.sql.ts'
import { addParty, changeParty, dealingsOf, type Party, type PartyFields, partyById, sameNumber } from './party.sql.ts'
import { partyText } from './party.text.ts'
import { isPerson, PARTY_FORM, type PartyForm } from './party.ts'
import { NEW_PARTY, NewPartyPage, PARTIES, PartyListPage, PartyPage, partyHref } from './party.views.tsx'
import { listParties, partyCommunes } from './party-list.sql.ts'

/** Residents and families are seen by those who take requests. */
const seesPeople = ({ member }: TenantCall) => allows(member, takeRequests)

const newPage = ({ viewer }: TenantCall, problem?: Problem): Answer =>
  page(<NewPartyPage viewer={viewer} form={freshForm(viewer, problem)} />, problem ? 422 : 200)

async function seenParty(call: TenantCall): Promise<Party | null> {
  const party = await partyById(call.tx, call.params.id ?? '')
  return party && (seesPeople(call) || !isPerson(party)) ? party : null
}

async function onePage(call: TenantCall, problem?: Problem): Promise<Answer> {
  const { tx, viewer } = call
  const party = await seenParty(call)
  if (!party) return notFound()
  const labels = await communeLabels([party.inseeCode])
  const commune = party.inseeCode === null ? undefined : labels[party.inseeCode]
  return page(
    <PartyPage
      viewer={viewer}
      party={party}
      commune={commune}
      dealings={await dealingsOf(tx, party.id)}
      form={freshForm(viewer, problem, valuesOf({ ...party, commune: commune ?? null }))}
      history={await historyOf(tx, party.id, 20)}
    />,
    problem ? 422 : 200,
  )
}

const valuesOf = (given: Omit<PartyForm, 'roles'> & { readonly roles: readonly string[] }): Values => ({
  name: given.name,
  roles: given.roles,
  recipientKind: given.recipientKind ?? '',
  commune: given.commune ?? '',
  siret: given.siret ?? '',
  rna: given.rna ?? '',
  email: given.email ?? '',
  phone: given.phone ?? '',
})

/** The typed answers as fields, or what one of them cannot be. */
async function fieldsOf(
  { tx, viewer }: TenantCall,
  form: PartyForm,
  except: string | null,
): Promise<{ readonly fields: PartyFields } | { readonly problem: Problem }> {
  const text = partyText(viewer.lang)
  const commune = await communeField(form.commune, viewer.lang, await memberCodes(tx))
  const errors: Record<string, string> = {}
  if (form.roles.length === 0) errors.roles = text.rolesRequired
  for (const column of ['siret', 'rna'] as const) {
    const holder = await sameNumber(tx, column, form[column], except)
    if (holder !== null) errors[column] = text.taken(holder)
  }
  if ('error' in commune) errors.commune = commune.error
  if ('error' in commune || Object.keys(errors).length > 0) return { problem: { values: valuesOf(form), errors } }
  const { commune: _typed, ...fields } = form
  return { fields: { ...fields, inseeCode: commune.code } }
}

async function add(call: TenantCall & FormCall<PartyForm>): Promise<Answer> {
  const { tx, member, form, viewer } = call
  const read = await fieldsOf(call, form, null)
  if ('problem' in read) return newPage(call, read.problem)
  const id = await addParty(tx, member, read.fields)
  const seen = seesPeople(call) || !isPerson(read.fields)
  return redirect(seen ? partyHref(id) : PARTIES, partyText(viewer.lang).added(form.name))
}

async function change(call: TenantCall & FormCall<PartyForm>): Promise<Answer> {
  const { tx, member, form, viewer } = call
  const party = await seenParty(call)
  if (!party) return notFound()
  const read = await fieldsOf(call, form, party.id)
  if ('problem' in read) return onePage(call, read.problem)
  await changeParty(tx, member, party.id, read.fields)
  return redirect(partyHref(party.id), partyText(viewer.lang).saved)
}

const FORM = { name: 'Envie', roles: ['recycler'], siret: '' }

export const partyRoutes: readonly Route[] = [
  pageRoute({
    path: PARTIES,
    access: keepParties,
    example: { as: 'coordinator' },
    async handle(call) {
      const { tx, viewer, query } = call
      const asked = {
        words: query.q ?? '',
        role: query.role ?? '',
        commune: query.commune ?? '',
        before: query.avant ?? '',
        after: query.apres ?? '',
      }
      return page(
        <PartyListPage
          viewer={viewer}
          query={query}
          found={await listParties(tx, asked, seesPeople(call))}
          communes={await communeLabels(await partyCommunes(tx))}
        />,
      )
    },
  }),
  pageRoute({
    path: NEW_PARTY,
    access: keepParties,
    example: { as: 'mediator' },
    handle: async (call) => newPage(call),
  }),
  actRoute({
    path: NEW_PARTY,
    access: keepParties,
    form: PARTY_FORM,
    example: { as: 'mediator', form: FORM },
    handle: add,
    invalid: async (call, problem) => newPage(call, problem),
  }),
  pageRoute({
    path: `${PARTIES}/:id`,
    access: keepParties,
    example: { as: 'coordinator', params: { id: '{party}' } },
    handle: (call) => onePage(call),
  }),
  actRoute({
    path: `${PARTIES}/:id`,
    access: keepParties,
    form: PARTY_FORM,
    example: { as: 'coordinator', params: { id: '{party}' }, form: FORM },
    handle: change,
    invalid: (call, problem) => onePage(call, problem),
  }),
]
