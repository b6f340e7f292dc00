import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { HardwareReport } from '../report.ts'
import { dmidecode } from './dmidecode.ts'

const REAL = '../shared/real-hardware/'
const dump = (text: string) => ({ bytes: new TextEncoder().encode(text), text, json: undefined })

function read(text: string): HardwareReport {
  const report = dmidecode.read(dump(text))
  if ('refused' in report) throw new Error(`refused: ${report.refused.code}`)
  return report
}

const LAPTOP = `# dmidecode 3.3
SMBIOS 3.1.1 present.

Handle 0x0001, DMI type 1, 27 bytes
System Information
	Manufacturer: LENOVO
	Product Name: 20L6S0XX00
	Version: ThinkPad T480
	Serial Number: PF1ABC23
	UUID: 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9
	SKU Number: LENOVO_MT_20L6_BU_Think_FM_ThinkPad T480
	Family: ThinkPad T480

Handle 0x0002, DMI type 2, 15 bytes
Base Board Information
	Manufacturer: LENOVO
	Product Name: 20L6S0XX00
	Serial Number: L1HF7AB0123
	Chassis Handle: 0x0003
	Type: Motherboard

Handle 0x0010, DMI type 3, 22 bytes
Chassis Information
	Type: Docking Station

Handle 0x0003, DMI type 3, 22 bytes
Chassis Information
	Type: Notebook

Handle 0x0004, DMI type 4, 48 bytes
Processor Information
	Socket Designation: U3E1
	Type: Central Processor
	Version: Intel(R) Core(TM) i5-8350U CPU   @ 1.70GHz
	Status: Populated, Enabled
	Core Count: 4
	Characteristics:
		64-bit capable

Handle 0x0005, DMI type 16, 23 bytes
Physical Memory Array
	Use: System Memory
	Maximum Capacity: 32 GB
	Number Of Devices: 2

Handle 0x0006, DMI type 17, 40 bytes
Memory Device
	Array Handle: 0x0005
	Size: 8192 MB
	Form Factor: SODIMM
	Type: DDR4
	Manufacturer: Samsung
	Serial Number: 12345ABC

Handle 0x0007, DMI type 17, 40 bytes
Memory Device
	Array Handle: 0x0005
	Size: No Module Installed
	Form Factor: SODIMM

Handle 0x0008, DMI type 16, 23 bytes
Physical Memory Array
	Use: Flash Memory
	Maximum Capacity: 16 MB
	Number Of Devices: 1

Handle 0x0009, DMI type 17, 40 bytes
Memory Device
	Array Handle: 0x0008
	Size: 16384 kB
	Form Factor: Chip
	Type: Flash

Handle 0x000A, DMI type 43, 31 bytes
TPM Device
	Specification Version: 2.0	

Handle 0x000B, DMI type 22, 26 bytes
Portable Battery
	Manufacturer: SMP
	Name: 01AV423
	SBDS Serial Number: 0CF7
	Design Capacity: 24050 mWh
`

describe('a whole table', () => {
  const report = read(LAPTOP)

  test('the machine names itself', () => {
    expect(report).toMatchObject({
      maker: 'LENOVO',
      model: '20L6S0XX00',
      name: 'ThinkPad T480',
      serial: 'PF1ABC23',
      uuid: '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
      kind: 'laptop',
      board: { serial: 'L1HF7AB0123' },
      tpm: '2.0',
    })
  })

  test('the processor name has no run of spaces', () => {
    expect(report.cpu).toEqual([{ name: 'Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz', cores: 4 }])
  })

  test('memory is the sum of the modules; the BIOS flash chip is no memory, the maximum is declared', () => {
    expect(report.memory).toEqual({
      bytes: 8 * 2 ** 30,
      modules: [{ bytes: 8 * 2 ** 30, type: 'DDR4', serial: '12345ABC', maker: 'Samsung', soldered: false }],
      declaredMaximumBytes: 32 * 2 ** 30,
      slots: 2,
    })
  })

  test('the battery says its design capacity and not its health', () => {
    expect(report.batteries).toEqual([
      { health: null, maker: 'SMP', model: '01AV423', serial: '0CF7', designMilliwattHours: 24050, cycles: null },
    ])
  })

  test('what dmidecode cannot say has its reason', () => {
    expect(report.media).toBeNull()
    expect(report.unknown).toContainEqual({ field: 'media', why: 'notInFormat' })
  })
})

test('a placeholder is unknown, and the reason quotes it', () => {
  const report = read(LAPTOP.replace('LENOVO', 'To Be Filled By O.E.M.').replace('PF1ABC23', 'System Serial Number'))
  expect(report.maker).toBeNull()
  expect(report.serial).toBeNull()
  expect(report.unknown).toContainEqual({ field: 'maker', why: 'placeholder: To Be Filled By O.E.M.' })
})

