import { Submit } from '../platform/ui/button.tsx'
import type { Children } from '../platform/ui/children.ts'
import { TextArea } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { orderText } from './order.text.ts'
import { GROUPS } from './work-models.ts'

/** The model of the steps, one a line for each group of kinds. */
export function ModelPage({
  viewer,
  form,
  versions,
}: {
  readonly viewer: Viewer
  readonly form: FormState
  readonly versions: Children
}) {
  const text = orderText(viewer.lang)
  return (
    <Layout viewer={viewer} title={text.modelTitle} lead={text.modelLead}>
      <Form action="/reglages/atelier" form={form} label={text.modelTitle}>
        {GROUPS.map((group) => (
          <TextArea key={group} form={form} name={group} label={text.groups[group]} rows={7} maxlength={4000} />
        ))}
        <Submit>{text.saveModel}</Submit>
      </Form>
      {versions}
    </Layout>
  )
}
