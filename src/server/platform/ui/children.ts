/** What a piece may hold. */
export type { Children } from './jsx-runtime.ts'
