import { DEVICE_LISTS } from './device-lists.ts'
import type { ListExport } from './export.ts'

/** Every list that leaves as a file. */
export const LISTS: readonly ListExport[] = [...DEVICE_LISTS]
