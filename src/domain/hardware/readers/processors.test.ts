import { describe, expect, test } from 'vitest'
import { dumpOf, reportBy, sharedDumps } from '../shared-dumps.ts'
import { cpuinfo } from './cpuinfo.ts'
import { lscpu } from './lscpu.ts'

const lscpuOf = (content: string | object) => reportBy(lscpu, dumpOf(content)).cpu
const cpuinfoOf = (content: string) => reportBy(cpuinfo, dumpOf(content))

describe('lscpu', () => {
  test('two sockets are two processors, each with its own cores', () => {
    const text = `Architecture:        x86_64
CPU(s):              4
Thread(s) per core:  1
Core(s) per socket:  2
Socket(s):           2
Model name:          Intel(R) Xeon(R) CPU            5160  @ 3.00GHz
`
    const xeon = { name: 'Intel(R) Xeon(R) CPU 5160 @ 3.00GHz', cores: 2 }
    expect(lscpuOf(text)).toEqual([xeon, xeon])
  })

  test('in French', () => {
    const text = `Architecture :                          x86_64
Processeur(s) :                         8
Nom de modèle :                         Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz
Thread(s) par cœur :                    2
Cœur(s) par socket :                    4
Socket(s) :                             1
`
    expect(lscpuOf(text)).toEqual([{ name: 'Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz', cores: 4 }])
  })

  test('in Spanish', () => {
    const text = `Arquitectura:                        x86_64
CPU(s):                              4
Hilo(s) de procesamiento por núcleo: 2
Núcleo(s) por «socket»:              2
«Socket(s)»                          1
Nombre del modelo:                   Intel(R) Core(TM) i5-4210U CPU @ 1.70GHz
`
    expect(lscpuOf(text)).toEqual([{ name: 'Intel(R) Core(TM) i5-4210U CPU @ 1.70GHz', cores: 2 }])
  })

  test('JSON, flat or nested; the name that the firmware gives is another field', () => {
    const fields = [
      { field: 'Core(s) per socket:', data: '4' },
      { field: 'Socket(s):', data: '1' },
    ]
    const vendor = { field: 'Vendor ID:', data: 'GenuineIntel' }
    const name = { field: 'Model name:', data: 'Intel(R) Core(TM) i7-8665U CPU @ 1.90GHz' }
    const bios = { field: 'BIOS Model name:', data: 'pc-q35-7.2  CPU @ 2.0GHz' }
    const cpu = [{ name: 'Intel(R) Core(TM) i7-8665U CPU @ 1.90GHz', cores: 4 }]
    expect(lscpuOf({ lscpu: [vendor, bios, name, ...fields] })).toEqual(cpu)
    expect(lscpuOf({ lscpu: [{ ...vendor, children: [bios, { ...name, children: fields }] }] })).toEqual(cpu)
  })

  test('big and little cores are two processors on one board', () => {
    const text = `Architecture:          aarch64
CPU(s):                6
Vendor ID:             ARM
Model name:            Cortex-A53
Thread(s) per core:    1
Core(s) per cluster:   4
Socket(s):             -
Cluster(s):            1
Model name:            Cortex-A72
Thread(s) per core:    1
Core(s) per cluster:   2
Socket(s):             -
Cluster(s):            1
`
    expect(lscpuOf(text)).toEqual([
      { name: 'Cortex-A53', cores: 4 },
      { name: 'Cortex-A72', cores: 2 },
    ])
  })

  test('a hypervisor leaves the kind of the machine unsure', () => {
    const text = 'Architecture: x86_64\nCPU(s): 2\nModel name: QEMU Virtual CPU\nHypervisor vendor: KVM\n'
    expect(reportBy(lscpu, dumpOf(text)).unknown).toContainEqual({ field: 'kind', why: 'unsure: hypervisor KVM' })
  })

  test('every shared dump names its processor and counts its cores', () => {
    for (const { file, dump } of [...sharedDumps('lscpu-text'), ...sharedDumps('qemu-lab', /^lscpu/)]) {
      expect(reportBy(lscpu, dump).cpu?.[0], file).toMatchObject({
        name: expect.any(String),
        cores: expect.any(Number),
      })
    }
  })
})

