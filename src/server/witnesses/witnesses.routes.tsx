import { z } from 'zod'
import { setRules } from '../organisation/permissions.ts'
import type { Tx } from '../platform/database/database.ts'
import { type Answer, page, redirect } from '../platform/http/answer.ts'
import { freshForm, type Problem, paragraph } from '../platform/http/form.ts'
import { actRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { readSetting, saveSetting } from '../platform/setting/setting.sql.ts'
import { texts } from '../platform/text/text.ts'
import { Submit } from '../platform/ui/button.tsx'
import { TextArea } from '../platform/ui/field.tsx'
import { Form } from '../platform/ui/form.tsx'
import { Layout } from '../platform/ui/layout.tsx'

const PATH = '/reglages/temoins'
const MOST = 10
const EMAILS = z.array(z.email()).max(MOST)

const text = texts(
  {
    title: 'Témoins du registre',
    lead: 'Chaque jour, l’état signé du registre part à ces personnes. Qui garde leurs messages peut prouver que rien n’a été réécrit : npx seconde-vie verify-ledger --witness FICHIER.',
    emails: 'Adresses, une par ligne',
    hint: 'Deux personnes hors du service, de préférence. Elles n’ont qu’à garder les messages.',
    save: 'Enregistrer',
    saved: 'Témoins enregistrés.',
    wrong: 'Une de ces adresses n’est pas complète, ou il y en a plus de dix.',
  },
  {
    title: 'Witnesses of the ledger',
    lead: 'Every day the signed state of the ledger goes to these people. Whoever keeps their messages can prove that nothing was rewritten: npx seconde-vie verify-ledger --witness FILE.',
    emails: 'Addresses, one a line',
    hint: 'Two people outside the service, preferably. They only have to keep the messages.',
    save: 'Save',
    saved: 'Witnesses saved.',
    wrong: 'One of these addresses is not complete, or there are more than ten.',
  },
)

const events = eventsOf('witnesses', {
  named: {
    says: { fr: 'Témoins du registre nommés', en: 'Witnesses of the ledger named' },
    payload: z.strictObject({ count: z.number().int() }),
  },
})

async function readWitnesses(tx: Tx): Promise<readonly string[]> {
  return EMAILS.safeParse(await readSetting(tx, 'witnesses')).data ?? []
}

async function saveWitnesses(tx: Tx, actor: Actor, emails: readonly string[]): Promise<void> {
  await saveSetting(tx, actor, 'witnesses', emails)
  await events.record(tx, actor, 'named', actor.organisationId, { count: emails.length })
}

async function witnesses({ tx, viewer }: TenantCall, problem?: Problem): Promise<Answer> {
  const { lang } = viewer
  const form = freshForm(viewer, problem, { emails: (await readWitnesses(tx)).join('\n') })
  return page(
    <Layout viewer={viewer} title={text(lang).title} lead={text(lang).lead}>
      <Form action={PATH} form={form}>
        <TextArea
          form={form}
          name="emails"
          label={text(lang).emails}
          hint={text(lang).hint}
          rows={4}
          maxlength={4000}
        />
        <Submit>{text(lang).save}</Submit>
      </Form>
    </Layout>,
    problem ? 422 : 200,
  )
}

/** Who receives the daily digest: the only way a ledger rewritten and signed again is found. */
export const witnessRoutes: readonly Route[] = [
  pageRoute({ path: PATH, access: setRules, example: { as: 'administrator' }, handle: (call) => witnesses(call) }),
  actRoute({
    path: PATH,
    access: setRules,
    form: z.object({ emails: paragraph(4000).default('') }),
    example: { as: 'administrator', form: { emails: 'archives@exemple.fr\ndgs@exemple.fr' } },
    invalid: (call, problem) => witnesses(call, problem),
    handle: async (call) => {
      const { tx, member, viewer, form } = call
      const given = EMAILS.safeParse(
        form.emails
          .split('\n')
          .map((one) => one.trim())
          .filter(Boolean),
      )
      if (!given.success)
        return witnesses(call, { values: { emails: form.emails }, errors: { emails: text(viewer.lang).wrong } })
      await saveWitnesses(tx, member, given.data)
      return redirect(PATH, text(viewer.lang).saved)
    },
  }),
]
