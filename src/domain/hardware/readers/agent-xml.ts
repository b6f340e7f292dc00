import { at, type Fields, fieldsOf, listOf } from '../fields.ts'
import { parseXml } from '../parse-xml.ts'
import { realModel, realSerial } from '../placeholder.ts'
import type { Dump, Reader } from '../reader.ts'
import { reportOfInventory } from './inventory.ts'

/** Sections that say nothing of the hardware; the first two hold most of a file. */
const SKIPPED: ReadonlySet<string> = new Set([
  'softwares',
  'processes',
  'local_users',
  'local_groups',
  'users',
  'printers',
  'envs',
  'registry',
  'licenseinfos',
  'saas',
])

/** FusionInventory 2.x, GLPI Agent and GLPI Android agent XML: inventories, and printers or switches asked over the network. */
export const fusionXml: Reader = {
  format: 'fusion-xml',
  recognises: (dump) => isAgentRequest(dump) && isFusion(dump),
  read: readRequest,
}

/** OCS Inventory agents XML, Unix and Windows: the same root, other field names. */
export const ocsXml: Reader = { format: 'ocs-xml', recognises: isAgentRequest, read: readRequest }

function isAgentRequest({ text }: Dump): boolean {
  return /^\s*(<\?xml|<!doctype|<!--|<request)/i.test(text.slice(0, 200)) && /<request[\s>]/i.test(text.slice(0, 4000))
}

function isFusion({ text }: Dump): boolean {
  return (
    /<versionclient>[^<]{0,80}(fusion|glpi|inventory agent)/i.test(text) ||
    /<versionprovider>|<chassis_type>|<query>(snmpquery|netdiscovery)</i.test(text)
  )
}

function readRequest(dump: Dump): ReturnType<Reader['read']> {
  const xml = parseXml(dump.text, SKIPPED)
  if ('refused' in xml) return xml
  const query = at(xml.value, 'query')
  const content = fieldsOf(at(xml.value, 'content'))
  const device = overNetwork(content)
  if (device) return reportOfInventory({ network_device: device })
  if (content.bios === undefined && content.hardware === undefined)
    return { refused: { code: 'noMachine', detail: typeof query === 'string' ? `request ${query}` : 'no inventory' } }
  const windows = /windows/i.test(String(at(listOf(content.hardware)[0], 'osname') ?? ''))
  const itemType = at(xml.value, 'itemtype')
  return reportOfInventory(content, {
    itemType: typeof itemType === 'string' ? itemType : null,
    diskUnit: windows && !isFusion(dump) ? 'MiB' : 'MB',
  })
}

/** SNMPQUERY describes a device under INFO, NETDISCOVERY in the device itself; an address alone is no device. */
function overNetwork(content: Fields): Fields | null {
  const found = fieldsOf(listOf(content.device)[0])
  const device = found.info === undefined ? found : fieldsOf(found.info)
  return realModel(device.model) === null && realSerial(device.serial) === null ? null : device
}
