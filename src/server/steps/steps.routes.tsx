import { checkOrder } from '../../domain/circuit/steps/order.ts'
import { readPolicy } from '../circuit/policy.sql.ts'
import { saveSteps } from '../organisation/organisation.sql.ts'
import { setRules } from '../organisation/permissions.ts'
import { page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm } from '../platform/http/form.ts'
import { actRoute, pageRoute, type Route } from '../platform/http/route.ts'
import { versionsPart } from '../platform/setting/versions.tsx'
import { stepsText } from './steps.text.ts'
import { reordered, STEPS_FORM } from './steps.ts'
import { StepsPage } from './steps.views.tsx'

const PATH = '/reglages/etapes'

export const stepsRoutes: readonly Route[] = [
  pageRoute({
    path: PATH,
    access: setRules,
    example: { as: 'coordinator' },
    handle: async (call) =>
      page(
        <StepsPage
          viewer={call.viewer}
          steps={(await readPolicy(call.tx)).steps}
          form={freshForm(call.viewer)}
          versions={await versionsPart(call, 'steps')}
        />,
      ),
  }),
  actRoute({
    path: PATH,
    access: setRules,
    form: STEPS_FORM,
    example: { as: 'coordinator', form: { steps: 'collection,erasure,handOver,recycling', act: 'up:erasure' } },
    handle: async ({ tx, member, viewer, form }) => {
      const order = reordered(form)
      const answer = checkOrder(order)
      if (!answer.valid) {
        return refused(
          answer.problems.map((message, index) => ({
            rule: `order-${index}`,
            message,
            satisfy: {
              fr: 'Gardez cette étape : sans elle, ce n’est plus un circuit.',
              en: 'Keep this step: without it this is no circuit.',
            },
          })),
        )
      }
      await saveSteps(tx, member, answer.steps)
      return redirect(PATH, stepsText(viewer.lang).saved)
    },
  }),
]
