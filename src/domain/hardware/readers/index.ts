import type { Reader } from '../reader.ts'
import { fusionXml, ocsXml } from './agent-xml.ts'
import { cpuinfo } from './cpuinfo.ts'
import { dmidecode } from './dmidecode.ts'
import { edid } from './edid.ts'
import { edidDecode } from './edid-decode.ts'
import { glpiJson } from './glpi-json.ts'
import { hwinfo } from './hwinfo.ts'
import { lscpu } from './lscpu.ts'
import { lshwJson } from './lshw-json.ts'
import { lspci } from './lspci.ts'
import { smartctlJson } from './smartctl-json.ts'

/** Every reader, in the order they are asked: the first that recognises a dump reads it. Wrapping formats come first. */
export const READERS: readonly Reader[] = [
  glpiJson,
  fusionXml,
  ocsXml,
  smartctlJson,
  lshwJson,
  dmidecode,
  edidDecode,
  edid,
  hwinfo,
  lscpu,
  cpuinfo,
  lspci,
]
