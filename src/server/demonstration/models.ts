import type { DeviceKind } from '../../domain/hardware/report.ts'

/** A disk as sold; `hours` is a usual count of power-on hours after five years in an office. */
export interface DiskModel {
  readonly maker: string
  readonly model: string
  readonly kind: 'hdd' | 'ssd' | 'nvme'
  readonly bytes: number
}

const disk = (maker: string, model: string, kind: DiskModel['kind'], bytes: number): DiskModel => ({
  maker,
  model,
  kind,
  bytes,
})

export const DISKS = {
  hdd500: disk('Seagate', 'ST500DM002-1BD142', 'hdd', 500_107_862_016),
  hdd1000: disk('Western Digital', 'WDC WD10EZEX-08WN4A0', 'hdd', 1_000_204_886_016),
  hddSmall: disk('Toshiba', 'TOSHIBA MQ01ABF050', 'hdd', 500_107_862_016),
  ssd120: disk('Kingston', 'KINGSTON SA400S37120G', 'ssd', 120_034_123_776),
  ssd256: disk('Samsung', 'SAMSUNG MZ7LN256HAJQ-000L7', 'ssd', 256_060_514_304),
  ssd240: disk('Crucial', 'CT240BX500SSD1', 'ssd', 240_057_409_536),
  nvme256: disk('Samsung', 'SAMSUNG MZVLW256HEHP-000L7', 'nvme', 256_060_514_304),
  ssd512: disk('Samsung', 'SAMSUNG MZ7LH512HMLU-00000', 'ssd', 512_110_190_592),
  nvme512: disk('SK hynix', 'PC401 NVMe SK hynix 512GB', 'nvme', 512_110_190_592),
} as const

/** A machine as it was sold: what its firmware prints. */
export interface MachineModel {
  readonly kind: DeviceKind
  readonly maker: string
  readonly product: string
  /** The commercial name, where the maker prints it apart. */
  readonly version: string
  readonly chassis: string
  /** The year it was sold new. */
  readonly year: number
  readonly cpu: string
  readonly cores: number
  readonly memoryType: 'DDR3' | 'DDR4'
  readonly memoryGb: readonly [number, ...number[]]
  readonly disks: readonly [DiskModel, ...DiskModel[]]
  /** Design capacity in Wh; 0 = no battery. */
  readonly batteryWh: number
  /** What the maker's serials look like: `A` a letter or a digit, `9` a digit, anything else itself. */
  readonly serial: string
}

const { hdd500, hdd1000, hddSmall, ssd120, ssd240, ssd256, ssd512, nvme256, nvme512 } = DISKS

const desktop = (
  maker: string,
  product: string,
  year: number,
  cpu: string,
  cores: number,
  rest: Pick<MachineModel, 'memoryType' | 'memoryGb' | 'disks' | 'serial'> & Partial<MachineModel>,
): MachineModel => ({
  kind: 'desktop',
  chassis: 'desktop',
  version: '',
  batteryWh: 0,
  maker,
  product,
  year,
  cpu,
  cores,
  ...rest,
})
const laptop: typeof desktop = (maker, product, year, cpu, cores, rest) =>
  desktop(maker, product, year, cpu, cores, { kind: 'laptop', chassis: 'notebook', batteryWh: 51, ...rest })

