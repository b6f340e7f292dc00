/** What a thread is asked to draw. */
export interface Drawing {
  readonly source: string
  readonly inputs: Readonly<Record<string, string>>
  readonly images: Readonly<Record<string, Uint8Array>>
  readonly pdf: { readonly pdfStandard: 'a-2a'; readonly creationTimestamp: number }
}

export function drawer(fonts: string): (drawing: Drawing) => Uint8Array
