import { decodeText } from './decode-text.ts'
import { at, fieldsOf, listOf } from './fields.ts'
import { inflate } from './inflate.ts'
import { parseJson } from './parse-json.ts'
import { parseXml } from './parse-xml.ts'
import { isReadPart } from './readers/workbench.ts'
import { type Replace, replaceInJson, replaceInXml } from './replace-in-text.ts'

/** What stands in evidence where something personal was received. */
export const MARK = '[removed]'

interface PersonalField {
  /** Section, or section and field, as the inventory names them in lower case. */
  readonly path: string
  readonly says: string
}

const field =
  (says: string) =>
  (path: string): PersonalField => ({ path, says })

/**
 * Sections and fields of GLPI, FusionInventory and OCS inventories that name a person, what that person does or where
 * the machine stood in a network. Source: GLPI inventory_format (inventory.schema.json), OCS Inventory agents.
 */
export const INVENTORY_FIELDS: readonly PersonalField[] = [
  ...['users', 'user', 'local_users', 'local_groups'].map(field('accounts and their members')),
  ...['hardware.lastloggeduser', 'hardware.datelastloggeduser', 'hardware.userid', 'hardware.userdomain'].map(
    field('who worked on it'),
  ),
  ...['accesslog.userid', 'hardware.winowner', 'hardware.wincompany', 'accountinfo'].map(field('whose it was')),
  ...['hardware.winprodkey', 'hardware.winprodid', 'licenseinfos', 'officepack'].map(field('licence keys')),
  ...['softwares', 'processes', 'runningprocess', 'envs', 'registry', 'crontasks', 'scheduled_tasks', 'saas'].map(
    field('what was installed and run'),
  ),
  ...['printers', 'networkshares', 'networkdrives', 'remote_mgmt', 'virtualmachines', 'databases_services'].map(
    field('what it was connected to'),
  ),
  ...['drives.label', 'drives.volumn', 'drives.type', 'logical_volumes', 'journallog', 'wallpaper'].map(
    field('names given to volumes and folders'),
  ),
  ...['deviceid', 'hardware.name', 'hardware.workgroup', 'hardware.description', 'hardware.dns'].map(
    field('host names'),
  ),
  ...['hardware.ipaddr', 'hardware.defaultgateway', 'hardware.dnsdomain'].map(field('addresses')),
  ...['operatingsystem.fqdn', 'operatingsystem.dns_domain', 'operatingsystem.hostid', 'operatingsystem.ssh_key'].map(
    field('host names and keys'),
  ),
  ...['ipaddress', 'ipaddress6', 'ipmask', 'ipmask6', 'ipsubnet', 'ipsubnet6', 'ipgateway', 'ipdhcp', 'ipdns']
    .map((name) => `networks.${name}`)
    .map(field('addresses')),
  ...['networks.wifi_ssid', 'networks.wifi_bssid'].map(field('Wi-Fi names')),
  ...['firewalls.ipaddress', 'firewalls.ipaddress6', 'firewall.ipaddress', 'firewall.ipaddress6'].map(
    field('addresses'),
  ),
  ...['network_device.ips', 'network_device.name', 'network_device.contact', 'network_device.location'].map(
    field('addresses and people of a printer'),
  ),
  ...[
    'ip',
    'ips',
    'contact',
    'location',
    'snmphostname',
    'dnshostname',
    'netbiosname',
    'usersession',
    'workgroup',
    'ports',
  ]
    .map((name) => `device.${name}`)
    .map(field('addresses and people of a device seen over the network')),
  ...['ips', 'name', 'contact', 'location', 'comments']
    .map((name) => `device.info.${name}`)
    .map(field('addresses and people of a device seen over the network')),
  ...['network_ports.ips', 'network_ports.connections', 'network_components.ip'].map(field('addresses')),
  ...['phone_number', 'line_number', 'iccid', 'subscriber_id', 'serial']
    .map((name) => `simcards.${name}`)
    .map(field('telephone lines')),
  { path: 'modems.imei', says: 'telephone lines' },
]

/** lshw calls the root after the host and prints addresses, labels and folders. */
const LSHW_NAMES: ReadonlySet<string> = new Set(['ip', 'label', 'lastmountpoint', 'mount.fstype', 'mount.options'])
const LSBLK_NAMES: ReadonlySet<string> = new Set(['label', 'partlabel', 'mountpoint', 'mountpoints', 'fsroots'])
const SNAPSHOT_NAMES: ReadonlySet<string> = new Set(['operator_id', 'operatorid', 'operator', 'email'])

interface WithoutPersonalFields {
  readonly bytes: Uint8Array
  /** Paths of what was replaced, each once, without values. */
  readonly removed: readonly string[]
}

/**
 * The dump with every personal value replaced by `MARK`, ready to be stored: what the readers say of it is the same
 * before and after. Comes out decompressed, in UTF-8. A format without personal fields comes out as it went in.
 */
export function withoutPersonalFields(format: string, bytes: Uint8Array): WithoutPersonalFields {
  const clean = CLEANERS[format]
  const plain = inflate(bytes)
  if (clean === undefined || 'refused' in plain) return { bytes, removed: [] }
  const text = decodeText(plain)
  const removed = new Set<string>()
  const cleaned = clean(text, (path) => removed.add(path))
  return removed.size === 0
    ? { bytes, removed: [] }
    : { bytes: Buffer.from(cleaned, 'utf8'), removed: [...removed].sort() }
}

type Cleaner = (text: string, note: (path: string) => void) => string

