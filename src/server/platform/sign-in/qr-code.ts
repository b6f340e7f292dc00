import { toSVG } from 'bwip-js/node'

/** A QR code (ISO/IEC 18004, level M) as the address of an image: the drawing travels with the page. */
export function qrCode(text: string): string {
  const svg = toSVG({ bcid: 'qrcode', text, scale: 4, padding: 4, backgroundcolor: 'ffffff' })
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
