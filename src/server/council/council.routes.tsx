import { decideRequests, setRules } from '../organisation/permissions.ts'
import { type Answer, page, redirect } from '../platform/http/answer.ts'
import { freshForm, type Problem } from '../platform/http/form.ts'
import { either } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { decisionsOnFile, fileDecision } from './council.sql.ts'
import { councilText } from './council.text.ts'
import { DECISION, MOST_SCAN } from './council.ts'
import { CouncilPage } from './council.views.tsx'

const PATH = '/reglages/deliberations'
const access = either(setRules, decideRequests)

async function council({ tx, viewer }: TenantCall, problem?: Problem): Promise<Answer> {
  return page(
    <CouncilPage viewer={viewer} decisions={await decisionsOnFile(tx)} form={freshForm(viewer, problem)} />,
    problem ? 422 : 200,
  )
}

export const councilRoutes: readonly Route[] = [
  pageRoute({ path: PATH, access, example: { as: 'coordinator' }, handle: (call) => council(call) }),
  actRoute({
    path: PATH,
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
      const scan = files.find((one) => one.field === 'file' && one.bytes.length > 0) ?? null
      const filed = await fileDecision(tx, services.files, member, form, scan)
      if (filed.kind === 'done') return redirect(PATH, text.filed)
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
]
