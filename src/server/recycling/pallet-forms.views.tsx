import { Buttons, Submit } from '../platform/ui/button.tsx'
import { DateField, FileField, type Option, SelectField, TextArea, TextField } from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { palletText } from './pallet.text.ts'
import type { Pallet } from './pallet-read.sql.ts'

/** The forms of a pallet, by what they do: each keeps what was typed in it. */
export type PalletForms = Readonly<
  Record<'put' | 'takeOff' | 'weigh' | 'entrust' | 'freeze' | 'collect' | 'certificate', FormState>
>

interface OpenProps {
  readonly viewer: Viewer
  readonly pallet: Pallet
  readonly path: string
  readonly forms: PalletForms
}

/** What is done to a pallet while its content may change. */
export function OpenForms({ viewer, pallet, path, forms }: OpenProps) {
  const text = palletText(viewer.lang)
  return (
    <>
      <Form action={`${path}/poser`} form={forms.put} label={text.put}>
        <h2>{text.put}</h2>
        <TextArea form={forms.put} name="codes" label={text.codes} hint={text.codesHint} rows={4} required />
        <Submit look={pallet.devices === 0 ? 'main' : 'plain'}>{text.putAct}</Submit>
      </Form>
      {pallet.devices > 0 && (
        <Form action={`${path}/retirer`} form={forms.takeOff} label={text.takeOff}>
          <h2>{text.takeOff}</h2>
          <TextField form={forms.takeOff} name="code" label={text.takeOffCode} maxlength={80} required />
          <Submit look="plain">{text.takeOffAct}</Submit>
        </Form>
      )}
      <Form action={`${path}/peser`} form={forms.weigh} label={text.weigh}>
        <h2>{text.weigh}</h2>
        <TextField
          form={forms.weigh}
          name="weight"
          label={text.weight}
          hint={text.weighHint}
          inputmode="decimal"
          width="short"
          required
        />
        <Submit look={pallet.devices > 0 && pallet.grams === null ? 'main' : 'plain'}>{text.weigh}</Submit>
      </Form>
      <Form action={`${path}/destructeur`} form={forms.entrust} label={text.entrust}>
        <h2>{text.entrust}</h2>
        <p class="hint">{text.entrustHint}</p>
        {pallet.destroyerContract === null ? (
          <>
            <TextField form={forms.entrust} name="contract" label={text.contract} maxlength={120} required />
            <DateField form={forms.entrust} name="dueOn" label={text.dueOn} required />
            <Submit look="plain">{text.entrustAct}</Submit>
          </>
        ) : (
          <Submit look="plain" name="remove" value="yes">
            {text.notEntrustAct}
          </Submit>
        )}
      </Form>
      {pallet.devices > 0 && (
        <Form action={`${path}/figer`} form={forms.freeze} label={text.freeze}>
          <p class="hint">{text.freezeHint}</p>
          <Buttons>
            <Submit look={pallet.grams === null ? 'plain' : 'main'}>{text.freeze}</Submit>
          </Buttons>
        </Form>
      )}
    </>
  )
}

interface OneProps {
  readonly viewer: Viewer
  readonly path: string
  readonly form: FormState
}

export function CollectForm({ viewer, path, form, parties }: OneProps & { readonly parties: readonly Option[] }) {
  const text = palletText(viewer.lang)
  return (
    <Form action={`${path}/enlevement`} form={form} label={text.collect}>
      <h2>{text.collect}</h2>
      <p class="hint">{text.collectHint}</p>
      <DateField form={form} name="on" label={text.collectedOn} required />
      <TextField form={form} name="slipNumber" label={text.slipNumber} maxlength={80} required />
      <SelectField form={form} name="carrierId" label={text.carrier} options={parties} />
      <Submit>{text.collectAct}</Submit>
    </Form>
  )
}

export function CertificateForm({ viewer, path, form }: OneProps) {
  const text = palletText(viewer.lang)
  return (
    <Form action={`${path}/certificat`} form={form} files label={text.certificate}>
      <h2>{text.certificate}</h2>
      <FileField
        form={form}
        name="certificate"
        label={text.certificate}
        hint={text.certificateHint}
        accept=".pdf,.png,.jpg,.jpeg"
        required
      />
      <Submit>{text.certificateAct}</Submit>
    </Form>
  )
}
