import { z } from 'zod'
import { deviceByCode } from '../fleet/device.sql.ts'
import { judgeFleet } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, line, optional, type Problem, uuid } from '../platform/http/form.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { batchOptions, type Held, holdsInForce, liftHold, placeHold } from './hold.sql.ts'
import { holdText } from './hold.text.ts'
import { HoldsPage } from './hold.views.tsx'

const FORM = z.object({
  device: optional(line(40)),
  batch: optional(uuid),
  component: optional(line(120)),
  tool: optional(line(40)),
  reason: line(200),
})

async function holdsPage({ tx, viewer }: TenantCall, problem?: Problem): Promise<Answer> {
  return page(
    <HoldsPage
      viewer={viewer}
      holds={await holdsInForce(tx)}
      batches={await batchOptions(tx)}
      form={freshForm(viewer, problem)}
      small={() => freshForm(viewer)}
    />,
    problem ? 422 : 200,
  )
}

/** The one thing that the form holds; `many` where none or several are said, `unknown` where it is not here. */
async function heldBy({ tx }: TenantCall, form: z.infer<typeof FORM>): Promise<Held | 'many' | 'unknown'> {
  const said = (['device', 'batch', 'component', 'tool'] as const).flatMap((kind) => {
    const value = form[kind]
    return value === null ? [] : [{ kind, value }]
  })
  const [only] = said
  if (!only || said.length > 1) return 'many'
  if (only.kind === 'device') {
    const device = await deviceByCode(tx, only.value)
    return device ? { kind: 'device', value: device.id } : 'unknown'
  }
  if (only.kind !== 'batch') return only
  const batch = await tx.selectFrom('batch').select('id').where('id', '=', only.value).executeTakeFirst()
  return batch ? only : 'unknown'
}

export const holdRoutes: readonly Route[] = [
  pageRoute({
    path: '/reglages/blocages',
    access: judgeFleet,
    example: { as: 'technician' },
    handle: (call) => holdsPage(call),
  }),
  actRoute({
    path: '/reglages/blocages',
    access: judgeFleet,
    form: FORM,
    example: { as: 'technician', form: { component: 'SSD Rappelé 240', reason: 'Rappel du fabricant.' } },
    invalid: (call, problem) => holdsPage(call, problem),
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      const text = holdText(viewer.lang)
      const held = await heldBy(call, form)
      if (typeof held === 'string') {
        const values = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, value ?? '']))
        return holdsPage(call, { values, errors: { device: held === 'many' ? text.chooseOne : text.unknownDevice } })
      }
      await placeHold(tx, member, held, form.reason)
      return redirect('/reglages/blocages', text.placed)
    },
  }),
  actRoute({
    path: '/reglages/blocages/:id/lever',
    access: judgeFleet,
    form: z.object({}),
    example: { as: 'technician', params: { id: '{work.hold}' }, form: {} },
    handle: async ({ tx, member, viewer, params }) => {
      const id = uuid.safeParse(params.id)
      const known = id.success
        ? await tx.selectFrom('hold').select('id').where('id', '=', id.data).executeTakeFirst()
        : undefined
      if (!known) return notFound()
      if (await liftHold(tx, member, known.id)) return redirect('/reglages/blocages', holdText(viewer.lang).lifted)
      return refused([
        {
          rule: 'holdLifted',
          message: { fr: holdText('fr').gone, en: holdText('en').gone },
          satisfy: { fr: holdText('fr').goneHow, en: holdText('en').goneHow },
        },
      ])
    },
  }),
]
