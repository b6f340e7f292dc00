import { expect } from 'vitest'
import type { Expected } from './expected.ts'

const smart = (name: string, medium: Readonly<Record<string, unknown>>): Expected => ({
  file: `smartctl-json/${name}.json`,
  // smartctl sees a disk, never the machine around it.
  says: { maker: null, model: null, serial: null, uuid: null, cpu: null, memory: null, media: [medium] },
})

/** smartctl (JSON and text), lsblk, nvme list, hdparm: what is said of each medium. */
export const MEDIA: readonly Expected[] = [
  smart('exporter_HGST_HUS724020ALE640_28', {
    model: 'HGST HUS724020ALE640',
    serial: null,
    bytes: 2000398934016,
    kind: 'hdd',
    health: 'ok',
    hours: 83425,
  }),
  smart('exporter_HITACHI_H109060SESUN600G_9', {
    model: expect.stringContaining('H109060SESUN600G'),
    bytes: 600127266816,
    kind: 'hdd',
    health: 'ok',
    hours: 982,
  }),
  smart('exporter_KXG60ZNV512G_TOSHIBA_2', {
    model: 'KXG60ZNV512G TOSHIBA',
    bytes: 512110190592,
    kind: 'nvme',
    health: 'ok',
    hours: 12173,
    wear: 0.01,
  }),
  // No namespace size: the total capacity of the controller.
  smart('exporter_nvme-null-HUSMR7632BHP301-nvme0', { bytes: 3204045602816, kind: 'nvme', hours: 482 }),
  smart('exporter_nvme-null-SAMSUNG_MZWLL3T2HAJQ-00005-nvme0', { kind: 'nvme', health: 'failing' }),
  // 260 grown defects on a disk that says it passed.
  smart('exporter_SEAGATE_ST373453LC_26', { bytes: 73407820800, kind: 'hdd', health: 'warning', hours: 102880 }),
  smart('exporter_SAMSUNG_MZ7WD240HAFV-00003_21', {
    model: 'SAMSUNG MZ7WD240HAFV-00003',
    bytes: 240057409536,
    kind: 'ssd',
    hours: 84619,
  }),
  // No rotation rate: a disk of 2006 does not say what it is.
  smart('exporter_ST3200820AS_15', { model: 'ST3200820AS', bytes: 200049647616, health: 'ok', hours: 100216 }),
  smart('hwbench_smartctl-v73', {
    model: 'MB24000GYEVK',
    serial: 'ZYD392YX',
    bytes: 24000277250048,
    kind: 'hdd',
    health: 'ok',
    hours: 2012,
  }),
  smart('peracotta_ide02', { model: 'Hitachi HDP725016GLAT80', bytes: 160041885696, kind: 'hdd', health: 'unknown' }),
  smart('peracotta_smart_disabled', {
    model: 'WDC WD400BB-00DKA0',
    bytes: 40020664320,
    health: 'unknown',
    hours: null,
  }),
  smart('peracotta_test13', {
    model: 'APPLE SSD SM0512F',
    serial: 'S1K3NYC123456',
    bytes: 500277790720,
    kind: 'ssd',
    health: 'ok',
    hours: 31333,
  }),
  smart('peracotta_test22', {
    model: 'KINGSTON SNVS500G',
    serial: '50027686CA6886AB',
    bytes: 500107862016,
    kind: 'nvme',
    health: 'ok',
    hours: 1836,
  }),
  smart('scrutiny_smart-fail2', {
    model: 'Hitachi HDS721050DLE630',
    serial: 'MSK423Y20S3HBC',
    bytes: 500107862016,
    kind: 'hdd',
    health: 'failing',
    hours: 65592,
  }),
  // 387 reallocated sectors, status passed.
  smart('scrutiny_smart-megaraid1', { model: 'WD4000FYYX', bytes: 4000787030016, health: 'warning', hours: 37788 }),
  // Seven media errors, status passed.
  smart('scrutiny_smart-nvme-failed', {
    model: 'Samsung SSD 970 EVO 500GB',
    serial: 'S466NX0M776250H',
    bytes: 500107862016,
    kind: 'nvme',
    health: 'warning',
    hours: 12798,
  }),
  smart('scrutiny_smart-scsi2', {
    model: expect.stringContaining('ST1200MM0088'),
    serial: 'Z4028VRY0000C810BZXB',
    bytes: 1200243695616,
    kind: 'hdd',
    health: 'ok',
    hours: 5675,
  }),
  smart('scrutiny_smartctl_info_sata_smart_support_bool', {
    model: 'WD Red SA500 2.5 4TB',
    serial: '2433274A1T13',
    bytes: 4000787030016,
    health: 'unknown',
  }),
  {
    file: 'smartctl-text/glpi-agent_sample6.txt',
    says: {
      media: [
        {
          maker: 'HP',
          model: 'EG0600FBDSR',
          serial: 'EA01PB107H5K1103',
          bytes: 600127266816,
          kind: 'hdd',
          health: 'unknown',
          hours: null,
        },
      ],
    },
  },
  {
    file: 'smartctl-text/glpi-agent_sample8.txt',
    says: { media: [{ model: 'OCZ-VECTOR150', serial: 'A21WN061452000199', bytes: 480103981056, kind: 'ssd' }] },
  },
  {
    file: 'lsblk-json/checkbox_HP_DVDRW_WITH_ISO9660_DISC.lsblk.json',
    says: { maker: null, model: null, cpu: null, media: [{ bytes: 1000204886016, serial: null, health: 'unknown' }] },
  },
  {
    file: 'lsblk-json/knuckle_lsblk.json',
    says: {
      media: [
        { model: 'Samsung SSD 870', serial: 'S5PXNG0R312345', bytes: 500107862016 },
        { model: 'WD Black SN850X', serial: 'WD1234567890', bytes: 1000204886016, kind: 'nvme' },
      ],
    },
  },
  {
    // mmcblk0boot0, boot1 and rpmb are parts of the same chip.
    file: 'lsblk-json/checkbox_VESTA_300.lsblk.json',
    says: { media: [{ bytes: 1196757754978, kind: 'emmc' }] },
  },
  {
    file: 'lsblk-json/checkbox_NVIDIA_DGX_STATION.lsblk.json',
    says: {
      media: [{ bytes: 1734636624391 }, { bytes: 1506883499731 }, { bytes: 1859795965441 }, { bytes: 1488652524467 }],
    },
  },
  {
    file: 'nvme-json/hwbench_nvme-list_v1.16.json',
    says: {
      media: [
        { model: 'Dell BOSS-N1', serial: 'CN03YGWTFCP0051E00H5', bytes: 480036519936, kind: 'nvme' },
        { model: 'Dell NVMe ISE PS1030 MU U.2 6.4TB', serial: 'BID8N0071I1908N3W', bytes: 6401252745216, kind: 'nvme' },
        { model: 'Dell NVMe ISE PS1030 MU U.2 6.4TB', serial: 'BID8N0071I1908N3T', bytes: 6401252745216, kind: 'nvme' },
      ],
    },
  },
  {
    file: 'hdparm-I-text/glpi-agent_linux3.txt',
    says: {
      media: [
        {
          model: 'HITACHI HUA7210SASUN1.0T 0812G2959E',
          serial: 'GTE000PAJ2959E',
          firmware: 'GKAOAC5A',
          bytes: 1000204886016,
        },
      ],
    },
  },
  {
    file: 'hdparm-I-text/glpi-agent_linux4.txt',
    says: { media: [{ model: 'gnhta llcotaoinlAolacitnor naego evfrol', bytes: 1953656691 * 512, kind: 'hdd' }] },
  },
  {
    file: 'lsblk-json/checkbox_HP_ELITEBOOK_835_13_INCH_G10.lsblk.json',
    says: {
      media: [
        { bytes: 540082752989, kind: 'unknown' },
        { bytes: 1322997073182, kind: 'nvme' },
      ],
    },
  },
]
