import { toSVG } from 'bwip-js/node'

/** The quiet zone around is four modules (ISO/IEC 18004, 9.1); the library draws a module two units wide. */
const QUIET = 8

/** A QR code (ISO/IEC 18004, level M) as the address of an image: the drawing travels with the page. */
export function qrCode(text: string): string {
  const svg = toSVG({ bcid: 'qrcode', text, scale: 1, padding: QUIET, backgroundcolor: 'ffffff' })
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
