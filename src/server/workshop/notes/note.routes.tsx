import { z } from 'zod'
import { judgeFleet, seeFleet, work } from '../../organisation/permissions.ts'
import { type Answer, notFound, page, redirect } from '../../platform/http/answer.ts'
import { freshForm, type Problem, uuid } from '../../platform/http/form.ts'
import { allows } from '../../platform/http/permission.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../../platform/http/route.ts'
import { addNote, correctNote, noteById, searchNotes, versionsOfNote, withdrawNote } from './note.sql.ts'
import { noteText } from './note.text.ts'
import { NOTE_FORM } from './note.ts'
import { NOTES, NoteListPage, NotePage } from './note.views.tsx'

const MOST = 50

const asked = async ({ tx, params }: TenantCall) => {
  const id = uuid.safeParse(params.id)
  return id.success ? await noteById(tx, id.data) : undefined
}

async function notePage(call: TenantCall, isNew: boolean, problem?: Problem): Promise<Answer> {
  const { tx, viewer, member, query } = call
  const note = isNew ? null : await asked(call)
  if (note === undefined) return notFound()
  const values = {
    maker: note?.maker ?? (query.fabricant ?? '').slice(0, 120),
    model: note ? (note.model ?? '') : (query.modele ?? '').slice(0, 120),
    title: note?.title ?? '',
    body: note?.body ?? '',
  }
  return page(
    <NotePage
      viewer={viewer}
      note={note}
      versions={note ? await versionsOfNote(tx, note.id) : []}
      form={freshForm(viewer, problem, values)}
      mayWrite={allows(member, work)}
      mayWithdraw={allows(member, judgeFleet)}
      small={() => freshForm(viewer)}
    />,
    problem ? 422 : 200,
  )
}

const form = { maker: 'Dell', model: 'OptiPlex 3050', title: 'Pile à changer', body: 'La CR2032 lâche après sept ans.' }

export const noteRoutes: readonly Route[] = [
  pageRoute({
    path: NOTES,
    access: seeFleet,
    example: { as: 'trainee' },
    handle: async ({ tx, viewer, member, query }) =>
      page(
        <NoteListPage
          viewer={viewer}
          notes={await searchNotes(tx, (query.q ?? '').slice(0, 200), MOST)}
          query={query}
          mayWrite={allows(member, work)}
        />,
      ),
  }),
  pageRoute({
    path: `${NOTES}/nouvelle`,
    access: work,
    example: { as: 'trainee' },
    handle: (call) => notePage(call, true),
  }),
  actRoute({
    path: `${NOTES}/nouvelle`,
    access: work,
    form: NOTE_FORM,
    example: { as: 'trainee', form },
    invalid: (call, problem) => notePage(call, true, problem),
    handle: async ({ tx, member, viewer, form }) => {
      const id = await addNote(tx, member, form)
      return redirect(`${NOTES}/${id}`, noteText(viewer.lang).saved)
    },
  }),
  pageRoute({
    path: `${NOTES}/:id`,
    access: seeFleet,
    example: { as: 'trainee', params: { id: '{modelNote}' } },
    handle: (call) => notePage(call, false),
  }),
  actRoute({
    path: `${NOTES}/:id`,
    access: work,
    form: NOTE_FORM,
    example: { as: 'trainee', params: { id: '{modelNote}' }, form },
    invalid: (call, problem) => notePage(call, false, problem),
    handle: async (call) => {
      const note = await asked(call)
      if (!note) return notFound()
      await correctNote(call.tx, call.member, note, call.form)
      return redirect(`${NOTES}/${note.id}`, noteText(call.viewer.lang).saved)
    },
  }),
  actRoute({
    path: `${NOTES}/:id/retirer`,
    access: judgeFleet,
    form: z.object({}),
    example: { as: 'tutor', params: { id: '{modelNote}' }, form: {} },
    handle: async (call) => {
      const note = await asked(call)
      if (!note) return notFound()
      await withdrawNote(call.tx, call.member, note.id)
      return redirect(NOTES, noteText(call.viewer.lang).withdrawn)
    },
  }),
]
