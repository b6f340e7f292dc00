import { z } from 'zod'
import { todayOf } from '../circuit/today.sql.ts'
import { functionOn } from '../organisation/member.sql.ts'
import { decideRequests, handOver, readAgreements, signForUs, takeRequests } from '../organisation/permissions.ts'
import { ROLE_NAMES, type Role } from '../organisation/roles.ts'
import type { Tx } from '../platform/database/database.ts'
import { scanType } from '../platform/files/media-type.ts'
import { type Answer, file, notFound, page, type Refused, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, type Problem, uuid } from '../platform/http/form.ts'
import { allows, type Member } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall, type Upload } from '../platform/http/route.ts'
import { historyOf } from '../platform/ledger/history.sql.ts'
import { renderPdf } from '../platform/pdf/pdf.ts'
import { requestByNumber } from '../requests/request.sql.ts'
import { notConfirmed, requestOf, stillStands } from '../requests/standing.sql.ts'
import {
  type AgreementFile,
  agreementByNumber,
  endAgreement,
  filesOf,
  type KeptFile,
  listAgreements,
} from './agreement.sql.ts'
import { agreementText } from './agreement.text.ts'
import { DRAW, type Draw, OUR_SIGNATURE, signatureSvg, THEIR_SIGNATURE } from './agreement.ts'
import { AgreementPage } from './agreement.views.tsx'
import { AgreementListPage } from './agreement-list.views.tsx'
import { agreementPaper } from './agreement-pdf.ts'
import { decisionOptions, draftOf, drawAgreement } from './draw.sql.ts'
import { DrawPage } from './draw.views.tsx'
import { type Given, sign, signable, zoneOf } from './sign.sql.ts'
import { scanField } from './sign.views.tsx'

const MOST_SCAN = 10 * 1_048_576
const NOTHING: Draw = { decisionId: null, returnOn: null, priceEur: null }

async function drawPage({ tx, viewer, params }: TenantCall, problem?: Problem): Promise<Answer> {
  const request = await requestOf(tx, params)
  if (!request) return notFound()
  const draft = await draftOf(tx, request, { ...NOTHING, returnOn: request.returnOn }, '')
  const decisions = draft?.needsDecision ? await decisionOptions(tx) : []
  const only = decisions.length === 1 ? decisions[0]?.value : undefined
  const form = freshForm(viewer, problem, { returnOn: request.returnOn ?? '', decisionId: only ?? '' })
  return page(
    <DrawPage viewer={viewer} request={request} draft={draft} decisions={decisions} form={form} />,
    problem ? 422 : 200,
  )
}

/** The name and the function of today under which this member would sign for the organisation. */
async function ourSigner(tx: Tx, member: Member) {
  if (!allows(member, signForUs)) return 'notAllowed'
  const name = await tx
    .selectFrom('person_name')
    .select('name')
    .where('person_id', '=', member.personId)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  const held = await functionOn(tx, member.personId, await todayOf(tx))
  const role = member.roles.find((one): one is Role => one === 'coordinator')
  const functionLabel = held || (role ? ROLE_NAMES[role].fr : '')
  return functionLabel === '' ? 'noFunction' : { name: name?.name ?? '', functionLabel }
}

interface Wrong {
  readonly side: 'us' | 'them'
  readonly problem: Problem
}

async function agreementPage({ tx, viewer, member, params }: TenantCall, wrong?: Wrong): Promise<Answer> {
  const agreement = await agreementByNumber(tx, params.id ?? '')
  if (!agreement) return notFound()
  const view = (
    <AgreementPage
      viewer={viewer}
      agreement={agreement}
      files={await filesOf(tx, agreement.id)}
      history={await historyOf(tx, agreement.id)}
      signing={{
        ours: await ourSigner(tx, member),
        theirs: allows(member, takeRequests),
        form: (side) => freshForm(viewer, wrong?.side === side ? wrong.problem : undefined),
      }}
      seesRequest={allows(member, takeRequests)}
      mayEnd={allows(member, decideRequests)}
      mayHandOver={allows(member, handOver)}
      form={freshForm(viewer)}
    />
  )
  return page(view, wrong ? 422 : 200)
}

