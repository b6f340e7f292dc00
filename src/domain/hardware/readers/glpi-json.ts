import { at, fieldsOf } from '../fields.ts'
import type { Reader } from '../reader.ts'
import { reportOfInventory } from './inventory.ts'

/** GLPI Agent JSON (and FusionInventory's conversion of it), whole or partial: `{deviceid, itemtype, action, content}`. */
export const glpiJson: Reader = {
  format: 'glpi-json',
  recognises: ({ json }) => {
    const { content, deviceid, action, itemtype } = fieldsOf(json)
    const isInventory = deviceid !== undefined || action !== undefined || itemtype !== undefined
    return isInventory && typeof content === 'object' && content !== null && !Array.isArray(content)
  },
  read: ({ json }) => {
    const content = fieldsOf(at(json, 'content'))
    const itemType = at(json, 'itemtype')
    const holdsMachine = SECTIONS.some((section) => content[section] !== undefined)
    if (!holdsMachine)
      return { refused: { code: 'noMachine', detail: `GLPI ${String(at(json, 'action') ?? '')}`.trim() } }
    return reportOfInventory(content, { itemType: typeof itemType === 'string' ? itemType : null })
  },
}

const SECTIONS = ['bios', 'hardware', 'network_device', 'cpus', 'memories', 'storages', 'batteries', 'monitors']
