/** Addresses of what a page loads, known once the style sheet is bundled and hashed. */
interface Assets {
  readonly css: string
}

let current: Assets = { css: '/assets/look.css' }

/** Called once at start, with addresses that change when the content does: `/assets/look.css?v=HASH`. */
export function setAssets(assets: Assets): void {
  current = assets
}

export function assets(): Assets {
  return current
}