interface Mark {
  readonly way: 'drawn' | 'paper'
  readonly drawing: string
}

/** The mark that came with a signing form, or what to say beside its field. */
function markOf(form: Mark, files: readonly Upload[], side: 'us' | 'them', lang: 'fr' | 'en') {
  const text = agreementText(lang)
  if (form.way === 'drawn') {
    const svg = signatureSvg(form.drawing)
    return svg ? { mark: { way: 'drawn' as const, svg } } : { errors: { '': text.noDrawing } }
  }
  const field = scanField(side)
  const scan = files.find((one) => one.field === field && one.bytes.length > 0)
  if (!scan) return { errors: { [field]: text.noScan } }
  if (scan.bytes.length > MOST_SCAN) return { errors: { [field]: text.tooLarge } }
  const mediaType = scanType(scan.bytes)
  return mediaType
    ? { mark: { way: 'paper' as const, bytes: scan.bytes, mediaType } }
    : { errors: { [field]: text.badScan } }
}

/** Takes one signature: the text that was shown, still standing, under a right that the law of the day still gives. */
async function takeSignature(
  call: TenantCall & { readonly files: readonly Upload[] },
  form: Mark & { readonly hash: string },
  signer: Pick<Given, 'side' | 'name' | 'functionLabel'>,
  typed: Problem['values'],
): Promise<Answer> {
  const { tx, member, viewer, services } = call
  const text = agreementText(viewer.lang)
  const agreement = await agreementByNumber(tx, call.params.id ?? '', true)
  if (!agreement) return notFound()
  const refusals = signable(agreement, signer.side, form.hash)
  if (refusals.length > 0) return refused(refusals)
  const request = await requestByNumber(tx, agreement.requestNumber)
  if (request?.status !== 'confirmed' || !(await stillStands(tx, request))) return refused([notConfirmed])
  const found = markOf(form, call.files, signer.side, viewer.lang)
  if (!found.mark) return agreementPage(call, { side: signer.side, problem: { values: typed, errors: found.errors } })
  await sign(tx, services.files, member, agreement, { ...signer, shownHash: form.hash, mark: found.mark })
  const last = agreement.signatures.length === 1
  return redirect(`/conventions/${agreement.number}`, last ? text.completedNotice : text.signedNotice)
}

const notDrawn: Refused = {
  rule: 'agreementClosed',
  message: { fr: agreementText('fr').notDrawn, en: agreementText('en').notDrawn },
  satisfy: { fr: agreementText('fr').notDrawnHow, en: agreementText('en').notDrawnHow },
}

const ending = (path: 'declin' | 'annulation', how: 'declined' | 'byUs', said: 'declined' | 'cancelled'): Route =>
  actRoute({
    path: `/conventions/:id/${path}`,
    access: decideRequests,
    form: z.object({}),
    example: { as: 'coordinator', params: { id: '{agreement.drawn}' }, form: {} },
    handle: async ({ tx, member, viewer, params }) => {
      const agreement = await agreementByNumber(tx, params.id ?? '', true)
      if (!agreement) return notFound()
      if (agreement.status !== 'drawn') return refused([notDrawn])
      await endAgreement(tx, member, agreement.id, how)
      return redirect(`/conventions/${agreement.number}`, agreementText(viewer.lang)[said])
    },
  })

const keptFile = async (call: TenantCall, _agreement: AgreementFile, kept: KeptFile): Promise<Answer> => {
  const bytes = await call.services.files.get(call.member.organisationId, kept.hash)
  return bytes ? file(bytes, kept.mediaType, kept.name, kept.mediaType === 'application/pdf') : notFound()
}

const SCAN = '%PDF-1.7 page signée'

