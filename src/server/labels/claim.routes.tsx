import { z } from 'zod'
import { KINDS } from '../../domain/circuit/kinds.ts'
import { DEVICE_KINDS } from '../../domain/hardware/report.ts'
import { readCode, showCode } from '../fleet/code.ts'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { seeFleet, work } from '../organisation/permissions.ts'
import { type Answer, notFound, page, redirect } from '../platform/http/answer.ts'
import { freshForm, line, optional, type Problem, uuid } from '../platform/http/form.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { Submit } from '../platform/ui/button.tsx'
import { SelectField, TextField } from '../platform/ui/field.tsx'
import { Form } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { claim, isFree } from './claim.sql.ts'
import { pageOfCode } from './label.sql.ts'
import { labelText } from './label.text.ts'

const CLAIM = z.object({
  kind: z.enum(DEVICE_KINDS),
  maker: optional(line(80)),
  model: optional(line(120)),
  serial: optional(line(80)),
  at: optional(uuid),
})

/** A free label's page; the page of its device once it has one. */
async function freeLabel({ tx, viewer, params }: TenantCall, problem?: Problem): Promise<Answer> {
  const code = readCode(params.code ?? '')
  if (!code) return notFound()
  if (!(await isFree(tx, code))) {
    const there = await pageOfCode(tx, code)
    return there ? redirect(there) : notFound()
  }
  const text = labelText(viewer.lang)
  const form = freshForm(viewer, problem)
  const view = (
    <Layout viewer={viewer} title={text.freeTitle} kicker={showCode(code)} lead={text.freeLead}>
      <Form action={`/etiquettes/libre/${code}`} form={form}>
        <SelectField
          form={form}
          name="kind"
          label={text.kind}
          required
          options={DEVICE_KINDS.filter((kind) => kind !== 'virtual').map((value) => ({
            value,
            label: KINDS.rows[value].name[viewer.lang],
          }))}
        />
        <TextField form={form} name="maker" label={text.maker} maxlength={80} />
        <TextField form={form} name="model" label={text.model} maxlength={120} />
        <TextField form={form} name="serial" label={text.serial} maxlength={80} />
        <SelectField form={form} name="at" label={text.at} options={await placeOptions(tx)} />
        <Submit>{text.claimAct}</Submit>
      </Form>
    </Layout>
  )
  return page(view, problem ? 422 : 200)
}

/** What a printed code leads to, whatever it names: scanned, typed, or opened by a telephone. */
async function leadOn({ tx, params }: TenantCall): Promise<Answer> {
  const code = readCode(params.code ?? '')
  const there = code ? await pageOfCode(tx, code) : null
  return there ? redirect(there) : notFound()
}

const scanned = (path: string): Route =>
  pageRoute({
    path,
    access: seeFleet,
    example: { as: 'technician', params: { code: '{device.ready}' }, status: 303 },
    handle: leadOn,
  })

export const claimRoutes: readonly Route[] = [
  scanned('/e/:code'),
  // The square holds the address in capitals.
  scanned('/E/:code'),
  pageRoute({
    path: '/etiquettes/libre/:code',
    access: work,
    example: { as: 'technician', params: { code: '{label.free}' } },
    handle: (call) => freeLabel(call),
  }),
  actRoute({
    path: '/etiquettes/libre/:code',
    access: work,
    form: CLAIM,
    example: { as: 'technician', params: { code: '{label.free}' }, form: { kind: 'laptop' } },
    invalid: (call, problem) => freeLabel(call, problem),
    handle: async (call) => {
      const { tx, member, params, form, viewer } = call
      const code = readCode(params.code ?? '')
      if (!code) return notFound()
      if (await claim(tx, member, code, form))
        return redirect(`/parc/${code}`, labelText(viewer.lang).claimed(showCode(code)))
      return freeLabel(call)
    },
  }),
]
