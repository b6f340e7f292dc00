import { KINDS } from '../../../domain/circuit/kinds.ts'
import { ButtonLink, Buttons, Submit } from '../../platform/ui/button.tsx'
import type { Children } from '../../platform/ui/children.ts'
import { Checkboxes, FileField, TextArea, TextField } from '../../platform/ui/field.tsx'
import { Form, type FormState } from '../../platform/ui/form.tsx'
import { Layout } from '../../platform/ui/layout.tsx'
import { State } from '../../platform/ui/state.tsx'
import { Table } from '../../platform/ui/table.tsx'
import type { Viewer } from '../../platform/ui/viewer.ts'
import { profileText } from './profile.text.ts'
import { type Profile, SOFTWARE_KINDS } from './profile.ts'

export const PROFILES_PATH = '/reglages/logiciels'

interface ListProps {
  readonly viewer: Viewer
  readonly profiles: readonly Profile[]
  readonly versions: Children
}

export function ProfileListPage({ viewer, profiles, versions }: ListProps) {
  const { lang } = viewer
  const text = profileText(lang)
  return (
    <Layout
      viewer={viewer}
      title={text.title}
      lead={text.lead}
      kicker={<a href="/reglages">{text.back}</a>}
      act={
        <ButtonLink href={`${PROFILES_PATH}/nouveau`} icon="add">
          {text.add}
        </ButtonLink>
      }
    >
      <Table
        lang={lang}
        caption={text.title}
        captionHidden
        rows={profiles}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'profile',
            label: text.profile,
            heading: true,
            cell: (row) => (
              <>
                <a href={`${PROFILES_PATH}/${row.id}`}>{row.name}</a>
                <small>
                  {text.version(row.version)}
                  {row.isDefault && `, ${text.isDefault}`}
                </small>
              </>
            ),
          },
          {
            key: 'kinds',
            label: text.kinds,
            cell: (row) => row.kinds.map((kind) => KINDS.rows[kind].name[lang]).join(', '),
          },
          { key: 'items', label: text.items, cell: (row) => row.items.map((item) => item.name).join(', ') },
          { key: 'standing', label: text.standing, cell: (row) => <Licences viewer={viewer} profile={row} /> },
        ]}
      />
      {versions}
    </Layout>
  )
}

function Licences({ viewer, profile }: { readonly viewer: Viewer; readonly profile: Profile }) {
  const text = profileText(viewer.lang)
  const licensed = profile.items.filter((item) => item.licence === 'proprietary')
  const unproven = licensed.filter((item) => item.proofFileId === null).length
  if (unproven > 0) return <State tone="wait">{text.unproven(unproven)}</State>
  return <State tone="done">{licensed.length === 0 ? text.allFree : text.proven}</State>
}

interface EditProps {
  readonly viewer: Viewer
  readonly form: FormState
  /** The profile that is edited; null for a new one. */
  readonly profile: Profile | null
  readonly small: () => FormState
}

export function ProfilePage({ viewer, form, profile, small }: EditProps) {
  const { lang } = viewer
  const text = profileText(lang)
  const path = `${PROFILES_PATH}/${profile?.id ?? 'nouveau'}`
  return (
    <Layout
      viewer={viewer}
      title={profile?.name ?? text.newTitle}
      kicker={<a href={PROFILES_PATH}>{text.all}</a>}
      {...(profile ? { lead: text.version(profile.version) } : {})}
    >
      <Form action={path} form={form} files label={text.profile}>
        <TextField form={form} name="name" label={text.name} maxlength={80} required />
        <Checkboxes
          form={form}
          name="kinds"
          label={text.kinds}
          options={SOFTWARE_KINDS.map((value) => ({ value, label: KINDS.rows[value].name[lang] }))}
        />
        <TextArea form={form} name="free" label={text.free} rows={6} maxlength={4000} />
        <TextArea
          form={form}
          name="licensed"
          label={text.licensed}
          hint={text.licensedHint}
          rows={3}
          maxlength={4000}
        />
        <FileField form={form} name="proof" label={text.proof} hint={text.proofHint} accept=".pdf,image/*" />
        <Checkboxes
          form={form}
          name="isDefault"
          label={text.choice}
          options={[{ value: 'yes', label: text.defaultLabel }]}
        />
        <Submit>{text.save}</Submit>
      </Form>
      {profile && (
        <Form action={`${path}/retirer`} form={small()} label={text.remove}>
          <Buttons>
            <Submit look="plain">{text.remove}</Submit>
          </Buttons>
        </Form>
      )}
    </Layout>
  )
}
