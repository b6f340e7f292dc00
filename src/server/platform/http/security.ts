const CONTENT = {
  'default-src': "'none'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'script-src': "'self'",
  'connect-src': "'self'",
  'font-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
}

/**
 * The headers of every answer: nothing from elsewhere, no inline script or style, no frame; HTTPS remembered where the origin has it.
 * `compiles` is for the pages that compile WebAssembly of ours.
 */
export const securityHeaders = (origin: string, compiles = false): Readonly<Record<string, string>> => ({
  'content-security-policy': Object.entries({
    ...CONTENT,
    ...(compiles && { 'script-src': "'self' 'wasm-unsafe-eval'" }),
  })
    .map((directive) => directive.join(' '))
    .join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
  ...(origin.startsWith('https:') && { 'strict-transport-security': 'max-age=31536000' }),
})
