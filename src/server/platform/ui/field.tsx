import type { Children } from './children.ts'
import { type FormState, fieldId } from './form.tsx'
import { Icon } from './icons.tsx'
import { words } from './words.ts'

interface FieldProps {
  readonly form: FormState
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly required?: boolean
}

export interface Option {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

type Width = 'short' | 'medium' | 'full'

/** The words beside a control: which ids describe it. */
const describedBy = ({ form, name, hint }: FieldProps): string | undefined => {
  const ids = [hint && `${fieldId(name)}-hint`, form.errors[name] && `${fieldId(name)}-error`].filter(Boolean)
  return ids.length === 0 ? undefined : ids.join(' ')
}

const typed = (form: FormState, name: string): string => {
  const value = form.values[name]
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

const chosen = (form: FormState, name: string): readonly string[] => {
  const value = form.values[name]
  return typeof value === 'string' ? [value] : (value ?? [])
}

/** What every control says of itself to the browser and to a screen reader. */
const control = (field: FieldProps) => ({
  id: fieldId(field.name),
  name: field.name,
  required: field.required === true,
  'aria-invalid': field.form.errors[field.name] ? ('true' as const) : undefined,
  'aria-describedby': describedBy(field),
})

function Required({ field }: { readonly field: FieldProps }) {
  return field.required ? <span class="required"> {words(field.form.lang).required}</span> : null
}

function Help({ field }: { readonly field: FieldProps }) {
  const error = field.form.errors[field.name]
  return (
    <>
      {field.hint && (
        <p class="hint" id={`${fieldId(field.name)}-hint`}>
          {field.hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${fieldId(field.name)}-error`}>
          <Icon name="refused" />
          <span class="unseen">
            {words(field.form.lang).error}
            {words(field.form.lang).colon}
          </span>
          {error}
        </p>
      )}
    </>
  )
}

function Field({ field, children }: { readonly field: FieldProps; readonly children: Children }) {
  return (
    <div class="field">
      <label for={fieldId(field.name)}>
        {field.label}
        <Required field={field} />
      </label>
      <Help field={field} />
      {children}
    </div>
  )
}

/** Radios and checkboxes: one question, several boxes. The first box takes the field's id, so that the summary leads to it. */
function Boxes({
  field,
  type,
  options,
}: {
  readonly field: FieldProps
  readonly type: 'radio' | 'checkbox'
  readonly options: readonly Option[]
}) {
  const ticked = chosen(field.form, field.name)
  return (
    <fieldset class="field" aria-describedby={describedBy(field)}>
      <legend>
        {field.label}
        <Required field={field} />
      </legend>
      <Help field={field} />
      {options.map((option, index) => {
        const id = index === 0 ? fieldId(field.name) : `${fieldId(field.name)}-${index}`
        return (
          <div class="box" key={option.value}>
            <input
              type={type}
              id={id}
              name={field.name}
              value={option.value}
              checked={ticked.includes(option.value)}
              required={type === 'radio' && field.required === true}
            />
            <label for={id}>
              {option.label}
              {option.hint && <small>{option.hint}</small>}
            </label>
          </div>
        )
      })}
    </fieldset>
  )
}

interface TextProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'password' | 'search'
  readonly autocomplete?: string
  readonly inputmode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'url' | 'search'
  readonly maxlength?: number
  readonly width?: Width
}

/** One line of words. A password is never written back into the page. */
export function TextField({
  type = 'text',
  autocomplete,
  inputmode,
  maxlength,
  width = 'medium',
  ...field
}: TextProps) {
  // The library types one kind of control at a time; a spread record lets the kind vary.
  const kind: Readonly<Record<string, string>> = { type }
  return (
    <Field field={field}>
      <input
        {...control(field)}
        {...kind}
        class={width}
        value={type === 'password' ? undefined : typed(field.form, field.name)}
        autocomplete={autocomplete}
        inputMode={inputmode}
        maxLength={maxlength}
      />
    </Field>
  )
}

/** A number with its unit beside; typed as people write it, comma or point, hence a text control. */
export function NumberField({
  unit,
  whole = false,
  ...field
}: FieldProps & { readonly unit?: string; readonly whole?: boolean }) {
  return (
    <Field field={{ ...field, label: unit ? `${field.label} (${unit})` : field.label }}>
      <input
        {...control(field)}
        class="short number"
        type="text"
        inputMode={whole ? 'numeric' : 'decimal'}
        autocomplete="off"
        value={typed(field.form, field.name)}
      />
    </Field>
  )
}

/** A calendar day, `YYYY-MM-DD` in the body. */
export function DateField({ min, max, ...field }: FieldProps & { readonly min?: string; readonly max?: string }) {
  return (
    <Field field={field}>
      <input {...control(field)} class="short" type="date" min={min} max={max} value={typed(field.form, field.name)} />
    </Field>
  )
}

export function TextArea({
  rows = 4,
  maxlength,
  ...field
}: FieldProps & { readonly rows?: number; readonly maxlength?: number }) {
  return (
    <Field field={field}>
      <textarea {...control(field)} rows={rows} maxLength={maxlength}>
        {typed(field.form, field.name)}
      </textarea>
    </Field>
  )
}

/** A list to choose one from; the first line is empty, so that nothing is chosen for the person. */
export function SelectField({
  options,
  empty,
  ...field
}: FieldProps & { readonly options: readonly Option[]; readonly empty?: string }) {
  const value = typed(field.form, field.name)
  return (
    <Field field={field}>
      <select {...control(field)} class="medium">
        <option value="">{empty ?? words(field.form.lang).choose}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}

export function Radios({ options, ...field }: FieldProps & { readonly options: readonly Option[] }) {
  return <Boxes field={field} type="radio" options={options} />
}

export function Checkboxes({ options, ...field }: FieldProps & { readonly options: readonly Option[] }) {
  return <Boxes field={field} type="checkbox" options={options} />
}

/** Files to send; `accept` lists extensions or types. A page drawn again after an error says that files must be chosen again. */
export function FileField({
  accept,
  multiple = false,
  folder = false,
  photos = false,
  ...field
}: FieldProps & {
  readonly accept?: string
  readonly multiple?: boolean
  /** A whole folder at once, each file with its path in it, where the browser knows how. */
  readonly folder?: boolean
  /** Photos, which the page's script makes smaller before they leave. */
  readonly photos?: boolean
}) {
  const again = Object.keys(field.form.errors).length > 0 ? words(field.form.lang).chooseAgain : undefined
  const hint = [field.hint, again].filter(Boolean).join(' ')
  const shown = hint === '' ? field : { ...field, hint }
  return (
    <Field field={shown}>
      <input
        {...control(shown)}
        class="full"
        type="file"
        accept={accept}
        multiple={multiple}
        {...(folder ? { webkitdirectory: true } : {})}
        {...(photos ? { 'data-photos': '' } : {})}
      />
    </Field>
  )
}
