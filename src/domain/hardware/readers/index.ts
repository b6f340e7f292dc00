import type { Reader } from '../reader.ts'
import { fusionXml, ocsXml } from './agent-xml.ts'
import { cpuinfo } from './cpuinfo.ts'
import { dmidecode } from './dmidecode.ts'
import { edid } from './edid.ts'
import { edidDecode } from './edid-decode.ts'
import { glpiJson } from './glpi-json.ts'
import { hdparm } from './hdparm.ts'
import { hwinfo } from './hwinfo.ts'
import { inxiJson } from './inxi-json.ts'
import { lsblkJson } from './lsblk-json.ts'
import { lscpu } from './lscpu.ts'
import { lshwJson } from './lshw-json.ts'
import { lspci } from './lspci.ts'
import { nvmeJson } from './nvme-json.ts'
import { nvmeText } from './nvme-text.ts'
import { powerSupply } from './power-supply.ts'
import { smartctlJson } from './smartctl-json.ts'
import { smartctlText } from './smartctl-text.ts'
import { upower } from './upower.ts'
import { workbench } from './workbench.ts'

/** Every reader, in the order they are asked: the first that recognises a dump reads it. Wrapping formats come first. */
export const READERS: readonly Reader[] = [
  workbench,
  glpiJson,
  fusionXml,
  ocsXml,
  smartctlJson,
  inxiJson,
  lshwJson,
  lsblkJson,
  nvmeJson,
  nvmeText,
  smartctlText,
  hdparm,
  upower,
  powerSupply,
  dmidecode,
  edidDecode,
  edid,
  hwinfo,
  lscpu,
  cpuinfo,
  lspci,
]
