/** Draws that repeat from one run to the next: the same seed tells the same story. */
export interface Chance {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  oneOf<T>(values: readonly [T, ...T[]]): T
  /** `length` characters of that alphabet. */
  text(alphabet: string, length: number): string
}

/** Mulberry32: 32 bits of state, enough for an invented territory and for nothing that must stay secret. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    between,
    oneOf: (values) => values[between(0, values.length - 1)] ?? values[0],
    text: (alphabet, length) => Array.from({ length }, () => alphabet[between(0, alphabet.length - 1)] ?? '').join(''),
  }
}
