import { KINDS } from '../../domain/circuit/kinds.ts'
import { placeOptions } from '../fleet/place-options.sql.ts'
import { keepFleet } from '../organisation/permissions.ts'
import { partyOptions } from '../parties/party-options.sql.ts'
import { type Answer, page, redirect } from '../platform/http/answer.ts'
import { freshForm, type Problem } from '../platform/http/form.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { Submit } from '../platform/ui/button.tsx'
import { NumberField } from '../platform/ui/field.tsx'
import { Form, Section } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { today } from './arrival.routes.tsx'
import { receiveBatch } from './arrival.sql.ts'
import { Where } from './arrival.views.tsx'
import { batchText } from './batch.text.ts'
import { COUNTED_BATCH, COUNTED_KINDS, type CountedBatch, countField, MOST_OF_A_BATCH, sizeOf } from './batch.ts'

async function batchPage({ tx, viewer }: TenantCall, problem?: Problem): Promise<Answer> {
  const text = batchText(viewer.lang)
  const form = freshForm(viewer, problem, { owner: 'organisation' })
  const places = await placeOptions(tx)
  const view = (
    <Layout viewer={viewer} title={text.title} lead={text.lead}>
      <Form action="/arrivees/lot" form={form}>
        <Section title={text.counts}>
          {COUNTED_KINDS.map((kind) => (
            <NumberField
              key={kind}
              form={form}
              name={countField(kind)}
              label={KINDS.rows[kind].name[viewer.lang]}
              whole
            />
          ))}
        </Section>
        <Section title={text.where}>
          <Where form={form} origins={[...places, ...(await partyOptions(tx))]} places={places} />
        </Section>
        <Submit>{text.receive}</Submit>
      </Form>
    </Layout>
  )
  return page(view, problem ? 422 : 200)
}

/** What was counted, as it was typed. */
const typed = (batch: CountedBatch) => ({
  ...Object.fromEntries(batch.counts.map(({ kind, count }) => [countField(kind), String(count)])),
  from: batch.from ?? '',
  at: batch.at ?? '',
  label: batch.label ?? '',
  owner: batch.owner,
})

export const batchRoutes: readonly Route[] = [
  pageRoute({
    path: '/arrivees/lot',
    access: keepFleet,
    example: { as: 'technician' },
    handle: (call) => batchPage(call),
  }),
  actRoute({
    path: '/arrivees/lot',
    access: keepFleet,
    form: COUNTED_BATCH,
    example: { as: 'technician', form: { [countField('laptop')]: '2', owner: 'organisation' } },
    invalid: (call, problem) => batchPage(call, problem),
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      const text = batchText(viewer.lang)
      const size = sizeOf(form)
      const [first = 'laptop'] = COUNTED_KINDS
      const again = (message: string) =>
        batchPage(call, { values: typed(form), errors: { [countField(form.counts[0]?.kind ?? first)]: message } })
      if (size === 0) return again(text.none)
      if (size > MOST_OF_A_BATCH) return again(text.tooMany)
      const batchId = await receiveBatch(tx, member, form, form.label ?? today(viewer))
      return redirect(`/etiquettes?lot=${batchId}`, text.received(size))
    },
  }),
]
