import { Submit } from '../platform/ui/button.tsx'
import { FileField, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import { SignaturePad } from '../platform/ui/signature-pad.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { AgreementFile } from './agreement.sql.ts'
import { agreementText } from './agreement.text.ts'

/** Who may sign what here, and the forms as they were typed. */
export interface Signing {
  readonly ours: { readonly name: string; readonly functionLabel: string } | 'noFunction' | 'notAllowed'
  readonly theirs: boolean
  /** One form a side: what was typed comes back where it was typed. */
  readonly form: (side: 'us' | 'them') => FormState
}

interface Props {
  readonly viewer: Viewer
  readonly agreement: AgreementFile
  readonly signing: Signing
}

const hasSigned = (agreement: AgreementFile, side: 'us' | 'them') =>
  agreement.signatures.some((one) => one.side === side)

export function SignOurs({ viewer, agreement, signing }: Props) {
  const text = agreementText(viewer.lang)
  if (signing.ours === 'notAllowed' || hasSigned(agreement, 'us')) return null
  return (
    <section id="signer">
      <h2>{text.signUs}</h2>
      {signing.ours === 'noFunction' ? (
        <p>{text.noFunction}</p>
      ) : (
        <>
          <p>{text.signUsLead(signing.ours.name, signing.ours.functionLabel)}</p>
          <Ways viewer={viewer} agreement={agreement} signing={signing} side="us" />
        </>
      )}
    </section>
  )
}

export function SignTheirs({ viewer, agreement, signing }: Props) {
  const text = agreementText(viewer.lang)
  if (!signing.theirs || hasSigned(agreement, 'them')) return null
  return (
    <section id="faire-signer">
      <h2>{text.signThem}</h2>
      <p>{text.signThemLead}</p>
      <Ways viewer={viewer} agreement={agreement} signing={signing} side="them" />
    </section>
  )
}

const ACTIONS = { us: 'signer', them: 'signature-beneficiaire' } as const

/** Drawing appears where a script can run; the signed paper is always possible. */
function Ways({ viewer, agreement, signing, side }: Props & { readonly side: 'us' | 'them' }) {
  const text = agreementText(viewer.lang)
  const form = signing.form(side)
  /** While our own signature is asked on the same page, it is the main act. */
  const second = side === 'them' && typeof signing.ours !== 'string' && !hasSigned(agreement, 'us')
  return (
    <Form action={`/conventions/${agreement.number}/${ACTIONS[side]}`} form={form} label={text.sides[side]} files>
      <input type="hidden" name="hash" value={agreement.contentHash} />
      {side === 'them' && (
        <>
          <TextField form={form} name="signerName" label={text.signerName} maxlength={200} required />
          <TextField
            form={form}
            name="signerFunction"
            label={text.signerFunction}
            hint={text.signerFunctionHint}
            maxlength={200}
          />
        </>
      )}
      <SignaturePad label={text.drawHere} clear={text.clear}>
        <Submit look={second ? 'plain' : 'main'} name="way" value="drawn">
          {text.signDrawn}
        </Submit>
      </SignaturePad>
      <FileField
        form={form}
        name={scanField(side)}
        label={text.scan}
        hint={text.scanHint}
        accept="application/pdf,image/png,image/jpeg,image/webp"
      />
      <Submit look="plain" name="way" value="paper">
        {text.keepScan}
      </Submit>
    </Form>
  )
}

/** The field of the scan: each side has its own, since both forms may stand on one page. */
export const scanField = (side: 'us' | 'them'): string => (side === 'us' ? 'ourScan' : 'theirScan')
