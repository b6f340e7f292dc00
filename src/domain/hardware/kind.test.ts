import { describe, expect, test } from 'vitest'
import { kindOf, kindOfChassis } from './kind.ts'

describe('the chassis tells the kind', () => {
  test.each([
    ['Notebook', 'laptop'],
    ['10', 'laptop'],
    ['Convertible', 'laptop'],
    ['Detachable', 'tablet'],
    ['Hand Held', 'tablet'],
    ['Mini Tower', 'desktop'],
    ['low-profile', 'desktop'],
    ['Space-saving', 'desktop'],
    ['All In One', 'all-in-one'],
    ['all-in-one', 'all-in-one'],
    ['Mini PC', 'mini'],
    ['Stick PC', 'mini'],
    ['Rack Mount Chassis', 'server'],
    ['Multi-system', 'server'],
    ['Blade', 'server'],
    ['Docking Station', 'unknown'],
    ['Other', 'unknown'],
    ['<OUT OF SPEC>', 'unknown'],
  ])('%s', (chassis, kind) => expect(kindOfChassis(chassis)).toBe(kind))

  test('a dock is set aside for the machine that stands in it', () => {
    expect(kindOf({ chassis: ['Docking Station', 'Notebook'] })).toBe('laptop')
  })
})

describe('where the chassis is wrong or says nothing', () => {
  test.each([
    [
      'an iMac that says Laptop',
      { maker: 'Apple Inc.', model: 'iMac18,3', chassis: ['Laptop'], battery: true },
      'all-in-one',
    ],
    ['a Mac mini that says Laptop', { maker: 'Apple Inc.', model: 'Macmini8,1', chassis: ['Laptop'] }, 'mini'],
    [
      'a Surface that says Laptop',
      { maker: 'Microsoft Corporation', model: 'Surface Go 2', chassis: ['Laptop'] },
      'tablet',
    ],
    ['a Surface Laptop', { maker: 'Microsoft Corporation', model: 'Surface Laptop 3', chassis: ['Laptop'] }, 'laptop'],
    ['a notebook that says Other', { maker: 'Acer, inc.', model: 'TravelMate 3270', chassis: ['Other'] }, 'laptop'],
    [
      'a notebook that says Desktop, with its battery',
      { model: 'P15xEMx', chassis: ['Desktop'], battery: true },
      'laptop',
    ],
    ['a tower server', { maker: 'Dell Inc.', model: 'PowerEdge T330', chassis: ['Tower'] }, 'server'],
    [
      'an OptiPlex without a chassis type',
      { maker: 'Dell Inc.', model: 'OptiPlex 7050', chassis: ['Other'] },
      'desktop',
    ],
    ['a board without SMBIOS', { model: 'Raspberry Pi 4 Model B Rev 1.1' }, 'mini'],
    [
      'an all-in-one that says Desktop',
      { maker: 'Dell Inc.', model: 'Inspiron One 2320', chassis: ['Desktop'] },
      'all-in-one',
    ],
    ['a tablet that says Notebook', { maker: 'acer', model: 'ICONIA Tab W500', chassis: ['notebook'] }, 'tablet'],
    ['nothing at all', {}, 'unknown'],
  ])('%s', (_, clues, kind) => expect(kindOf(clues)).toBe(kind))
})

describe('virtual machines', () => {
  test.each([
    ['QEMU', 'Standard PC (Q35 + ICH9, 2009)'],
    ['innotek GmbH', 'VirtualBox'],
    ['VMware, Inc.', 'VMware Virtual Platform'],
    ['VMware, Inc.', 'VMware7,1'],
    ['Microsoft Corporation', 'Virtual Machine'],
    ['Xen', 'HVM domU'],
    ['Red Hat', 'KVM'],
    ['Google', 'Google Compute Engine'],
    ['Amazon EC2', 't3.micro'],
    ['Parallels Software International Inc.', 'Parallels Virtual Platform'],
  ])('%s %s', (maker, model) => expect(kindOf({ maker, model, chassis: ['Other'] })).toBe('virtual'))

  test.each([
    ['Microsoft Corporation', 'Surface Pro 2'],
    ['Google', 'Woomax'],
    ['Oracle Corporation', 'ORACLE SERVER X5-2'],
    ['Red Hat', 'Wonderbook'],
  ])('%s %s is a real machine', (maker, model) => {
    expect(kindOf({ maker, model, chassis: ['Laptop'], declaredVirtual: true })).not.toBe('virtual')
  })

  test('a virtual PC that was given a real PC’s name stands for that PC', () => {
    expect(kindOf({ maker: 'Dell Inc.', model: 'OptiPlex 7050', chassis: ['Other'], declaredVirtual: true })).toBe(
      'desktop',
    )
  })

  test('where nothing names itself, the firmware is believed', () => {
    expect(kindOf({ declaredVirtual: true })).toBe('virtual')
    expect(kindOf({ firmwareMaker: 'SeaBIOS' })).toBe('virtual')
  })
})
