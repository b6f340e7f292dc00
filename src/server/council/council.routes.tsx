import { z } from 'zod'
import { decideRequests, setRules } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect } from '../platform/http/answer.ts'
import { freshForm, type Problem } from '../platform/http/form.ts'
import { either } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall, type Upload } from '../platform/http/route.ts'
import { attachText, decisionsOnFile, fileDecision } from './council.sql.ts'
import { councilText } from './council.text.ts'
import { DECISION, MOST_SCAN } from './council.ts'
import { AttachTextPage, COUNCIL, CouncilPage } from './council.views.tsx'

const access = either(setRules, decideRequests)

async function council({ tx, viewer }: TenantCall, problem?: Problem): Promise<Answer> {
  return page(
    <CouncilPage viewer={viewer} decisions={await decisionsOnFile(tx)} form={freshForm(viewer, problem)} />,
    problem ? 422 : 200,
  )
}

const sent = (files: readonly Upload[]) => files.find((one) => one.field === 'file' && one.bytes.length > 0) ?? null

/** The page that attaches a text, while the decision has none. */
async function attaching(
  { tx, viewer, params }: TenantCall,
  act: (decision: Awaited<ReturnType<typeof decisionsOnFile>>[number]) => Promise<string | null>,
): Promise<Answer> {
  const decision = (await decisionsOnFile(tx)).find((one) => one.id === params.id && one.fileId === null)
  if (!decision) return notFound()
  const wrong = await act(decision)
  if (wrong === null) return redirect(COUNCIL, councilText(viewer.lang).attached)
  const form = freshForm(viewer, wrong === '' ? undefined : { values: {}, errors: { file: wrong } })
  return page(<AttachTextPage viewer={viewer} decision={decision} form={form} />, wrong === '' ? 200 : 422)
}

export const councilRoutes: readonly Route[] = [
  pageRoute({ path: COUNCIL, access, example: { as: 'coordinator' }, handle: (call) => council(call) }),
  actRoute({
    path: COUNCIL,
    access,
    most: MOST_SCAN,
    form: DECISION,
    example: {
      as: 'coordinator',
      form: { number: '2026-112', decidedOn: '2026-06-30', scope: 'Don d’ordinateurs réformés' },
    },
    invalid: (call, problem) => council(call, problem),
    handle: async (call) => {
      const { tx, member, viewer, services, form, files } = call
      const text = councilText(viewer.lang)
      const filed = await fileDecision(tx, services.files, member, form, sent(files))
      if (filed.kind === 'done') return redirect(COUNCIL, text.filed)
      const values = {
        number: form.number,
        decidedOn: form.decidedOn,
        scope: form.scope,
        ceilingEur: form.ceilingEur === null ? '' : String(form.ceilingEur),
      }
      return council(call, {
        values,
        errors: filed.kind === 'numberTaken' ? { number: text.numberTaken } : { file: text.notAScan },
      })
    },
  }),
  pageRoute({
    path: `${COUNCIL}/:id`,
    access,
    example: { as: 'coordinator', params: { id: '{decisionWithoutText}' } },
    handle: (call) => attaching(call, async () => ''),
  }),
  actRoute({
    path: `${COUNCIL}/:id`,
    access,
    most: MOST_SCAN,
    form: z.object({}),
    example: {
      as: 'coordinator',
      params: { id: '{decisionWithoutText}' },
      files: [{ field: 'file', name: 'deliberation.pdf', text: '%PDF-1.7' }],
    },
    handle: (call) =>
      attaching(call, async ({ id }) => {
        const { tx, member, viewer, services, files } = call
        const text = councilText(viewer.lang)
        const scan = sent(files)
        if (!scan) return text.noFile
        const done = await attachText(tx, services.files, member, id, scan)
        return done === 'done' ? null : text.notAScan
      }),
  }),
]
