import type { Html } from './jsx-runtime.ts'

/** One whole page as HTML text, from a `Layout` or a `PublicLayout`. */
export const renderPage = (page: Html): string => `<!doctype html>${page.text}`