export const agreementRoutes: readonly Route[] = [
  pageRoute({
    path: '/demandes/:id/convention',
    access: decideRequests,
    example: { as: 'coordinator', params: { id: '{request.gift}' } },
    handle: (call) => drawPage(call),
  }),
  actRoute({
    path: '/demandes/:id/convention',
    access: decideRequests,
    form: DRAW,
    example: { as: 'coordinator', params: { id: '{request.gift}' }, form: { decisionId: '{decision}' } },
    invalid: (call, problem) => drawPage(call, problem),
    handle: async (call) => {
      const { tx, member, viewer, params, form } = call
      const request = await requestOf(tx, params, true)
      if (!request) return notFound()
      const drawn = await drawAgreement(tx, member, request, form)
      if (drawn.kind === 'noPaper') return drawPage(call)
      if (drawn.kind === 'refused') return refused(drawn.refusals)
      return redirect(`/conventions/${drawn.number}`, agreementText(viewer.lang).drawnNotice(drawn.number))
    },
  }),
  pageRoute({
    path: '/conventions',
    access: readAgreements,
    example: { as: 'elected' },
    handle: async ({ tx, viewer, query }) => {
      const said = (name: string) => (query[name] ?? '').slice(0, 200)
      const found = await listAgreements(tx, { words: said('q'), status: said('statut'), after: said('apres') })
      return page(<AgreementListPage viewer={viewer} query={query} found={found} />)
    },
  }),
  pageRoute({
    path: '/conventions/:id',
    access: readAgreements,
    example: { as: 'elected', params: { id: '{agreement.drawn}' } },
    handle: (call) => agreementPage(call),
  }),
  pageRoute({
    path: '/conventions/:id/pdf',
    access: readAgreements,
    example: { as: 'elected', params: { id: '{agreement.drawn}' } },
    handle: async (call) => {
      const agreement = await agreementByNumber(call.tx, call.params.id ?? '')
      if (!agreement) return notFound()
      const kept = (await filesOf(call.tx, agreement.id)).find((one) => one.id === agreement.fileId)
      if (kept) return keptFile(call, agreement, kept)
      const bytes = await renderPdf(agreementPaper(agreement, [], agreement.drawnAt, await zoneOf(call.tx)))
      return file(bytes, 'application/pdf', `${agreement.number}.pdf`, true)
    },
  }),
  pageRoute({
    path: '/conventions/:id/fichiers/:file',
    access: readAgreements,
    example: { as: 'elected', params: { id: '{agreement.signed}', file: '{agreement.file}' } },
    handle: async (call) => {
      const agreement = await agreementByNumber(call.tx, call.params.id ?? '')
      const asked = uuid.safeParse(call.params.file)
      const kept = agreement && (await filesOf(call.tx, agreement.id)).find((one) => one.id === asked.data)
      return agreement && kept ? keptFile(call, agreement, kept) : notFound()
    },
  }),
  actRoute({
    path: '/conventions/:id/signer',
    access: signForUs,
    most: MOST_SCAN + 200_000,
    form: OUR_SIGNATURE,
    example: {
      as: 'coordinator',
      params: { id: '{agreement.drawn}' },
      form: { hash: '{agreement.hash}', way: 'paper' },
      files: [{ field: 'ourScan', name: 'page.pdf', text: SCAN }],
    },
    invalid: (call, problem) => agreementPage(call, { side: 'us', problem }),
    handle: async (call) => {
      const signer = await ourSigner(call.tx, call.member)
      if (typeof signer === 'string')
        return agreementPage(call, {
          side: 'us',
          problem: { values: {}, errors: { '': agreementText(call.viewer.lang).noFunction } },
        })
      return takeSignature(call, call.form, { side: 'us', ...signer }, {})
    },
  }),
  actRoute({
    path: '/conventions/:id/signature-beneficiaire',
    access: takeRequests,
    most: MOST_SCAN + 200_000,
    form: THEIR_SIGNATURE,
    example: {
      as: 'mediator',
      params: { id: '{agreement.drawn}' },
      form: { hash: '{agreement.hash}', way: 'paper', signerName: 'Présidente', signerFunction: 'présidente' },
      files: [{ field: 'theirScan', name: 'page.pdf', text: SCAN }],
    },
    invalid: (call, problem) => agreementPage(call, { side: 'them', problem }),
    handle: (call) => {
      const { signerName, signerFunction } = call.form
      return takeSignature(
        call,
        call.form,
        { side: 'them', name: signerName, functionLabel: signerFunction ?? '' },
        { signerName, signerFunction: signerFunction ?? '' },
      )
    },
  }),
  ending('declin', 'declined', 'declined'),
  ending('annulation', 'byUs', 'cancelled'),
]
