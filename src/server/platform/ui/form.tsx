import { NBSP } from '../text/numbers.ts'
import type { Lang } from '../text/text.ts'
import type { Children } from './children.ts'
import { words } from './words.ts'

/** What was typed, as the form body gave it. */
export type Typed = Readonly<Record<string, string | readonly string[] | undefined>>

/** What a form needs to draw itself again: what was typed, what is wrong with it, and its single-use token. */
export interface FormState {
  readonly lang: Lang
  /** Single-use token: the same form sent twice acts once. */
  readonly once: string
  readonly values: Typed
  /** Message by field name; the name '' is the form as a whole. */
  readonly errors: Readonly<Record<string, string>>
}

/** The id of a field's control, where the error summary leads. */
export const fieldId = (name: string): string => `f-${name}`

/** The state of a form, first seen or drawn again with what was typed and what is wrong. */
export function formState(
  lang: Lang,
  once: string,
  values: Typed = {},
  errors: Readonly<Record<string, string>> = {},
): FormState {
  return { lang, once, values, errors }
}

interface FormProps {
  readonly action: string
  readonly form: FormState
  /** Sends files too. */
  readonly files?: boolean
  /** Names the form where a page holds several. */
  readonly label?: string
  /** The fields' own labels by name: the summary then says which answer is wrong. */
  readonly labels?: Readonly<Record<string, string>>
  readonly children: Children
}

/** A form that writes: posted, acting once, with a summary of errors on top that leads to each field. */
export function Form({ action, form, files = false, label, labels = {}, children }: FormProps) {
  return (
    <form
      class="form"
      method="post"
      action={action}
      enctype={files ? 'multipart/form-data' : undefined}
      aria-label={label}
      noValidate
    >
      <input type="hidden" name="_once" value={form.once} />
      <ErrorSummary form={form} labels={labels} />
      {children}
    </form>
  )
}

function ErrorSummary({ form, labels }: Required<Pick<FormProps, 'form' | 'labels'>>) {
  const wrong = Object.entries(form.errors)
  if (wrong.length === 0) return null
  const said = (name: string, message: string) => {
    const label = labels[name]
    return label === undefined ? message : `${label}${form.lang === 'fr' ? NBSP : ''}: ${message}`
  }
  return (
    <div class="summary" role="alert" tabIndex={-1}>
      <h2>{words(form.lang).errorSummary(wrong.length)}</h2>
      <ul>
        {wrong.map(([name, message]) => (
          <li key={name}>{name === '' ? message : <a href={`#${fieldId(name)}`}>{said(name, message)}</a>}</li>
        ))}
      </ul>
    </div>
  )
}

/** A numbered part of a long form, like the boxes of a printed one. */
export function Section({
  title,
  lead,
  children,
}: {
  readonly title: string
  readonly lead?: string
  readonly children: Children
}) {
  return (
    <fieldset class="section">
      <legend>{title}</legend>
      {lead && <p class="hint">{lead}</p>}
      {children}
    </fieldset>
  )
}
