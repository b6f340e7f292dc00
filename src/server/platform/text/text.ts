export const LANGS = ['fr', 'en'] as const
export type Lang = (typeof LANGS)[number]

/** A short sentence in both languages; a missing one does not compile. */
export type Bilingual = Readonly<Record<Lang, string>>

type SameShape<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...values: infer V) => string
      ? (...values: V) => string
      : SameShape<T[K]>
}

/** The texts of a room: `fr` is the type, `en` must satisfy it. Call with a language: `text(lang).title`. */
export function texts<T extends object>(fr: T, en: SameShape<NoInfer<T>>): (lang: Lang) => SameShape<T> {
  const both: Readonly<Record<Lang, SameShape<T>>> = { fr: fr as SameShape<T>, en }
  return (lang) => both[lang]
}
