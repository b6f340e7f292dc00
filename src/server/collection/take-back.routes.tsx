import { z } from 'zod'
import { showCode } from '../fleet/code.ts'
import { keepFleet, work } from '../organisation/permissions.ts'
import { saveAnswers } from '../platform/bulk/bulk.sql.ts'
import type { BulkLine } from '../platform/bulk/bulk.ts'
import { type Answer, notFound, page, redirect, refused } from '../platform/http/answer.ts'
import { freshForm, uuid } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { ButtonLink, Submit } from '../platform/ui/button.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { Form } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { PerItem } from '../platform/ui/per-item.tsx'
import { takeBackPath } from './batch.ts'
import { type Item, type TakeBack, takeBack, takeBackOf } from './take-back.sql.ts'
import { STAYS_SAID, takeBackText } from './take-back.text.ts'

const PATH = '/arrivees/lots/:id/annuler'

const named = ({ code, said }: Item) => `${showCode(code)} ${said}`.trim()

/** What stops an arrival from being taken back as it stands. */
const hindrance = ({ unread, importId }: TakeBack): 'unread' | 'ofImport' | null =>
  importId ? 'ofImport' : unread > 0 ? 'unread' : null

async function show({ tx, member, viewer, params }: TenantCall): Promise<Answer> {
  const found = await read(tx, params.id)
  if (!found) return notFound()
  const { lang } = viewer
  const text = takeBackText(lang)
  const stopped = hindrance(found)
  const leaving = found.items.filter(({ stays }) => stays === null).length
  return page(
    <Layout viewer={viewer} title={text.title} kicker={found.label} lead={stopped ? text[stopped] : text.lead}>
      {found.importId && <ButtonLink href={`/imports/${found.importId}`}>{text.toImport}</ButtonLink>}
      {!stopped && leaving === 0 && <Empty title={text.none}>{text.noneHow}</Empty>}
      {!stopped && leaving > 0 && (
        <Form action={takeBackPath(found.id)} form={freshForm(viewer)} label={text.title}>
          <Submit look="danger">{text.act(leaving)}</Submit>
        </Form>
      )}
      {!stopped && found.items.length > 0 && (
        <PerItem
          lang={lang}
          answers={found.items.map((item) => ({
            key: item.id,
            item: <a href={`/parc/${item.code}`}>{named(item)}</a>,
            outcome:
              item.stays === null
                ? { done: true, what: text.goes }
                : { done: false, why: STAYS_SAID[item.stays].what[lang], how: STAYS_SAID[item.stays].how[lang] },
          }))}
        />
      )}
      {allows(member, work) && (
        <p>
          <a href="/arrivees">{text.back}</a>
        </p>
      )}
    </Layout>,
  )
}

const read = (tx: TenantCall['tx'], id: string | undefined, lock = false) => {
  const known = uuid.safeParse(id)
  return known.success ? takeBackOf(tx, known.data, lock) : Promise.resolve(null)
}

const both = (key: 'title' | 'gone' | 'unread' | 'ofImport' | 'none' | 'noneHow') => ({
  fr: takeBackText('fr')[key],
  en: takeBackText('en')[key],
})
const stoppedBy = (why: 'unread' | 'ofImport') =>
  refused([
    {
      rule: 'arrivalNotTakenBack',
      message: both(why),
      satisfy: {
        fr: 'Revenez à sa page : elle dit où elle en est.',
        en: 'Go back to its page: it says where it stands.',
      },
    },
  ])

const lineOf = (item: Item): BulkLine => ({
  item: named(item),
  // What was taken back has no page any more.
  href: item.stays === null ? null : `/parc/${item.code}`,
  done: item.stays === null,
  ...(item.stays === null ? { what: both('gone') } : STAYS_SAID[item.stays]),
})

export const takeBackRoutes: readonly Route[] = [
  pageRoute({
    path: PATH,
    access: keepFleet,
    example: { as: 'technician', params: { id: '{batch.byMistake}' } },
    handle: show,
  }),
  actRoute({
    path: PATH,
    access: keepFleet,
    form: z.object({}),
    example: { as: 'technician', params: { id: '{batch.byMistake}' } },
    async handle({ tx, member, params }) {
      const found = await read(tx, params.id, true)
      if (!found) return notFound()
      const stopped = hindrance(found)
      if (stopped) return stoppedBy(stopped)
      if (found.items.every(({ stays }) => stays !== null))
        return refused([{ rule: 'nothingToTakeBack', message: both('none'), satisfy: both('noneHow') }])
      await takeBack(tx, member, found)
      return redirect(await saveAnswers(tx, member, both('title'), found.items.map(lineOf)))
    },
  }),
]
