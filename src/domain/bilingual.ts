/** A sentence shown to people, in both languages; a missing one does not compile. */
export interface Bilingual {
  readonly fr: string
  readonly en: string
}
