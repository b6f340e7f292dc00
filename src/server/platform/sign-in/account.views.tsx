import { format } from '../text/format.ts'
import { assets } from '../ui/assets.ts'
import { ButtonLink, Buttons, Submit } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Form, type FormState } from '../ui/form.tsx'
import { PublicLayout } from '../ui/public-layout.tsx'
import { Table } from '../ui/table.tsx'
import type { Viewer } from '../ui/viewer.ts'
import { accountText } from './account.text.ts'
import type { AccountState, Device, Passkey } from './account.ts'
import { deviceName } from './device-name.ts'
import { SHORTEST_PASSWORD } from './library.ts'
import { PATHS } from './paths.ts'
import { signInText } from './sign-in.text.ts'
import type { SignedIn } from './who.ts'

interface AccountProps {
  readonly viewer: Viewer
  readonly who: SignedIn
  readonly state: AccountState
  /** One state a form: the one that was refused holds what was typed and what is wrong. */
  readonly forms: Readonly<Record<'name' | 'password' | 'passkey', FormState>>
  readonly severalOrganisations: boolean
}

/** What a person sees and changes of their own account. */
export function AccountPage(props: AccountProps) {
  const { viewer, who, state, forms, severalOrganisations } = props
  const text = accountText(viewer.lang)
  return (
    <PublicLayout
      viewer={viewer}
      title={text.title}
      lead={who.email}
      act={
        <ButtonLink href="/" look="plain">
          {text.home}
        </ButtonLink>
      }
    >
      <h2>{text.name.title}</h2>
      <Form action={`${PATHS.account}/nom`} form={forms.name} label={text.name.title}>
        <TextField
          form={forms.name}
          name="name"
          label={text.name.label}
          hint={text.name.hint}
          autocomplete="name"
          maxlength={200}
          required
        />
        <Buttons>
          <Submit look="plain">{text.name.act}</Submit>
        </Buttons>
      </Form>
      <h2>{text.password.title}</h2>
      {state.hasPassword ? <PasswordForm {...props} /> : <NoPassword {...props} />}
      <h2>{text.secondFactor.title}</h2>
      <p>{state.secondFactor.on ? text.secondFactor.on(state.secondFactor.left) : text.secondFactor.off}</p>
      <p>
        <a href={`${PATHS.account}/code`}>{text.secondFactor.manage}</a>
      </p>
      <Passkeys {...props} />
      <Devices {...props} />
      {severalOrganisations && (
        <>
          <h2>{text.organisations.title}</h2>
          <p>
            <a href={PATHS.organisations}>{text.organisations.change}</a>
          </p>
        </>
      )}
    </PublicLayout>
  )
}

function PasswordForm({ viewer, who, forms }: AccountProps) {
  const text = accountText(viewer.lang)
  const words = signInText(viewer.lang)
  return (
    <Form action={`${PATHS.account}/mot-de-passe`} form={forms.password} label={text.password.title}>
      <input type="hidden" name="email" value={who.email} autocomplete="username" />
      <TextField
        form={forms.password}
        name="current"
        label={text.currentPassword}
        type="password"
        autocomplete="current-password"
        required
      />
      <TextField
        form={forms.password}
        name="next"
        label={words.newPassword}
        hint={words.passwordHint(SHORTEST_PASSWORD)}
        type="password"
        autocomplete="new-password"
        required
      />
      <Buttons>
        <Submit look="plain">{text.password.act}</Submit>
      </Buttons>
    </Form>
  )
}

function NoPassword({ viewer }: AccountProps) {
  const text = accountText(viewer.lang).password
  return (
    <>
      <p>{text.none}</p>
      <p>
        <a href={PATHS.forgotten}>{text.choose}</a>
      </p>
    </>
  )
}

function Passkeys({ viewer, state, forms }: AccountProps) {
  const text = accountText(viewer.lang).passkeys
  const f = format(viewer)
  return (
    <>
      <h2>{text.title}</h2>
      <p>{text.lead}</p>
      <Table<Passkey>
        lang={viewer.lang}
        caption={text.title}
        captionHidden
        rows={state.passkeys}
        rowKey={(one) => one.id}
        empty={<p class="soft">{text.none}</p>}
        columns={[
          { key: 'name', label: text.name, heading: true, cell: (one) => one.name },
          { key: 'added', label: text.added, cell: (one) => f.instant(one.addedAt) },
          {
            key: 'act',
            label: accountText(viewer.lang).devices.act,
            cell: (one) => (
              <RowAct action={`${PATHS.account}/cles/${one.id}/retrait`} act={text.remove} on={one.name} />
            ),
          },
        ]}
      />
      <noscript>
        <p class="soft">{text.script}</p>
      </noscript>
      {state.fresh ? <AddPasskey viewer={viewer} form={forms.passkey} /> : <p class="soft">{text.stale}</p>}
    </>
  )
}

/** Shown by the script alone, where the browser knows passkeys. */
function AddPasskey({ viewer, form }: { readonly viewer: Viewer; readonly form: FormState }) {
  const text = accountText(viewer.lang).passkeys
  const action = `${PATHS.account}/cles`
  return (
    <div hidden data-passkey="create" data-challenge={`${action}/defi`}>
      <Form action={action} form={form} label={text.add}>
        <TextField form={form} name="keyName" label={text.name} maxlength={60} autocomplete="off" required />
        <input type="hidden" name="credential" value="" />
        <p class="error" role="alert" hidden>
          {text.failed}
        </p>
        <Buttons>
          <Submit look="plain" icon="add">
            {text.add}
          </Submit>
        </Buttons>
      </Form>
      <script type="module" src={assets().passkey} />
    </div>
  )
}

function Devices({ viewer, who, state }: AccountProps) {
  const text = accountText(viewer.lang).devices
  const f = format(viewer)
  const named = (device: Device) => deviceName(device.userAgent) || text.unknown
  return (
    <>
      <h2>{text.title}</h2>
      <Table<Device>
        lang={viewer.lang}
        caption={text.title}
        captionHidden
        rows={state.devices}
        rowKey={(one) => one.id}
        columns={[
          {
            key: 'device',
            label: text.device,
            heading: true,
            cell: named,
          },
          { key: 'lastUse', label: text.lastUse, cell: (one) => f.instant(one.lastUse) },
          { key: 'since', label: text.since, cell: (one) => f.instant(one.since) },
          {
            key: 'act',
            label: text.act,
            cell: (one) =>
              one.id === who.signInId ? (
                text.thisOne
              ) : (
                <RowAct action={`${PATHS.account}/connexions/${one.id}/fin`} act={text.end} on={named(one)} />
              ),
          },
        ]}
      />
      {state.devices.length > 1 && (
        <form method="post" action={`${PATHS.account}/connexions/fin`}>
          <Buttons>
            <Submit look="plain">{text.endOthers}</Submit>
          </Buttons>
        </form>
      )}
    </>
  )
}

/** A button on one row; what it acts on is said to those who do not see the row. */
function RowAct({ action, act, on }: { readonly action: string; readonly act: string; readonly on: string }) {
  return (
    <form method="post" action={action}>
      <Submit look="plain">
        {act}
        <span class="unseen"> : {on}</span>
      </Submit>
    </form>
  )
}
