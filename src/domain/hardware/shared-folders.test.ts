import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readDump } from './read.ts'

const SHARED = '../shared/real-hardware'

/** The format of each folder's files, by the folder or, in the laboratory, by the tool that names the file. */
const FORMATS: readonly (readonly [where: RegExp, format: string])[] = [
  [/^battery\/.*\.ini$/, 'power-supply'],
  [/^battery\/.*dmidecode/, 'dmidecode'],
  [/^battery\//, 'upower'],
  [/^dmidecode-/, 'dmidecode'],
  [/^edid-bin\//, 'edid'],
  [/^edid-text\//, 'edid-decode'],
  [/^fusion-ocs-xml\//, 'fusion-xml'],
  [/^glpi-inventory-json\//, 'glpi-json'],
  [/^hdparm-I-text\//, 'hdparm'],
  [/^hwinfo-text\//, 'hwinfo'],
  [/^lscpu-text\//, 'lscpu'],
  [/^lspci-text\//, 'lspci'],
  [/^(cpuinfo|lsblk-json|lshw-json|nvme-json|smartctl-json|smartctl-text)\//, '$1'],
  [/^whole-machine-snapshot\//, 'ereuse-snapshot'],
  [/^qemu-lab\/[^/]+\/(lsblk|lshw|nvme|smartctl)\b.*\.json$/, '$1-json'],
  [/^qemu-lab\/[^/]+\/(cpuinfo|dmidecode|hdparm|lscpu|lspci)\b/, '$1'],
  [/^qemu-lab\/[^/]+\/glpi-agent/, 'glpi-json'],
  [/^qemu-lab\/[^/]+\/(fusion|ocs)\S*\.xml$/, '$1-xml'],
  // The two outputs of the eraser's folder that describe a disk.
  [/^erase-tool-output\/02_hdparm-I/, 'hdparm'],
  [/^erase-tool-output\/20_nvme-id-ctrl/, 'nvme-json'],
]

/** What is no dump, and why it is refused. */
const REFUSED: readonly (readonly [where: RegExp, code: string, why: string])[] = [
  [/^SOURCES\.md$/, 'notRecognised', 'the list of sources'],
  [/^battery\/\S+enumerate/, 'noMachine', 'upower -e lists device names only'],
  [
    /(asdpc2|castes-pc|castes-SurfacePro4)_connector\.txt$/,
    'noMachine',
    'a table whose BIOS has no such structure: only its heading',
  ],
  [/^erase-tool-output\/(?!02_|20_)/, 'notRecognised', 'what an eraser did, not what a machine is'],
  [/^glpi-inventory-json\/(inventory\.schema\.json|original\.md)$/, 'notRecognised', 'the format described'],
  [/hdparm-mmcblk0\.txt$/, 'notRecognised', 'hdparm prints the name of an SD card and nothing else'],
  [/smartctl(_|-)scan/, 'noMachine', 'smartctl --scan lists device names only'],
]

const files = (folder: string): string[] =>
  readdirSync(`${SHARED}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    return entry.isDirectory() ? files(path) : [path]
  })

function expected(file: string): string | undefined {
  const refusal = REFUSED.find(([where]) => where.test(file))
  const row = FORMATS.find(([where]) => where.test(file))
  return refusal ? `refused: ${refusal[1]}` : row?.[1].replace('$1', row[0].exec(file)?.[1] ?? '')
}

function outcome(file: string): string {
  const reading = readDump(readFileSync(`${SHARED}/${file}`))
  return 'report' in reading ? reading.format : `refused: ${reading.refused.code}`
}

const FOLDERS = existsSync(SHARED) ? readdirSync(SHARED) : []

test.each(FOLDERS)('each dump of %s is read under its format, or refused with its reason', (folder) => {
  const found = files('').filter((file) => file.split('/')[0] === folder)
  const table = (say: (file: string) => string | undefined) => found.map((file) => `${file} → ${say(file)}`)
  expect(table(outcome)).toEqual(table(expected))
})

test('the folder of shared dumps is whole, or absent and nothing is read', () => {
  const count = FOLDERS.length === 0 ? 0 : files('').length
  if (count === 0) console.warn(`${SHARED} is absent: no real dump is read`)
  expect(count === 0 || count > 600).toBe(true)
})
