import { judgeFleet, seeFleet } from '../../organisation/permissions.ts'
import { type Answer, notFound, page, redirect } from '../../platform/http/answer.ts'
import { freshForm, type Problem } from '../../platform/http/form.ts'
import { allows } from '../../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../../platform/http/route.ts'
import { format } from '../../platform/text/format.ts'
import { addEquipment, changeEquipment, listEquipment, placeOptions } from './equipment.sql.ts'
import { equipmentText } from './equipment.text.ts'
import { EQUIPMENT_FORM } from './equipment.ts'
import { EquipmentListPage, EquipmentPage } from './equipment.views.tsx'

const PATH = '/atelier/bancs'

async function onePage(call: TenantCall, problem?: Problem): Promise<Answer> {
  const { tx, viewer, params } = call
  const one = params.id ? (await listEquipment(tx)).find(({ id }) => id === params.id) : null
  if (one === undefined) return notFound()
  const form = freshForm(viewer, problem, {
    kind: one?.kind ?? 'bench',
    name: one?.name ?? '',
    place: one?.placeId ?? '',
    state: one?.state ?? 'working',
    checkMonths: String(one?.checkMonths ?? ''),
    checkedOn: one?.checkedOn ?? '',
  })
  return page(
    <EquipmentPage viewer={viewer} one={one} form={form} places={await placeOptions(tx)} />,
    problem ? 422 : 200,
  )
}

const example = { kind: 'bench', name: 'Banc de montage 2', state: 'working' }

export const equipmentRoutes: readonly Route[] = [
  pageRoute({
    path: PATH,
    access: seeFleet,
    example: { as: 'trainee' },
    handle: async ({ tx, viewer, member }) =>
      page(
        <EquipmentListPage
          viewer={viewer}
          rows={await listEquipment(tx)}
          mayEdit={allows(member, judgeFleet)}
          today={format(viewer).calendarDay(new Date())}
        />,
      ),
  }),
  pageRoute({
    path: `${PATH}/nouveau`,
    access: judgeFleet,
    example: { as: 'technician' },
    handle: (call) => onePage(call),
  }),
  actRoute({
    path: `${PATH}/nouveau`,
    access: judgeFleet,
    form: EQUIPMENT_FORM,
    example: { as: 'technician', form: example },
    invalid: (call, problem) => onePage(call, problem),
    handle: async ({ tx, member, viewer, form }) => {
      if (form.place && !(await placeOptions(tx)).some(({ value }) => value === form.place)) return notFound()
      await addEquipment(tx, member, form)
      return redirect(PATH, equipmentText(viewer.lang).saved)
    },
  }),
  pageRoute({
    path: `${PATH}/:id`,
    access: judgeFleet,
    example: { as: 'technician', params: { id: '{work.bench}' } },
    handle: (call) => onePage(call),
  }),
  actRoute({
    path: `${PATH}/:id`,
    access: judgeFleet,
    form: EQUIPMENT_FORM,
    example: { as: 'technician', params: { id: '{work.bench}' }, form: example },
    invalid: (call, problem) => onePage(call, problem),
    handle: async ({ tx, member, viewer, form, params }) => {
      const one = (await listEquipment(tx)).find(({ id }) => id === params.id)
      if (!one) return notFound()
      if (form.place && !(await placeOptions(tx)).some(({ value }) => value === form.place)) return notFound()
      await changeEquipment(tx, member, one.id, form)
      return redirect(PATH, equipmentText(viewer.lang).saved)
    },
  }),
]
