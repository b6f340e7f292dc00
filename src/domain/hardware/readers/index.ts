import type { Reader } from '../reader.ts'
import { edid } from './edid.ts'
import { edidDecode } from './edid-decode.ts'
import { smartctlJson } from './smartctl-json.ts'

/** Every reader, in the order they are asked: the first that recognises a dump reads it. Wrapping formats come first. */
export const READERS: readonly Reader[] = [smartctlJson, edidDecode, edid]
