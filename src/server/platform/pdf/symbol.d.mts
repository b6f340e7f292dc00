/** What a square holds. */
export interface Square {
  readonly kind: 'qrcode' | 'datamatrix'
  readonly text: string
}

export function drawSymbol(square: Square): Promise<string>
