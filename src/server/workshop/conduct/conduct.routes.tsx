import { z } from 'zod'
import { judgeFleet, work } from '../../organisation/permissions.ts'
import { notFound, redirect, refused } from '../../platform/http/answer.ts'
import { line, optional, uuid } from '../../platform/http/form.ts'
import { actRoute, type Route } from '../../platform/http/route.ts'
import { workingBenches } from '../equipment/equipment.sql.ts'
import { benchPage } from '../order.page.tsx'
import { WAITS } from '../order-events.ts'
import { opened } from '../order-opened.ts'
import { conductOrder, saveCheck, workedOn } from './check.sql.ts'
import { conductText } from './conduct.text.ts'
import { supervisorsOf } from './supervisors.sql.ts'

const both = (say: (text: ReturnType<typeof conductText>) => string) => ({
  fr: say(conductText('fr')),
  en: say(conductText('en')),
})

export const conductRoutes: readonly Route[] = [
  actRoute({
    path: '/atelier/:code/conduite',
    access: work,
    form: z.object({ supervisor: optional(uuid), bench: optional(uuid), waitsFor: optional(z.enum(WAITS)) }),
    example: {
      as: 'trainee',
      params: { code: '{work.open}' },
      form: { supervisor: '', bench: '{work.bench}', waitsFor: 'part' },
    },
    invalid: (call, problem) => benchPage(call, { form: 'conduct', problem }),
    handle: async (call) => {
      const { tx, member, form, viewer } = call
      const at = await opened(call)
      if ('answer' in at) return at.answer
      const known = (options: readonly { readonly value: string }[], value: string | null) =>
        value === null || options.some((one) => one.value === value)
      if (!known(await supervisorsOf(tx), form.supervisor) || !known(await workingBenches(tx), form.bench))
        return notFound()
      const { device } = at.bench
      await conductOrder(tx, member, device.id, at.order.id, {
        supervisorId: form.supervisor,
        benchId: form.bench,
        waitsFor: form.waitsFor,
      })
      return redirect(`/atelier/${device.code}`, conductText(viewer.lang).saved)
    },
  }),
  actRoute({
    path: '/atelier/:code/controle',
    access: judgeFleet,
    form: z
      .object({ answer: z.enum(['agreed', 'redo']), words: optional(line(300)) })
      .refine(({ answer, words }) => answer === 'agreed' || words !== null, { path: ['words'] }),
    example: { as: 'tutor', params: { code: '{work.open}' }, form: { answer: 'agreed' } },
    invalid: (call, problem) => benchPage(call, { form: 'check', problem }),
    handle: async (call) => {
      const { tx, member, form, viewer } = call
      const at = await opened(call)
      if ('answer' in at) return at.answer
      if (await workedOn(tx, at.order.id, member.personId))
        return refused([
          {
            rule: 'secondPerson',
            message: both((text) => text.samePerson),
            satisfy: both((text) => text.samePersonHow),
          },
        ])
      const { device } = at.bench
      await saveCheck(tx, member, device.id, at.order.id, form.answer, form.words)
      return redirect(`/atelier/${device.code}`, conductText(viewer.lang).checked)
    },
  }),
]
