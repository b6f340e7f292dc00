import { assets } from '../ui/assets.ts'
import { ButtonLink, Buttons, Submit } from '../ui/button.tsx'
import { Checkboxes, Radios, TextField } from '../ui/field.tsx'
import { Form, type FormState } from '../ui/form.tsx'
import { Notice } from '../ui/notice.tsx'
import { PublicLayout } from '../ui/public-layout.tsx'
import type { Viewer } from '../ui/viewer.ts'
import { LINK_MINUTES, SHORTEST_PASSWORD } from './library.ts'
import { PATHS, withBack } from './paths.ts'
import { providerText } from './provider.text.ts'
import { signInText } from './sign-in.text.ts'

interface Asked {
  readonly viewer: Viewer
  readonly form: FormState
  /** The local path to go to afterwards. */
  readonly back: string
}

const Back = ({ back }: { readonly back: string }) => <input type="hidden" name="retour" value={back} />

/** `provider`: the name of another way in, where one is set. `publicAddress`: where to enter instead, when this page seems to have come without HTTPS; else null. */
export function SignInPage({
  viewer,
  form,
  back,
  provider,
  publicAddress,
}: Asked & { readonly provider: string | null; readonly publicAddress: string | null }) {
  const text = signInText(viewer.lang)
  return (
    <PublicLayout viewer={viewer} title={text.signIn.title}>
      {publicAddress !== null && (
        <Notice lang={viewer.lang} tone="wait">
          {text.plain.elsewhere} <a href={`${publicAddress}${withBack(PATHS.signIn, back)}`}>{publicAddress}</a>
        </Notice>
      )}
      <Form action={PATHS.signIn} form={form}>
        <Back back={back} />
        <TextField form={form} name="email" label={text.email} type="email" autocomplete="username" required />
        <TextField
          form={form}
          name="password"
          label={text.password}
          type="password"
          autocomplete="current-password"
          required
        />
        <Checkboxes
          form={form}
          name="remember"
          label={text.here}
          options={[{ value: 'yes', label: text.remember, hint: text.rememberHint }]}
        />
        <Buttons>
          <Submit>{text.signIn.act}</Submit>
        </Buttons>
      </Form>
      <h2>{text.otherWays}</h2>
      {provider !== null && (
        <Buttons>
          <ButtonLink href={withBack(PATHS.provider, back)} look="plain">
            {providerText(viewer.lang).act(provider)}
          </ButtonLink>
        </Buttons>
      )}
      <PasskeyForm viewer={viewer} back={back} />
      <ul>
        <li>
          <a href={withBack(PATHS.link, back)}>{text.signIn.link}</a>
        </li>
        <li>
          <a href={withBack(PATHS.forgotten, back)}>{text.signIn.forgotten}</a>
        </li>
      </ul>
    </PublicLayout>
  )
}

/** In place of every way in, where no sign-in could last. */
export function PlainHttpPage({ viewer }: { readonly viewer: Viewer }) {
  const text = signInText(viewer.lang).plain
  return (
    <PublicLayout viewer={viewer} title={text.title} lead={text.lead}>
      <ul>
        <li>{text.own}</li>
        <li>{text.proxy}</li>
      </ul>
      <p>{text.restart}</p>
    </PublicLayout>
  )
}

/** Drawn by the script alone, where the browser knows passkeys: the other ways stand beside it. */
function PasskeyForm({ viewer, back }: { readonly viewer: Viewer; readonly back: string }) {
  const text = signInText(viewer.lang).passkey
  return (
    <>
      <form method="post" action={PATHS.passkey} hidden data-passkey="get" data-challenge={`${PATHS.passkey}/defi`}>
        <Back back={back} />
        <input type="hidden" name="credential" value="" />
        <p class="error" role="alert" hidden>
          {text.failed}
        </p>
        <Buttons>
          <Submit look="plain">{text.act}</Submit>
        </Buttons>
      </form>
      <script type="module" src={assets().passkey} />
    </>
  )
}

export function CodePage({ viewer, form, back }: Asked) {
  const text = signInText(viewer.lang).code
  return (
    <PublicLayout viewer={viewer} title={text.title} lead={text.lead}>
      <Form action={PATHS.code} form={form}>
        <Back back={back} />
        <TextField
          form={form}
          name="code"
          label={text.label}
          autocomplete="one-time-code"
          maxlength={20}
          width="short"
          required
        />
        <Buttons>
          <Submit>{text.act}</Submit>
        </Buttons>
      </Form>
    </PublicLayout>
  )
}

/** Asks for the address a link goes to: to enter, or to choose a new password. */
export function AskLinkPage({ viewer, form, back, kind }: Asked & { readonly kind: 'link' | 'forgotten' }) {
  const text = signInText(viewer.lang)
  const lead = kind === 'link' ? text.link.lead(LINK_MINUTES) : text.forgotten.lead
  return (
    <PublicLayout viewer={viewer} title={text[kind].title} lead={lead}>
      <Form action={PATHS[kind]} form={form}>
        <Back back={back} />
        <TextField form={form} name="email" label={text.email} type="email" autocomplete="username" required />
        <Buttons>
          <Submit>{text.link.act}</Submit>
        </Buttons>
      </Form>
    </PublicLayout>
  )
}

export function MailedPage({ viewer, email }: { readonly viewer: Viewer; readonly email: string }) {
  const text = signInText(viewer.lang)
  return (
    <PublicLayout viewer={viewer} title={text.link.mailedTitle}>
      <Notice lang={viewer.lang} tone="information">
        <p>{text.link.mailed(email)}</p>
      </Notice>
      <p>
        <a href={PATHS.signIn}>{text.signIn.title}</a>
      </p>
    </PublicLayout>
  )
}

/** Opening a link changes nothing, since mail scanners open them too: the button uses it. */
export function UseLinkPage({ viewer, form, back, token }: Asked & { readonly token: string }) {
  const text = signInText(viewer.lang).link
  return (
    <PublicLayout viewer={viewer} title={text.confirmTitle} lead={text.confirmLead}>
      <Form action={`${PATHS.link}/${token}`} form={form}>
        <Back back={back} />
        <Buttons>
          <Submit>{text.confirmAct}</Submit>
        </Buttons>
      </Form>
    </PublicLayout>
  )
}

export function NewPasswordPage({ viewer, form, back, token }: Asked & { readonly token: string }) {
  const text = signInText(viewer.lang)
  return (
    <PublicLayout viewer={viewer} title={text.forgotten.title} lead={text.forgotten.chooseLead}>
      <Form action={`${PATHS.forgotten}/${token}`} form={form}>
        <Back back={back} />
        <TextField
          form={form}
          name="password"
          label={text.newPassword}
          hint={text.passwordHint(SHORTEST_PASSWORD)}
          type="password"
          autocomplete="new-password"
          required
        />
        <Buttons>
          <Submit>{text.forgotten.act}</Submit>
        </Buttons>
      </Form>
    </PublicLayout>
  )
}

export function OrganisationsPage({
  viewer,
  form,
  back,
  organisations,
}: Asked & { readonly organisations: readonly { readonly id: string; readonly name: string }[] }) {
  const text = signInText(viewer.lang).organisations
  return (
    <PublicLayout viewer={viewer} title={text.title} lead={text.lead}>
      <Form action={PATHS.organisations} form={form}>
        <Back back={back} />
        <Radios
          form={form}
          name="organisation"
          label={text.label}
          options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
          required
        />
        <Buttons>
          <Submit>{text.act}</Submit>
        </Buttons>
      </Form>
    </PublicLayout>
  )
}
