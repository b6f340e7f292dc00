import type { Reader } from '../reader.ts'

/** Every reader, in the order they are asked: the first that recognises a dump reads it. Wrapping formats come first. */
export const READERS: readonly Reader[] = []
