import { KINDS } from '../../domain/circuit/kinds.ts'
import type { DeviceKind } from '../../domain/hardware/report.ts'
import { Submit } from '../platform/ui/button.tsx'
import type { Children } from '../platform/ui/children.ts'
import {
  DateField,
  FileField,
  NumberField,
  type Option,
  Radios,
  SelectField,
  TextArea,
  TextField,
} from '../platform/ui/field.tsx'
import { Form, type FormState } from '../platform/ui/form.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { DeviceMedia } from './device-media.sql.ts'
import { erasureText } from './erasure.text.ts'
import { FOUND_KINDS } from './erasure.ts'
import { mediumWords } from './erasure.views.tsx'

export type ProofForm = 'log' | 'certificate' | 'absence' | 'none' | 'reset' | 'found' | 'aside'
export type ProofFormStates = Readonly<Record<ProofForm, FormState>>

interface Props {
  readonly viewer: Viewer
  readonly data: DeviceMedia
  readonly forms: ProofFormStates
}

/** Every way to prove, one folded form each; the first stays open while something is unproven. */
export function ProofForms({ viewer, data, forms }: Props) {
  const { lang } = viewer
  const text = erasureText(lang)
  const path = `/effacement/${data.device.code}`
  const label = (medium: DeviceMedia['media'][number]) =>
    [mediumWords(viewer, medium), medium.serial].filter(Boolean).join(' · ')
  const optionsIn = (places: readonly string[]): readonly Option[] =>
    data.media.filter(({ place }) => places.includes(place)).map((one) => ({ value: one.id, label: label(one) }))
  const here = optionsIn(['fitted', 'aside'])
  const inside = optionsIn(['fitted'])
  const mobile = data.device.kind === 'phone' || data.device.kind === 'tablet'
  return (
    <>
      <h2>{text.record}</h2>
      {here.length > 0 && (
        <Folded title={text.byLog} form={forms.log} open>
          <Form action={`${path}/journaux`} form={forms.log} files label={text.byLog}>
            <FileField form={forms.log} name="files" label={text.files} accept=".log,.txt,text/plain" multiple />
            <TextArea form={forms.log} name="text" label={text.paste} rows={4} />
            <SelectField form={forms.log} name="logMedium" label={text.whichMediumLog} options={here} />
            <Submit>{text.read}</Submit>
          </Form>
        </Folded>
      )}
      {here.length > 0 && (
        <Folded title={text.byCertificate} form={forms.certificate}>
          <CertificateForm viewer={viewer} path={path} form={forms.certificate} media={here} />
        </Folded>
      )}
      {KINDS.rows[data.device.kind as DeviceKind].locks && mobile && (
        <Folded title={text.byReset} form={forms.reset}>
          <Form action={`${path}/reinitialisation`} form={forms.reset} label={text.byReset}>
            <p class="hint">{text.resetHint}</p>
            <SelectField
              form={forms.reset}
              name="resetMedium"
              label={text.whichMedium}
              options={inside}
              empty={text.kinds.emmc}
            />
            <Submit look="plain">{text.resetAct}</Submit>
          </Form>
        </Folded>
      )}
      {inside.length > 0 && (
        <Folded title={text.byAbsence} form={forms.absence}>
          <Form action={`${path}/absence`} form={forms.absence} label={text.byAbsence}>
            <p class="hint">{text.absenceHint}</p>
            <Radios form={forms.absence} name="absentMedium" label={text.whichMedium} options={inside} required />
            <Submit look="plain">{text.absence}</Submit>
          </Form>
        </Folded>
      )}
      {inside.length > 0 && (
        <Folded title={text.setAside} form={forms.aside}>
          <Form action={`${path}/mettre-de-cote`} form={forms.aside} label={text.setAside}>
            <p class="hint">{text.setAsideHint}</p>
            <Radios form={forms.aside} name="asideMedium" label={text.whichMedium} options={inside} required />
            <Submit look="plain">{text.setAside}</Submit>
          </Form>
        </Folded>
      )}
      <Folded title={text.addMedium} form={forms.found}>
        <FoundForm viewer={viewer} path={path} form={forms.found} />
      </Folded>
      {data.media.every(({ place }) => place === 'aside') && (
        <Folded title={text.noneInside} form={forms.none}>
          <Form action={`${path}/aucun-support`} form={forms.none} label={text.noneInside}>
            <p class="hint">{data.baysReadEmpty ? text.noneByEvidence : text.noneByPerson}</p>
            <Submit look="plain">{text.none}</Submit>
          </Form>
        </Folded>
      )}
    </>
  )
}

function Folded({
  title,
  form,
  open = false,
  children,
}: {
  readonly title: string
  readonly form: FormState
  readonly open?: boolean
  readonly children: Children
}) {
  return (
    <details open={open || Object.keys(form.errors).length > 0}>
      <summary>{title}</summary>
      {children}
    </details>
  )
}

function CertificateForm({
  viewer,
  path,
  form,
  media,
}: {
  readonly viewer: Viewer
  readonly path: string
  readonly form: FormState
  readonly media: readonly Option[]
}) {
  const text = erasureText(viewer.lang)
  return (
    <Form action={`${path}/destruction`} form={form} files label={text.byCertificate}>
      <Radios form={form} name="medium" label={text.whichMedium} options={media} required />
      <TextField form={form} name="destroyer" label={text.destroyer} required maxlength={200} />
      <TextField form={form} name="number" label={text.number} required maxlength={80} />
      <DateField form={form} name="destroyedOn" label={text.destroyedOn} required />
      <Radios
        form={form}
        name="technique"
        label={text.technique}
        required
        options={(['shredding', 'drilling'] as const).map((value) => ({ value, label: text.techniques[value] }))}
      />
      <NumberField form={form} name="particle" label={text.particle} hint={text.particleHint} unit="mm²" />
      <TextArea form={form} name="listed" label={text.listed} hint={text.listedHint} rows={3} required />
      <FileField form={form} name="scan" label={text.scan} hint={text.certificateHint} accept=".pdf,image/*" required />
      <Submit look="plain">{text.saveCertificate}</Submit>
    </Form>
  )
}

function FoundForm({
  viewer,
  path,
  form,
}: {
  readonly viewer: Viewer
  readonly path: string
  readonly form: FormState
}) {
  const text = erasureText(viewer.lang)
  return (
    <Form action={`${path}/supports`} form={form} label={text.addMedium}>
      <p class="hint">{text.addHint}</p>
      <SelectField
        form={form}
        name="subkind"
        label={text.kind}
        required
        options={FOUND_KINDS.map((value) => ({ value, label: text.kinds[value] }))}
      />
      <TextField form={form} name="maker" label={text.maker} maxlength={80} />
      <TextField form={form} name="model" label={text.model} maxlength={120} />
      <TextField form={form} name="serial" label={text.serial} maxlength={80} />
      <NumberField form={form} name="gigabytes" label={text.size} unit={viewer.lang === 'fr' ? 'Go' : 'GB'} />
      <Submit look="plain">{text.add}</Submit>
    </Form>
  )
}
