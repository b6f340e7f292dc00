import { z } from 'zod'
import { PROOF_DESTINATIONS } from '../../../domain/erasure/policy.ts'
import { type Technique, techniqueRow } from '../../../domain/erasure/techniques.ts'
import { readPolicy } from '../../circuit/policy.sql.ts'
import { judgeFleet, setRules } from '../../organisation/permissions.ts'
import { saveAnswers } from '../../platform/bulk/bulk.sql.ts'
import { attach } from '../../platform/files/attach.sql.ts'
import { scanType } from '../../platform/files/media-type.ts'
import { type Answer, notFound, page, redirect } from '../../platform/http/answer.ts'
import { checkbox, freshForm, type Problem, several, uuid } from '../../platform/http/form.ts'
import { allows } from '../../platform/http/permission.ts'
import { actRoute, type FormCall, pageRoute, type Route, type TenantCall } from '../../platform/http/route.ts'
import { versionsPart } from '../../platform/setting/versions.tsx'
import { Submit } from '../../platform/ui/button.tsx'
import { Empty } from '../../platform/ui/empty.tsx'
import { Checkboxes, FileField, SelectField } from '../../platform/ui/field.tsx'
import { Form } from '../../platform/ui/form.tsx'
import { Layout } from '../../platform/ui/layout.tsx'
import { Notice } from '../../platform/ui/notice.tsx'
import { declaredFor, declareLot, lotsWithMedia, POLICY, savePolicy } from './lot.sql.ts'
import { lotText } from './lot.text.ts'

const PATH = '/effacement/lots'
const SETTING = '/reglages/preuves'
const MOST = 16 * 1_048_576
/** What somebody may say they did to a whole lot. */
const DECLARED = [
  'unknown',
  'overwrite',
  'multiplePasses',
  'ataSecurityErase',
  'nvmeFormat',
] as const satisfies readonly Technique[]
const FORM = z.object({ lot: uuid, technique: z.enum(DECLARED) })

async function lotPage({ tx, viewer, member }: TenantCall, problem?: Problem): Promise<Answer> {
  const { lang } = viewer
  const text = lotText(lang)
  const where = declaredFor(await readPolicy(tx)).map((one) => text.destinations[one])
  const lots = await lotsWithMedia(tx)
  const form = freshForm(viewer, problem)
  return page(
    <Layout viewer={viewer} title={text.title} lead={text.lead} kicker={<a href="/effacement">{text.back}</a>}>
      <Notice lang={lang} tone={where.length > 0 ? 'information' : 'wait'}>
        {where.length > 0 ? text.counts(where.join(', ')) : text.nowhere}{' '}
        {allows(member, setRules) && <a href={SETTING}>{text.decide}</a>}
      </Notice>
      {lots.length === 0 ? (
        <Empty title={text.none}>{text.noneHow}</Empty>
      ) : (
        <Form action={PATH} form={form} files label={text.title} labels={{ lot: text.lot, paper: text.paper }}>
          <SelectField
            form={form}
            name="lot"
            label={text.lot}
            required
            options={lots.map(({ id, label, media }) => ({ value: id, label: `${label} (${text.media(media)})` }))}
          />
          <SelectField
            form={form}
            name="technique"
            label={text.technique}
            required
            options={DECLARED.map((value) => ({ value, label: techniqueRow(value)[lang] }))}
          />
          <FileField form={form} name="paper" label={text.paper} hint={text.paperHint} accept=".pdf,image/*" />
          <Submit>{text.act}</Submit>
        </Form>
      )}
    </Layout>,
    problem ? 422 : 200,
  )
}

async function declare(call: TenantCall & FormCall<z.infer<typeof FORM>>): Promise<Answer> {
  const { tx, member, services, viewer, form, files } = call
  const text = lotText(viewer.lang)
  if (!(await lotsWithMedia(tx)).some(({ id }) => id === form.lot)) return notFound()
  const paper = files.find((file) => file.field === 'paper' && file.bytes.length > 0)
  const mediaType = paper ? scanType(paper.bytes) : null
  if (!paper || !mediaType)
    return lotPage(call, { values: form, errors: { paper: paper ? text.scanType : text.paperMissing } })
  const kept = await attach(tx, services.files, member, {
    name: paper.name,
    bytes: paper.bytes,
    mediaType,
    subjectKind: 'batch',
    subjectId: form.lot,
    kind: 'erasureDeclaration',
  })
  const lines = await declareLot(tx, member, form.lot, { technique: form.technique, fileId: kept.id, hash: kept.hash })
  return redirect(await saveAnswers(tx, member, { fr: lotText('fr').title, en: lotText('en').title }, lines))
}

async function settingPage(call: TenantCall): Promise<Answer> {
  const { tx, viewer } = call
  const text = lotText(viewer.lang)
  const policy = await readPolicy(tx)
  const form = freshForm(viewer, undefined, {
    declaredFor: declaredFor(policy),
    verifierApart: policy.verifierApart ? 'yes' : '',
  })
  return page(
    <Layout
      viewer={viewer}
      title={text.settingTitle}
      lead={text.settingLead}
      kicker={<a href="/reglages">{text.settings}</a>}
    >
      <Form action={SETTING} form={form} label={text.settingTitle}>
        <Checkboxes
          form={form}
          name="declaredFor"
          label={text.where}
          options={PROOF_DESTINATIONS.map((value) => ({ value, label: text.destinations[value] }))}
        />
        <Checkboxes
          form={form}
          name="verifierApart"
          label={text.people}
          options={[{ value: 'yes', label: text.apart }]}
        />
        <Submit>{text.save}</Submit>
      </Form>
      {await versionsPart(call, POLICY)}
    </Layout>,
  )
}

/** A word given for a whole lot, and where the organisation lets it count. */
export const lotRoutes: readonly Route[] = [
  pageRoute({ path: PATH, access: judgeFleet, example: { as: 'technician' }, handle: (call) => lotPage(call) }),
  actRoute({
    path: PATH,
    access: judgeFleet,
    most: MOST,
    form: FORM,
    example: {
      as: 'technician',
      form: { lot: '{erasure.lot}', technique: 'overwrite' },
      files: [{ field: 'paper', name: 'declaration.pdf', text: '%PDF-1.7 tout a été effacé' }],
    },
    invalid: (call, problem) => lotPage(call, problem),
    handle: declare,
  }),
  pageRoute({ path: SETTING, access: setRules, example: { as: 'coordinator' }, handle: settingPage }),
  actRoute({
    path: SETTING,
    access: setRules,
    form: z.object({ declaredFor: several(z.enum(PROOF_DESTINATIONS)), verifierApart: checkbox.default(false) }),
    example: { as: 'coordinator', form: { declaredFor: ['recycling'] } },
    handle: async ({ tx, member, viewer, form }) => {
      await savePolicy(tx, member, form.declaredFor, form.verifierApart)
      return redirect(SETTING, lotText(viewer.lang).saved)
    },
  }),
]