test.each([
  ['spaces for tabs', LAPTOP.replace(/\t/g, '    ')],
  ['Windows line ends', LAPTOP.replace(/\n/g, '\r\n')],
  ['quiet output', LAPTOP.replace(/^Handle .*\n/gm, '').replace(/^# dmidecode.*\nSMBIOS.*\n/, '')],
  ['version 2.2', LAPTOP.replace(/^Handle (\S+), (.*)\n/gm, 'Handle $1\n\t$2.\n').replace(/^(?=\t?[A-Z].*$)/gm, '\t')],
  ['no indentation left', LAPTOP.replace(/^\s+/gm, '')],
])('the same machine is read from %s', (_, text) => {
  const report = read(text)
  expect(report.serial).toBe('PF1ABC23')
  expect(report.cpu).toEqual([{ name: 'Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz', cores: 4 }])
  expect(report.memory?.modules).toHaveLength(1)
})

test('quiet output: a structure nobody reads gives nothing to the one before it', () => {
  const report = read(`Portable Battery
	Manufacturer: SMP
	Design Capacity: 24050 mWh

Built-in Pointing Device
	Type: Touch Pad
	Name: Synaptics

System Information
	Serial Number: PF1ABC23
`)
  expect(report.serial).toBe('PF1ABC23')
  expect(report.batteries).toMatchObject([{ maker: 'SMP', model: null }])
})

test('memory of machines of the year 2000 is read from its own structure', () => {
  const report = read(`Handle 0x0008, DMI type 6, 12 bytes
Memory Module Information
	Socket Designation: DIMM_A
	Type: DIMM SDRAM
	Installed Size: 256 MB (Single-bank Connection)
	Enabled Size: 256 MB (Single-bank Connection)

Handle 0x0009, DMI type 6, 12 bytes
Memory Module Information
	Installed Size: Not Installed
`)
  expect(report.memory).toMatchObject({ bytes: 256 * 2 ** 20, modules: [{ type: 'SDRAM' }] })
})

test('a part of the table says what it holds and nothing else', () => {
  const report = read('Handle 0x0003, DMI type 3, 22 bytes\nChassis Information\n\tType: Mini PC\n')
  expect(report.kind).toBe('mini')
  expect(report.memory).toBeNull()
  expect(report.cpu).toBeNull()
})

test('a hypervisor that prints 128 sockets has the enabled ones', () => {
  const socket = (status: string) => `Handle 0x0004, DMI type 4, 35 bytes
Processor Information
	Version: Intel(R) Xeon(R) CPU
	Status: ${status}

`
  const text = socket('Populated, Enabled') + socket('Populated, Disabled By BIOS').repeat(127) + socket('Unpopulated')
  expect(read(text).cpu).toHaveLength(1)
})

test('no table: refused with the tool’s own words', () => {
  expect(dmidecode.read(dump('# dmidecode 3.3\n# No SMBIOS nor DMI entry point found, sorry.\n'))).toEqual({
    refused: { code: 'noMachine', detail: '# No SMBIOS nor DMI entry point found, sorry.' },
  })
})

test.each(['', '{}', 'Handle with care', 'Handle 0x', '\0\0\0', ':::\n\t:\n'])('"%s" is not dmidecode', (text) => {
  expect(dmidecode.recognises(dump(text))).toBe(false)
})

/** linuxhw names its files after the kind its own rules decide; sticks are mini PCs here, and a hybrid is a laptop. */
const KIND_OF_FILE: Readonly<Record<string, string>> = {
  'All-In-One': 'all-in-one',
  Convertible: 'laptop',
  Desktop: 'desktop',
  'Mini-Pc': 'mini',
  Notebook: 'laptop',
  Server: 'server',
  'Stick-Pc': 'mini',
  Tablet: 'tablet',
}

describe.runIf(existsSync(REAL))('the shared dumps (left out where the folder is absent)', () => {
  const files = ['dmidecode-text', 'dmidecode-by-type'].flatMap((folder) =>
    readdirSync(REAL + folder).map((name) => ({ name, text: readFileSync(`${REAL}${folder}/${name}`, 'utf8') })),
  )

  test('every file is recognised; only a table without one structure is refused', () => {
    expect(files.length).toBeGreaterThan(200)
    expect(files.filter((file) => !dmidecode.recognises(dump(file.text))).map((file) => file.name)).toEqual([])
    const refused = files.filter((file) => 'refused' in dmidecode.read(dump(file.text)))
    expect(refused.every((file) => !/^Handle/m.test(file.text))).toBe(true)
  })

  test('the kind agrees with the file name', () => {
    const judged = files.flatMap(({ name, text }) => {
      const expected = KIND_OF_FILE[/^linuxhw_([^_]+)__/.exec(name)?.[1] ?? '']
      return expected ? [{ name, expected, kind: read(text).kind }] : []
    })
    const wrong = judged.filter((one) => one.kind !== one.expected).map((one) => `${one.name} ${one.kind}`)
    expect(judged.length).toBe(143)
    expect(wrong.map((one) => one.replace(/.*__(.*)__.* /, '$1 '))).toEqual([
      'Standard-PC virtual',
      'Standard-PC virtual',
    ])
  })
})

test('versions 1 call their keys otherwise, and print memory banks only', () => {
  const text = `SMBIOS 2.3 present.
Handle 0x0000
	DMI type 0, 20 bytes.
	BIOS Information Block
		Vendor: IBM
		Release: 07/11/2003
Handle 0x0001
	DMI type 1, 25 bytes.
	System Information Block
		Vendor: IBM
		Product: eserver xSeries 235
		Serial Number: KBKGW41                 
Handle 0x0003
	DMI type 3, 17 bytes.
	Chassis Information Block
		Chassis Type: Tower
Handle 0x0004
	DMI type 4, 32 bytes.
	Processor
		Processor Type: Central Processor
		Processor Version: Intel(R) Xeon(TM) CPU 2.40GHz
Handle 0x0008
	DMI type 6, 12 bytes.
	Memory Bank
		Installed Size: 256Mbyte
Handle 0x000A
	DMI type 6, 12 bytes.
	Memory Bank
		Installed Size: Not Installed
Handle 0x0035
	DMI type 17, 23 bytes.
	Memory Device
`
  expect(read(text)).toMatchObject({
    maker: 'IBM',
    model: 'eserver xSeries 235',
    serial: 'KBKGW41',
    kind: 'server',
    firmware: { date: '07/11/2003' },
    cpu: [{ name: 'Intel(R) Xeon(TM) CPU 2.40GHz', cores: null }],
    memory: { bytes: 256 * 2 ** 20, modules: [{ bytes: 256 * 2 ** 20 }] },
  })
})