const CLEANERS: Readonly<Record<string, Cleaner>> = {
  'glpi-json': (text, note) => replaceInJson(text, marking(inventoryPath, note, jsonMark)),
  'fusion-xml': cleanXml,
  'ocs-xml': cleanXml,
  'lshw-json': cleanLshw,
  'lsblk-json': (text, note) => replaceInJson(text, marking(named(LSBLK_NAMES), note, jsonMark)),
  'ereuse-snapshot': cleanSnapshot,
}

/** Replaces at the paths that `where` names, noting each. */
function marking(
  where: (path: readonly string[]) => string | undefined,
  note: (path: string) => void,
  mark: (raw: string) => string | undefined,
): Replace {
  return (path) => {
    const name = where(path)
    if (name === undefined) return undefined
    return (raw) => {
      const put = mark(raw)
      if (put !== undefined) note(name)
      return put
    }
  }
}

const INVENTORY_PATHS: ReadonlySet<string> = new Set(INVENTORY_FIELDS.map(({ path }) => path))

function inventoryPath(path: readonly string[]): string | undefined {
  const names = path
    .map((name) => name.toLowerCase())
    .filter((name, index) => index > 1 || !/^(request|content)$/.test(name))
  const joined = names.join('.')
  return INVENTORY_PATHS.has(joined) ? joined : undefined
}

/** Any value of one of these names, wherever it stands. */
function named(names: ReadonlySet<string>): (path: readonly string[]) => string | undefined {
  return (path) => (names.has((path.at(-1) ?? '').toLowerCase()) ? path.at(-1) : undefined)
}

/** Nothing was there, or it is gone already. */
const NOTHING = /^(""|null|\[\s*\]|\{\s*\}|"\[removed\]")$/

function jsonMark(raw: string): string | undefined {
  return NOTHING.test(raw) ? undefined : JSON.stringify(MARK)
}

function xmlMark(raw: string): string | undefined {
  return raw.trim() === '' || raw.trim() === MARK ? undefined : MARK
}

/** XML that its reader refuses is left alone: refused dumps are not stored. */
function cleanXml(text: string, note: (path: string) => void): string {
  if ('refused' in parseXml(text)) return text
  return declaredUtf8(replaceInXml(text, marking(inventoryPath, note, xmlMark)))
}

function declaredUtf8(xml: string): string {
  return xml.replace(/^(\s*<\?xml[^>]*encoding=)(["'])[^"']*\2/, '$1$2UTF-8$2')
}

function cleanLshw(text: string, note: (path: string) => void): string {
  const json = parseJson(text)
  if (json.kind !== 'json') return cleanBrokenLshw(text, note)
  const hosts = new Set(rootsOf(json.value).map((root) => JSON.stringify(root)))
  const where = (path: readonly string[]) => {
    if (path.length === 1 && path[0] === 'id') return 'id'
    return path.at(-2) === 'configuration' && LSHW_NAMES.has(path.at(-1) ?? '') ? path.slice(-2).join('.') : undefined
  }
  return replaceInJson(text, (path) =>
    marking(where, note, (raw) => (path.length === 1 && !hosts.has(raw) ? undefined : jsonMark(raw)))(path),
  )
}

/** Old versions print invalid JSON: the same values, found by their names. */
function cleanBrokenLshw(text: string, note: (path: string) => void): string {
  return text.replace(BROKEN_LSHW, (_, before: string) => {
    note(/"id"/.test(before) ? 'id' : 'configuration')
    return `${before}${JSON.stringify(MARK)}`
  })
}

const BROKEN_LSHW =
  /("(?:ip|label|lastmountpoint|mount\.options)"\s*:\s*|"id"\s*:\s*(?="[^"\n]*"\s*,\s*"class"\s*:\s*"system"))"(?!\[removed\]")[^"\n]*"/g

/** The names of the hosts: ids of the roots, which are of class "system". */
function rootsOf(json: unknown): string[] {
  return listOf(json)
    .flat()
    .map(fieldsOf)
    .filter((root) => root.class === 'system' && typeof root.id === 'string')
    .map((root) => String(root.id))
}

/** Each wrapped dump is cleaned as its own format; one that nobody reads is replaced whole: it may hold anything. */
function cleanSnapshot(text: string, note: (path: string) => void): string {
  return replaceInJson(text, (path) => {
    if (isWrapped(path)) return (raw) => cleanWrapped(raw, path.at(-1) ?? '', note)
    return marking(named(SNAPSHOT_NAMES), note, jsonMark)(path)
  })
}

function isWrapped(path: readonly string[]): boolean {
  const [first, second] = path[0] === 'data' && path[1] === 'data' ? path.slice(1) : path
  const depth = path.length - (path[0] === 'data' && path[1] === 'data' ? 1 : 0)
  if (first === 'evidence') return depth === 2 && second === 'output'
  return depth === 2 && (first === 'data' || first === 'debug') && !/^(device|android|data)$/.test(second ?? '')
}

function cleanWrapped(raw: string, name: string, note: (path: string) => void): string | undefined {
  const json = parseJson(raw.startsWith('"') ? `[${raw}]` : raw)
  if (json.kind !== 'json' || NOTHING.test(raw)) return undefined
  const value = raw.startsWith('"') ? at({ value: listOf(json.value)[0] }, 'value') : json.value
  if (!isReadPart(value)) {
    note(name)
    return JSON.stringify(MARK)
  }
  const inner = typeof value === 'string' ? value : raw
  const cleaned = /lshw/.test(name) ? cleanLshw(inner, (path) => note(`${name}.${path}`)) : inner
  if (cleaned === inner) return undefined
  return typeof value === 'string' ? JSON.stringify(cleaned) : cleaned
}