export const DESKTOPS: readonly [MachineModel, ...MachineModel[]] = [
  desktop('Dell Inc.', 'OptiPlex 3050', 2018, 'Intel(R) Core(TM) i5-7500 CPU @ 3.40GHz', 4, {
    memoryType: 'DDR4',
    memoryGb: [8, 8, 16],
    disks: [ssd256, hdd500],
    serial: 'AAAAAA2',
  }),
  desktop('HP', 'HP ProDesk 400 G4 SFF', 2018, 'Intel(R) Core(TM) i3-7100 CPU @ 3.90GHz', 2, {
    memoryType: 'DDR4',
    memoryGb: [4, 8],
    disks: [hdd500, ssd256],
    serial: 'CZC8999AAA',
  }),
  desktop('LENOVO', '10MR0047FR', 2017, 'Intel(R) Core(TM) i5-6500T CPU @ 2.50GHz', 4, {
    version: 'ThinkCentre M710q',
    kind: 'mini',
    chassis: 'mini pc',
    memoryType: 'DDR4',
    memoryGb: [8],
    disks: [nvme256, ssd240],
    serial: 'PC0AAAAA',
  }),
  desktop('FUJITSU', 'ESPRIMO P556', 2016, 'Intel(R) Core(TM) i3-6100 CPU @ 3.70GHz', 2, {
    memoryType: 'DDR4',
    memoryGb: [4, 8],
    disks: [hdd1000, hdd500],
    serial: 'YLTX999999',
  }),
  desktop('Acer', 'Veriton X2632G', 2014, 'Intel(R) Core(TM) i3-4150 CPU @ 3.50GHz', 2, {
    memoryType: 'DDR3',
    memoryGb: [4],
    disks: [hdd500],
    serial: 'DTVK9ET9994999AA9',
  }),
  desktop('Dell Inc.', 'OptiPlex 3010', 2013, 'Intel(R) Core(TM) i3-3220 CPU @ 3.30GHz', 2, {
    memoryType: 'DDR3',
    memoryGb: [4, 8],
    disks: [hdd500],
    serial: 'AAAAAJ1',
  }),
  desktop('HP', 'HP EliteDesk 800 G1 SFF', 2014, 'Intel(R) Core(TM) i5-4570 CPU @ 3.20GHz', 4, {
    memoryType: 'DDR3',
    memoryGb: [4, 8],
    disks: [hdd500, ssd120],
    serial: 'CZC4999AAA',
  }),
  desktop('Dell Inc.', 'OptiPlex 3040', 2016, 'Intel(R) Core(TM) i5-6500 CPU @ 3.20GHz', 4, {
    memoryType: 'DDR3',
    memoryGb: [8],
    disks: [hdd500, ssd256],
    serial: 'AAAAAH2',
  }),
  desktop('Dell Inc.', 'OptiPlex 3070', 2020, 'Intel(R) Core(TM) i5-9500 CPU @ 3.00GHz', 6, {
    memoryType: 'DDR4',
    memoryGb: [8, 16],
    disks: [nvme256, ssd256],
    serial: 'AAAAAX2',
  }),
  desktop('HP', 'HP ProDesk 400 G7 SFF', 2021, 'Intel(R) Core(TM) i5-10500 CPU @ 3.10GHz', 6, {
    memoryType: 'DDR4',
    memoryGb: [8, 16],
    disks: [nvme256, nvme512],
    serial: 'CZC1999AAA',
  }),
  desktop('LENOVO', '11DT003GFR', 2021, 'Intel(R) Core(TM) i5-10400T CPU @ 2.00GHz', 6, {
    version: 'ThinkCentre M70q',
    kind: 'mini',
    chassis: 'mini pc',
    memoryType: 'DDR4',
    memoryGb: [8, 16],
    disks: [nvme256],
    serial: 'PC1AAAAA',
  }),
  desktop('Dell Inc.', 'OptiPlex 7000', 2022, '12th Gen Intel(R) Core(TM) i5-12500', 6, {
    memoryType: 'DDR4',
    memoryGb: [16],
    disks: [nvme512],
    serial: 'AAAAAQ3',
  }),
  desktop('HP', 'HP Pro SFF 400 G9 Desktop PC', 2023, '13th Gen Intel(R) Core(TM) i5-13500', 14, {
    memoryType: 'DDR4',
    memoryGb: [16],
    disks: [nvme512],
    serial: 'CZC3999AAA',
  }),
  desktop('Dell Inc.', 'OptiPlex SFF 7020', 2025, 'Intel(R) Core(TM) i5-14500', 14, {
    memoryType: 'DDR4',
    memoryGb: [16],
    disks: [nvme512],
    serial: 'AAAAAZ3',
  }),
]

