/** Addresses of what a page loads, known once the style sheet is bundled and hashed. */
export interface Assets {
  readonly css: string
  /** The script of passkeys, on the pages that offer them. */
  readonly passkey: string
  /** The script of the box to sign in. */
  readonly signature: string
  /** The script that draws long work again. */
  readonly progress: string
  /** The script that makes photos smaller before they leave. */
  readonly photo: string
  readonly icon: string
}

let current: Assets = {
  css: '/assets/look.css',
  passkey: '/assets/passkey.js',
  signature: '/assets/signature-pad.js',
  progress: '/assets/progress.js',
  photo: '/assets/photo.js',
  icon: '/assets/icon.svg',
}

/** Called once at start, with addresses that change when the content does: `/assets/look.css?v=HASH`. */
export function setAssets(assets: Assets): void {
  current = assets
}

export function assets(): Assets {
  return current
}
