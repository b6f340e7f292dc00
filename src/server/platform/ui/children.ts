import type { ComponentChildren } from 'preact'

/** What a piece may hold. */
export type Children = ComponentChildren
