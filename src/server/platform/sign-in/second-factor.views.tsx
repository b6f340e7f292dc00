import { ButtonLink, Buttons, Submit } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Form, type FormState } from '../ui/form.tsx'
import { PublicLayout } from '../ui/public-layout.tsx'
import type { Viewer } from '../ui/viewer.ts'
import { words } from '../ui/words.ts'
import { accountText } from './account.text.ts'
import type { AccountState } from './account.ts'
import { PATHS } from './paths.ts'
import { qrCode } from './qr-code.ts'

const PATH = `${PATHS.account}/code`

type Act = 'start' | 'renew' | 'stop'

interface SettingsProps {
  readonly viewer: Viewer
  readonly state: AccountState
  /** One form an act: the one that was refused says what is wrong. */
  readonly forms: Readonly<Record<Act, FormState>>
}

/** Turns the second factor on; or, once on, renews its backup codes or turns it off. */
export function SecondFactorPage(props: SettingsProps) {
  const text = accountText(props.viewer.lang).secondFactor
  const { secondFactor } = props.state
  return (
    <PublicLayout
      viewer={props.viewer}
      title={secondFactor.on ? text.title : text.startTitle}
      lead={secondFactor.on ? text.on(secondFactor.left) : text.startLead}
    >
      {secondFactor.on ? (
        <>
          <h2>{text.renewTitle}</h2>
          <p>{text.renewLead}</p>
          <Guarded {...props} act="renew" action={`${PATH}/secours`} />
          <h2>{text.stopTitle}</h2>
          <p>{text.stopLead}</p>
          <Guarded {...props} act="stop" action={`${PATH}/retrait`} />
        </>
      ) : (
        <Guarded {...props} act="start" action={PATH} />
      )}
      <p>
        <a href={PATHS.account}>{accountText(props.viewer.lang).title}</a>
      </p>
    </PublicLayout>
  )
}

/** An act that asks the password again, where the account has one. */
function Guarded({
  viewer,
  state,
  forms,
  act,
  action,
}: SettingsProps & { readonly act: Act; readonly action: string }) {
  const text = accountText(viewer.lang)
  const form = forms[act]
  return (
    <Form action={action} form={form} label={text.secondFactor[`${act}Title`]}>
      {state.hasPassword && (
        <TextField
          form={form}
          name={`${act}Password`}
          label={text.currentPassword}
          type="password"
          autocomplete="current-password"
          required
        />
      )}
      <Buttons>
        <Submit look={act === 'stop' ? 'danger' : 'main'}>{text.secondFactor[act]}</Submit>
      </Buttons>
    </Form>
  )
}

/** The key of the phone's application, drawn and written, and the first code it shows. */
export function EnrolPage({
  viewer,
  form,
  uri,
}: {
  readonly viewer: Viewer
  readonly form: FormState
  readonly uri: string
}) {
  const text = accountText(viewer.lang).secondFactor
  const key = new URL(uri).searchParams.get('secret') ?? ''
  return (
    <PublicLayout viewer={viewer} title={text.enrolTitle} lead={text.enrolLead}>
      {viewer.display.images && (
        <p>
          <img src={qrCode(uri)} alt={text.qr} width="220" height="220" />
        </p>
      )}
      <p>
        {text.key}
        {words(viewer.lang).colon}
        <span class="code" translate={false}>
          {key.replaceAll(/(.{4})(?=.)/g, '$1 ')}
        </span>
      </p>
      <Form action={`${PATH}/confirmation`} form={form}>
        <input type="hidden" name="uri" value={uri} />
        <TextField
          form={form}
          name="code"
          label={text.code}
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength={10}
          width="short"
          required
        />
        <Buttons>
          <Submit>{text.confirm}</Submit>
        </Buttons>
      </Form>
    </PublicLayout>
  )
}

export function BackupCodesPage({ viewer, codes }: { readonly viewer: Viewer; readonly codes: readonly string[] }) {
  const text = accountText(viewer.lang).secondFactor
  return (
    <PublicLayout viewer={viewer} title={text.codesTitle} lead={text.codesLead}>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <span class="code" translate={false}>
              {code}
            </span>
          </li>
        ))}
      </ul>
      <Buttons>
        <ButtonLink href={PATHS.account}>{text.codesKept}</ButtonLink>
      </Buttons>
    </PublicLayout>
  )
}
