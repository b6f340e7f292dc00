/**
 * An organisation's two colours, in a small style sheet whose address says all of its content, so that no page holds a style and
 * the sheet is kept for ever. Colours keep their hue; their lightness moves until text reads at 7:1 on paper, light and dark.
 */

const ADDRESS = /^\/assets\/couleurs-([0-9a-f]{6})(?:-([0-9a-f]{6}))?\.css$/

/** WCAG 2.2, 1.4.6, with a margin for rounding. */
const TEXT_RATIO = 7.1
/** WCAG 2.2, 1.4.11. */
const MARK_RATIO = 3.1

type Triple = readonly [number, number, number]
interface Oklch {
  readonly lightness: number
  readonly chroma: number
  /** Radians. */
  readonly hue: number
}

/** The paper and the sheet of each theme, where text stands (`look/tokens.css`). */
const GROUNDS = {
  light: { lightness: 0.985, chroma: 0.006, hue: 1.658 },
  dark: { lightness: 0.235, chroma: 0.014, hue: 3.316 },
} as const satisfies Record<string, Oklch>

/** Address of the sheet for colours such as `#5b2a86`; null when none can be read. */
export function coloursAddress(colours: readonly string[]): string | null {
  const read = colours.map((colour) => /^#?([0-9a-f]{6})$/i.exec(colour.trim())?.[1]?.toLowerCase()).slice(0, 2)
  const [main, second] = read
  if (main === undefined) return null
  return `/assets/couleurs-${[main, second].filter((one) => one !== undefined).join('-')}.css`
}

/** The sheet at such an address; null for any other address. */
export function coloursSheet(path: string): string | null {
  const [, main, second] = ADDRESS.exec(path) ?? []
  if (main === undefined) return null
  const { hue, chroma, lightness } = toOklch(fromHex(main))
  const tint = (light: number, most: number): Oklch => ({ lightness: light, chroma: Math.min(chroma, most), hue })
  const wash = { light: tint(0.955, 0.022), dark: tint(0.29, 0.03) }
  const pair = (light: Oklch, dark: Oklch) => `light-dark(${toHex(toRgb(light))}, ${toHex(toRgb(dark))})`
  const readable = { lightness, chroma: Math.min(chroma, 0.13), hue }
  const act = pair(
    reach(readable, -1, TEXT_RATIO, [GROUNDS.light, wash.light]),
    reach(readable, 1, TEXT_RATIO, [GROUNDS.dark, wash.dark]),
  )
  const edge = pair(
    reach(tint(0.6, 0.1), -1, MARK_RATIO, [GROUNDS.light]),
    reach(tint(0.64, 0.1), 1, MARK_RATIO, [GROUNDS.dark]),
  )
  const tokens = [
    `--act: ${act}`,
    `--act-wash: ${pair(wash.light, wash.dark)}`,
    `--act-band: ${pair(tint(0.84, 0.05), tint(0.42, 0.05))}`,
    `--act-edge: ${edge}`,
    `--accent: #${second ?? main}`,
  ]
  return `@layer base { :root { ${tokens.join('; ')} } }\n`
}

/** Moves lightness, darker (-1) or lighter (1), until the colour stands out enough from every ground. */
function reach(colour: Oklch, way: -1 | 1, ratio: number, grounds: readonly Oklch[]): Oklch {
  let found = colour
  while (found.lightness > 0 && found.lightness < 1 && grounds.some((ground) => contrast(found, ground) < ratio)) {
    found = { ...found, lightness: found.lightness + way * 0.005 }
  }
  return found
}

function contrast(one: Oklch, other: Oklch): number {
  const [a, b] = [luminance(toRgb(one)), luminance(toRgb(other))]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
const gamma = (channel: number): number =>
  channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055
/** Relative luminance (WCAG 2.2). */
const luminance = ([red, green, blue]: Triple): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)

const fromHex = (hex: string): Triple => {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255
  return [channel(0), channel(2), channel(4)]
}
const toHex = (rgb: Triple): string =>
  `#${rgb
    .map((channel) =>
      Math.round(channel * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`

/** sRGB from 0 to 1 into OKLCH (CSS Color 4, 10.2). */
function toOklch(rgb: Triple): Oklch {
  const [red, green, blue] = [linear(rgb[0]), linear(rgb[1]), linear(rgb[2])]
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    chroma: Math.hypot(a, b),
    hue: Math.atan2(b, a),
  }
}

/** OKLCH into sRGB from 0 to 1, each channel clipped. */
function toRgb({ lightness, chroma, hue }: Oklch): Triple {
  const a = chroma * Math.cos(hue)
  const b = chroma * Math.sin(hue)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (channel: number) => gamma(Math.min(1, Math.max(0, channel)))
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}
