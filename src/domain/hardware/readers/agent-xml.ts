import { at, fieldsOf, listOf } from '../fields.ts'
import { parseXml } from '../parse-xml.ts'
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

/** FusionInventory 2.x, GLPI Agent and GLPI Android agent XML. */
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
    /<versionprovider>|<chassis_type>/i.test(text)
  )
}

function readRequest(dump: Dump): ReturnType<Reader['read']> {
  const xml = parseXml(dump.text, SKIPPED)
  if ('refused' in xml) return xml
  const query = at(xml.value, 'query')
  const content = fieldsOf(at(xml.value, 'content'))
  if (content.bios === undefined && content.hardware === undefined)
    return { refused: { code: 'noMachine', detail: typeof query === 'string' ? `request ${query}` : 'no inventory' } }
  const windows = /windows/i.test(String(at(listOf(content.hardware)[0], 'osname') ?? ''))
  const itemType = at(xml.value, 'itemtype')
  return reportOfInventory(content, {
    itemType: typeof itemType === 'string' ? itemType : null,
    diskUnit: windows && !isFusion(dump) ? 'MiB' : 'MB',
  })
}
