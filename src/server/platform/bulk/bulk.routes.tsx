import { notFound, page } from '../http/answer.ts'
import { freshForm } from '../http/form.ts'
import { everyMember, pageRoute, type Route } from '../http/route.ts'
import { format } from '../text/format.ts'
import { Submit } from '../ui/button.tsx'
import { Form } from '../ui/form.tsx'
import { Layout } from '../ui/layout.tsx'
import { PerItem } from '../ui/per-item.tsx'
import { readAnswers } from './bulk.sql.ts'

const UUID = /^[0-9a-f-]{36}$/

export const bulkRoutes: readonly Route[] = [
  pageRoute({
    path: '/reponses/:id',
    access: everyMember,
    example: { as: 'technician', params: { id: '{answer}' } },
    handle: async ({ tx, member, viewer, params }) => {
      const found = UUID.test(params.id ?? '') ? await readAnswers(tx, member, params.id ?? '') : null
      if (!found) return notFound()
      const { lang } = viewer
      return page(
        <Layout viewer={viewer} title={found.title[lang]} lead={format(viewer).instant(found.answeredAt.toISOString())}>
          <PerItem
            lang={lang}
            answers={found.lines.map((line, index) => ({
              key: String(index),
              item: line.href ? <a href={line.href}>{line.item}</a> : line.item,
              outcome: line.done
                ? { done: true, what: line.what[lang] }
                : { done: false, why: line.what[lang], how: line.how?.[lang] },
            }))}
          />
          {found.undo && (
            <Form action={found.undo.path} form={freshForm(viewer)} label={found.undo.label[lang]}>
              <input type="hidden" name="answer" value={params.id} />
              <Submit look="plain" icon="undo">
                {found.undo.label[lang]}
              </Submit>
            </Form>
          )}
        </Layout>,
      )
    },
  }),
]