describe('/proc/cpuinfo', () => {
  const core = (processor: number, socket: number) => `processor	: ${processor}
vendor_id	: GenuineIntel
model		: 45
model name	: Intel(R) Xeon(R) CPU E5-2620 0 @ 2.00GHz
physical id	: ${socket}
cpu cores	: 6
flags		: fpu vme

`

  test('sockets are told by their physical number', () => {
    const xeon = { name: 'Intel(R) Xeon(R) CPU E5-2620 0 @ 2.00GHz', cores: 6 }
    expect(cpuinfoOf(core(0, 0) + core(1, 1) + core(2, 0)).cpu).toEqual([xeon, xeon])
  })

  test('an ARM board prints its model and serial after its cores', () => {
    const arm = [0, 1, 2, 3].map(
      (n) => `processor\t: ${n}\nmodel name\t: ARMv7 Processor rev 4 (v7l)\nBogoMIPS\t: 38.40\n\n`,
    )
    const text = `${arm.join('')}Hardware\t: BCM2835\nRevision\t: a02082\nSerial\t\t: 00000000a1b2c3d4\nModel\t\t: Raspberry Pi 3 Model B Rev 1.2\n`
    expect(cpuinfoOf(text)).toMatchObject({
      model: 'Raspberry Pi 3 Model B Rev 1.2',
      serial: '00000000a1b2c3d4',
      kind: 'mini',
      cpu: [{ name: 'ARMv7 Processor rev 4 (v7l)', cores: 4 }],
    })
  })

  test('an old ARM board names its processor once', () => {
    const text =
      'Processor\t: ARMv7 Processor rev 10 (v7l)\nprocessor\t: 0\nBogoMIPS\t: 1.5\n\nprocessor\t: 1\nBogoMIPS\t: 1.5\n\nHardware\t: Freescale i.MX6\n'
    expect(cpuinfoOf(text).cpu).toEqual([{ name: 'ARMv7 Processor rev 10 (v7l)', cores: 2 }])
  })

  test('RISC-V and MIPS name their cores in words of their own; a mainframe only counts them', () => {
    const riscv = [0, 1].map(
      (at) => `processor\t: ${at}\nhart\t\t: ${at}\nisa\t\t: rv64imafdc\nuarch\t\t: sifive,u74-mc\n\n`,
    )
    expect(cpuinfoOf(riscv.join('')).cpu).toEqual([{ name: 'sifive,u74-mc', cores: 2 }])
    const mips = 'machine\t\t\t: MikroTik\nprocessor\t\t: 0\ncpu model\t\t: MIPS 24Kc V7.4\nBogoMIPS\t\t: 265.42\n'
    expect(cpuinfoOf(mips)).toMatchObject({ model: 'MikroTik', cpu: [{ name: 'MIPS 24Kc V7.4', cores: 1 }] })
    const s390 =
      'vendor_id       : IBM/S390\n# processors    : 2\nbogomips per cpu: 3033.00\nprocessor 0: version = FF\n'
    expect(cpuinfoOf(s390).cpu).toEqual([{ name: null, cores: 2 }])
  })

  test('POWER lists threads, not cores', () => {
    const power = [0, 1].map((at) => `processor\t: ${at}\ncpu\t\t: POWER9, altivec supported\nclock\t\t: 2166MHz\n\n`)
    expect(cpuinfoOf(power.join('')).cpu).toEqual([{ name: 'POWER9, altivec supported', cores: null }])
  })

  test('a single-core Pentium does not print its cores: unknown, not guessed', () => {
    const text =
      'processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: Intel(R) Pentium(R) M processor 1.73GHz\nflags\t\t: fpu\n'
    expect(cpuinfoOf(text).cpu).toEqual([{ name: 'Intel(R) Pentium(R) M processor 1.73GHz', cores: null }])
  })

  test('every shared dump names its processor', () => {
    for (const { file, dump } of [...sharedDumps('cpuinfo'), ...sharedDumps('qemu-lab', /^cpuinfo/)]) {
      expect(reportBy(cpuinfo, dump).cpu, file).toMatchObject([{ name: expect.any(String), cores: 2 }])
    }
  })
})
