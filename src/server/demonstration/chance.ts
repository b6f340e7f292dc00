/** Draws that repeat from one run to the next: the same seed tells the same story. */
export interface Chance {
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number
  oneOf<T>(values: readonly [T, ...T[]]): T
  /** True that often: `share` of 0 to 1. */
  happens(share: number): boolean
  /** 32 bits, as a whole number from 0. */
  bits(): number
  /** `length` characters of that alphabet. */
  text(alphabet: string, length: number): string
}

/** Mulberry32: 32 bits of state, enough for an invented territory and for nothing that must stay secret. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  const bits = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const next = () => bits() / 4_294_967_296
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    between,
    bits,
    happens: (share) => next() < share,
    oneOf: (values) => values[between(0, values.length - 1)] ?? values[0],
    text: (alphabet, length) => {
      let said = ''
      while (said.length < length) said += alphabet[between(0, alphabet.length - 1)] ?? ''
      return said
    },
  }
}
