import { cpus, type Expected, GiB, MiB, modules } from './expected.ts'

const linuxhw = (name: string, says: Expected['says']): Expected => ({
  file: `dmidecode-text/linuxhw_${name}.txt`,
  // This collection prints "--" for every serial and UUID.
  says: { serial: null, uuid: null, ...says },
})

/** dmidecode text, whole: machines with their own serials, then computers of the linuxhw collection. */
export const DMIDECODE: readonly Expected[] = [
  {
    file: 'dmidecode-text/checkbox_LENOVO_SYSTEMX.txt',
    says: {
      maker: 'LENOVO',
      model: 'System x3550 M5: -[5463AC1]-',
      serial: '06EEEAR',
      uuid: '7b75005c-d029-11e4-9aa6-40f2e9b938a0',
      kind: 'server',
      cpu: cpus(2, 'Intel(R) Xeon(R) CPU E5-2689 v4 @ 3.10GHz', 10),
      memory: {
        bytes: 64 * GiB,
        modules: ['108DEFAD', '108DEFB5', '108DF039', '108DEFB8'].map((serial) => ({
          bytes: 16 * GiB,
          type: 'DDR4',
          serial,
        })),
      },
      media: null,
      screens: null,
    },
  },
  {
    file: 'dmidecode-text/glpi-agent_S3000AHLX.txt',
    says: {
      maker: null,
      model: null,
      serial: null,
      uuid: 'd7aff990-4871-11db-a6c6-0007e994f7c3',
      kind: 'desktop',
      cpu: cpus(1, 'Intel(R) Core(TM)2 CPU          6600  @ 2.40GHz', null),
      memory: {
        bytes: 4 * GiB,
        modules: [
          { bytes: GiB, type: 'DDR2', serial: '0x750174F7' },
          { bytes: 2 * GiB, type: 'DDR2', serial: '0x9DCCE4ED' },
          { bytes: GiB, type: 'DDR2', serial: '0x750174FF' },
        ],
      },
    },
  },
  {
    file: 'dmidecode-text/glpi-agent_S5000VSA.txt',
    says: {
      maker: 'Intel',
      model: 'MP Server',
      serial: null,
      uuid: 'ccf82081-7966-11db-bdb3-00151716fbac',
      kind: 'server',
    },
  },
  {
    file: 'dmidecode-text/glpi-agent_dell-fx160.txt',
    says: {
      maker: 'Dell Inc.',
      model: 'OptiPlex FX160',
      serial: 'C83T54J',
      uuid: '44454c4c-3800-1033-8054-c3c04f35344a',
      kind: 'desktop',
      cpu: cpus(1, 'Intel(R) Atom(TM) CPU  230   @ 1.60GHz', 1),
      memory: { bytes: GiB, modules: modules(1, GiB, 'DDR2', '3B085E1E') },
    },
  },
  {
    file: 'dmidecode-text/glpi-agent_dell-r620.txt',
    says: {
      maker: 'Dell Inc.',
      model: 'PowerEdge R620',
      serial: '3FHW8Z1',
      uuid: '4c4c4544-0046-4810-8057-b3c04f385a31',
      kind: 'server',
      cpu: cpus(2, 'Intel(R) Xeon(R) CPU E5-2650 0 @ 2.00GHz', 8),
      memory: { bytes: 256 * GiB },
    },
  },
  {
    file: 'dmidecode-text/glpi-agent_hp-dl180.txt',
    says: {
      maker: 'HP',
      model: 'ProLiant DL180 G6',
      serial: 'CZJ02901TG',
      kind: 'server',
      cpu: cpus(1, 'Intel(R) Xeon(R) CPU           E5504  @ 2.00GHz', 4),
      memory: {
        bytes: 4 * GiB,
        modules: [
          { bytes: 2 * GiB, type: null, serial: '94D657D7' },
          { bytes: 2 * GiB, type: null, serial: '93D657D7' },
        ],
      },
    },
  },
  {
    file: 'dmidecode-text/glpi-agent_linux-2.6.txt',
    says: {
      maker: 'Dell Inc.',
      model: 'Latitude D610',
      serial: 'D8XD62J',
      uuid: '44454c4c-3800-1058-8044-c4c04f36324a',
      kind: 'laptop',
      cpu: cpus(1, null, null),
      memory: {
        bytes: 2 * GiB,
        modules: [
          { bytes: GiB, type: 'DDR', serial: '02132010' },
          { bytes: GiB, type: 'DDR', serial: '02132216' },
        ],
      },
      batteries: [{ health: null, maker: 'Samsung SDI', model: 'DELL C129563', designMilliwattHours: 48000 }],
    },
  },
  {
    file: 'dmidecode-text/glpi-agent_rhel-6.2-vmware-2vcpus.txt',
    says: {
      maker: 'VMware, Inc.',
      model: 'VMware Virtual Platform',
      serial: 'VMware-42 1b ba bd 5f 4e af 7e-3a 56 b5 af 1c e1 a9 77',
      uuid: '421bbabd-5f4e-af7e-3a56-b5af1ce1a977',
      kind: 'virtual',
      cpu: cpus(2, 'Intel(R) Xeon(R) CPU           E7520  @ 1.87GHz', null),
    },
  },
  {
    file: 'dmidecode-text/glpi-agent_windows-hyperV.txt',
    says: {
      maker: 'Microsoft Corporation',
      model: 'Virtual Machine',
      serial: '2349-2347-2234-2340-2341-3240-48',
      kind: 'virtual',
      cpu: cpus(1, 'Intel Xeon', null),
      memory: { bytes: GiB },
    },
  },
  {
    file: 'dmidecode-text/netbox-agent_unknown.txt',
    says: { maker: 'Online Labs', model: 'SR', uuid: null, memory: { bytes: 32 * GiB } },
  },
  {
    file: 'dmidecode-text/netbox-agent_QCT_X10E-9N.txt',
    says: {
      maker: 'Quanta Cloud Technology Inc.',
      model: 'QuantaMicro X10E-9N',
      serial: 'QTFCQ57140285',
      uuid: 'e1a3d1c8-0809-e711-b48a-a81e84729878',
      kind: 'server',
      cpu: cpus(1, 'Intel(R) Xeon(R) CPU E3-1240 v6 @ 3.70GHz', 4),
    },
  },
  {
    file: 'qemu-lab/dell-optiplex7050-hdd/dmidecode.txt',
    says: {
      maker: 'Dell Inc.',
      model: 'OptiPlex 7050',
      serial: '7XK4T42',
      uuid: null,
      memory: { bytes: GiB, modules: [{ bytes: GiB, serial: '3A1B2C3D' }] },
    },
  },
  {
    file: 'qemu-lab/asrock-to-be-filled-ide/dmidecode.txt',
    says: { maker: null, model: null, serial: null, uuid: null },
  },
  {
    file: 'dmidecode-by-type/castes-SurfacePro4_chassis.txt',
    says: { maker: null, model: null, serial: null, kind: 'laptop', cpu: null, memory: null, media: null },
  },
  {
    file: 'dmidecode-by-type/castes-SurfacePro4_baseboard.txt',
    says: { maker: null, model: null, serial: null, board: { model: 'Surface Pro 4', serial: 'A01012111654643A' } },
  },
  linuxhw('All-In-One__Apple__iMac18__iMac18_3__D4B8B68EC678', {
    maker: 'Apple Inc.',
    model: 'iMac18,3',
    kind: 'all-in-one',
    cpu: cpus(1, 'Intel(R) Core(TM) i5-7600K CPU @ 3.80GHz', 4),
    memory: { bytes: 16 * GiB, modules: modules(4, 4 * GiB, 'DDR4') },
  }),
  linuxhw('All-In-One__Dell__Inspiron__Inspiron-20-Model-3043__302C3227E59B', {
    maker: 'Dell Inc.',
    model: 'Inspiron 20 Model 3043',
    kind: 'all-in-one',
    memory: { bytes: 8 * GiB, modules: modules(1, 8 * GiB, 'DDR3') },
  }),
  linuxhw('All-In-One__Lenovo__S200z__S200z-10K4000MRU__FE8B777EE315', {
    maker: 'LENOVO',
    model: '10K4000MRU',
    name: 'Lenovo S200z',
    kind: 'all-in-one',
    cpu: cpus(1, 'Intel(R) Pentium(R) CPU N3700 @ 1.60GHz', 4),
  }),
  linuxhw('Convertible__Lenovo__IdeaPadFlex__IdeaPadFlex-5-14ITL05-82HS__76550110C8C1', {
    maker: 'LENOVO',
    model: '82HS',
    name: 'IdeaPad Flex 5 14ITL05',
    kind: 'laptop',
    memory: { bytes: 16 * GiB, modules: modules(2, 8 * GiB, 'DDR4') },
    batteries: [{ health: null }],
  }),
  linuxhw('Desktop__ASRock__B75M-GL__B75M-GL-R2.0__AF49F5B7D7B3', {
    maker: null,
    model: null,
    name: null,
    kind: 'desktop',
    cpu: cpus(1, 'Intel(R) Core(TM) i3-3220 CPU @ 3.30GHz', 2),
    memory: { bytes: 8 * GiB, modules: modules(2, 4 * GiB, 'DDR3') },
  }),
  linuxhw('Desktop__Dell__OptiPlex__OptiPlex-755__5204304BC15B', {
    maker: 'Dell Inc.',
    model: 'OptiPlex 755',
    kind: 'desktop',
    cpu: cpus(1, null, 2),
    memory: { bytes: 4 * GiB, modules: modules(4, GiB, 'DDR2') },
  }),
  linuxhw('Desktop__Others__Others__Others__0B50B3C143F1', {
    maker: null,
    model: null,
    kind: 'desktop',
    cpu: cpus(1, 'AMD Ryzen 5 5625U with Radeon Graphics', 6),
  }),
  linuxhw('Desktop__QEMU__Standard__Standard-PC__418878F10378', {
    maker: 'QEMU',
    model: 'Standard PC (Q35 + ICH9, 2009)',
    kind: 'virtual',
    memory: { bytes: 4 * GiB },
  }),
  linuxhw('Desktop__Hewlett-Packard__Compaq__Compaq-4000-Pro-SFF-PC__D6B88F56DAE1', {
    maker: 'Hewlett-Packard',
    model: 'HP Compaq 4000 Pro SFF PC',
    kind: 'desktop',
    cpu: cpus(1, 'Pentium(R) Dual-Core  CPU      E5800  @ 3.20GHz', 2),
    // The third structure, 2 MB of flash in a chip, is no memory module.
    memory: { bytes: 4 * GiB, modules: modules(2, 2 * GiB, 'DDR3') },
  }),
  linuxhw('Desktop__ECS__GeForce6100__GeForce6100PM-M2__767B45FC1DB7', {
    maker: 'ECS',
    model: 'GeForce6100PM-M2',
    kind: 'desktop',
    cpu: cpus(1, 'AMD Athlon(tm) 64 X2 Dual Core Processor 4800+', null),
    memory: { bytes: 4 * GiB, modules: modules(2, 2 * GiB, null) },
  }),
  linuxhw('Desktop__Intel__DH67CL__DH67CL-AAG10212-208__25AAD43F3EC3', { maker: null, model: null, kind: 'desktop' }),
  linuxhw('Mini-Pc__Apple__Macmini8__Macmini8_1__90B066731398', {
    maker: 'Apple Inc.',
    model: 'Macmini8,1',
    kind: 'mini',
    memory: { bytes: 32 * GiB, modules: modules(2, 16 * GiB, 'DDR4') },
  }),
  linuxhw('Mini-Pc__Lenovo__ThinkCentre__ThinkCentre-M710q-10MR001YMZ__CF634F337F26', {
    maker: 'LENOVO',
    model: '10MR001YMZ',
    name: 'ThinkCentre M710q',
    kind: 'mini',
    cpu: cpus(1, 'Intel(R) Core(TM) i5-7400T CPU @ 2.40GHz', 4),
    memory: { bytes: 8 * GiB, modules: modules(1, 8 * GiB, 'DDR4') },
  }),
  linuxhw('Notebook__Acer__Aspire__Aspire-ES1-572__DAF3D639D7F9', {
    maker: 'Acer',
    model: 'Aspire ES1-572',
    kind: 'laptop',
    cpu: cpus(1, 'Intel(R) Core(TM) i3-6100U CPU @ 2.30GHz', 2),
    memory: { bytes: 8 * GiB, modules: modules(2, 4 * GiB, 'DDR3') },
  }),
  linuxhw('Notebook__Chuwi__GemiBook__GemiBook-Pro__E03F2E7EB5B6', {
    maker: 'CHUWI Innovation And Technology(ShenZhen)c0.,Ltd',
    model: 'GemiBook Pro',
    kind: 'laptop',
    memory: {
      bytes: 8 * GiB,
      modules: [
        { bytes: 4 * GiB, type: 'LPDDR4', serial: null, soldered: true },
        { bytes: 4 * GiB, type: 'LPDDR4', serial: null, soldered: true },
      ],
    },
  }),
  linuxhw('Notebook__Fujitsu-Siemens__ESPRIMO__ESPRIMO-Mobile-U9200__F70E5C5FE7C1', {
    maker: 'FUJITSU SIEMENS',
    model: 'ESPRIMO Mobile U9200',
    kind: 'laptop',
    // The version field says "A0", a stepping.
    cpu: cpus(1, null, null),
    batteries: [{ health: null, maker: 'Simplo', designMilliwattHours: 57720 }],
  }),
  linuxhw('Notebook__Medion__P__P6619__CF53CA203484', {
    maker: 'MEDION',
    model: 'P6619',
    kind: 'laptop',
    cpu: cpus(1, null, 2),
    memory: { bytes: 4096 * MiB, modules: modules(2, 2 * GiB, 'DDR2') },
  }),
  linuxhw('Notebook__Lenovo__ThinkPad__ThinkPad-T480-20L5000UUS__DA707586810A', {
    maker: 'LENOVO',
    model: '20L5000UUS',
    name: 'ThinkPad T480',
    kind: 'laptop',
    cpu: cpus(1, 'Intel(R) Core(TM) i7-8550U CPU @ 1.80GHz', 4),
    batteries: [
      { health: null, maker: 'SANYO', model: '01AV419', designMilliwattHours: 24020 },
      { health: null, maker: 'Celxpert', model: '01AV424', designMilliwattHours: 24050 },
    ],
  }),
  linuxhw('Notebook__eMachines__E__E725__F6BD9B81EDDA', {
    maker: 'eMachines',
    model: 'eMachines E725',
    // Chassis "Other", with a battery.
    kind: 'laptop',
    memory: { bytes: 3 * GiB },
  }),
  linuxhw('Tablet__Lenovo__MIIX__MIIX-2-11-20327__4EB52BADE36A', {
    maker: 'LENOVO',
    model: '20327',
    name: 'Lenovo Miix 2 11',
    kind: 'tablet',
  }),
  linuxhw('Tablet__Microsoft__Surface__Surface-Pro-2__326F909F0933', {
    maker: 'Microsoft Corporation',
    model: 'Surface Pro 2',
    kind: 'tablet',
    cpu: cpus(1, 'Intel(R) Core(TM) i5-4300U CPU @ 1.90GHz', 2),
  }),
  linuxhw('System-On-Chip__Others__Others__Others__722F349D9F34', {
    maker: null,
    model: null,
    cpu: cpus(1, 'HUAWEI Kunpeng 920', 8),
    memory: { bytes: 8 * GiB, modules: modules(1, 8 * GiB, 'DDR4') },
  }),
]
