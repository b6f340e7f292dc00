import { secureHeaders } from 'hono/secure-headers'

/**
 * Nothing from elsewhere, no inline script or style, no frame; HTTPS remembered where the origin has it. `compiles` is for the
 * pages that compile WebAssembly of ours.
 */
export const secured = (origin: string, compiles = false) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      scriptSrc: compiles ? ["'self'", "'wasm-unsafe-eval'"] : ["'self'"],
      connectSrc: ["'self'"],
      fontSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: 'same-origin',
    crossOriginOpenerPolicy: 'same-origin',
    strictTransportSecurity: origin.startsWith('https:') ? 'max-age=31536000' : false,
    permissionsPolicy: { camera: ['self'], microphone: [], geolocation: [] },
  })