export const LAPTOPS: readonly [MachineModel, ...MachineModel[]] = [
  laptop('Dell Inc.', 'Latitude 5490', 2018, 'Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz', 4, {
    memoryType: 'DDR4',
    memoryGb: [8, 16],
    disks: [nvme256, ssd256],
    batteryWh: 68,
    serial: 'AAAAAN2',
  }),
  laptop('LENOVO', '20HES0AB00', 2017, 'Intel(R) Core(TM) i5-7300U CPU @ 2.60GHz', 2, {
    version: 'ThinkPad T470',
    memoryType: 'DDR4',
    memoryGb: [8],
    disks: [nvme256, ssd256],
    batteryWh: 24,
    serial: 'PF0AAAAA',
  }),
  laptop('HP', 'HP EliteBook 840 G5', 2019, 'Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz', 4, {
    memoryType: 'DDR4',
    memoryGb: [8, 16],
    disks: [nvme512, nvme256],
    batteryWh: 49,
    serial: '5CG9999AAA',
  }),
  laptop('HP', 'HP ProBook 450 G3', 2016, 'Intel(R) Core(TM) i5-6200U CPU @ 2.30GHz', 2, {
    memoryType: 'DDR4',
    memoryGb: [4, 8],
    disks: [hddSmall, ssd240],
    batteryWh: 44,
    serial: '5CD6999AAA',
  }),
  laptop('ASUSTeK COMPUTER INC.', 'P2520LA', 2015, 'Intel(R) Core(TM) i3-5005U CPU @ 2.00GHz', 2, {
    memoryType: 'DDR3',
    memoryGb: [4],
    disks: [hddSmall, ssd120],
    batteryWh: 37,
    serial: 'F9NXCV99A99999A',
  }),
  laptop('Dell Inc.', 'Latitude E5440', 2013, 'Intel(R) Core(TM) i5-4310U CPU @ 2.00GHz', 2, {
    batteryWh: 65,
    memoryType: 'DDR3',
    memoryGb: [4, 8],
    disks: [hddSmall, ssd120],
    serial: 'AAAAAZ1',
  }),
  laptop('HP', 'HP ProBook 640 G1', 2014, 'Intel(R) Core(TM) i5-4210M CPU @ 2.60GHz', 2, {
    batteryWh: 55,
    memoryType: 'DDR3',
    memoryGb: [4, 8],
    disks: [hddSmall],
    serial: '5CG4999AAA',
  }),
  laptop('LENOVO', '20T1S0AB00', 2020, 'Intel(R) Core(TM) i5-10210U CPU @ 1.60GHz', 4, {
    version: 'ThinkPad T14s',
    batteryWh: 57,
    memoryType: 'DDR4',
    memoryGb: [8, 16],
    disks: [nvme256, nvme512],
    serial: 'PF2AAAAA',
  }),
  laptop('Dell Inc.', 'Latitude 5420', 2021, '11th Gen Intel(R) Core(TM) i5-1145G7 @ 2.60GHz', 4, {
    batteryWh: 63,
    memoryType: 'DDR4',
    memoryGb: [8, 16],
    disks: [nvme256, ssd512],
    serial: 'AAAAAL3',
  }),
  laptop('HP', 'HP EliteBook 840 14 inch G9', 2022, '12th Gen Intel(R) Core(TM) i5-1235U', 10, {
    memoryType: 'DDR4',
    memoryGb: [16],
    disks: [nvme512],
    serial: '5CG2999AAA',
  }),
  laptop('LENOVO', '21HD0AB000', 2023, '13th Gen Intel(R) Core(TM) i5-1335U', 10, {
    version: 'ThinkPad T14 Gen 4',
    batteryWh: 52,
    memoryType: 'DDR4',
    memoryGb: [16],
    disks: [nvme512],
    serial: 'PF4AAAAA',
  }),
  laptop('Dell Inc.', 'Latitude 5450', 2025, 'Intel(R) Core(TM) Ultra 5 125U', 12, {
    batteryWh: 54,
    memoryType: 'DDR4',
    memoryGb: [16],
    disks: [nvme512],
    serial: 'AAAAAW4',
  }),
]

/** What is entered by hand: it prints no report. */
export interface PlainModel {
  readonly kind: DeviceKind
  readonly maker: string
  readonly model: string
  readonly year: number
}
export const SCREENS: readonly [PlainModel, ...PlainModel[]] = [
  { kind: 'screen', maker: 'iiyama', model: 'ProLite B2283HS', year: 2017 },
  { kind: 'screen', maker: 'Dell', model: 'P2217H', year: 2018 },
  { kind: 'screen', maker: 'Philips', model: '223V5LHSB2', year: 2016 },
  { kind: 'screen', maker: 'LG', model: '22M35A', year: 2013 },
  { kind: 'screen', maker: 'Dell', model: 'P2222H', year: 2021 },
  { kind: 'screen', maker: 'iiyama', model: 'ProLite XUB2493HS', year: 2023 },
]
