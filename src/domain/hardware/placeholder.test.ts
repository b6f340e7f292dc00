import { describe, expect, test } from 'vitest'
import { clean, real, realMaker, realModel, realSerial, realUuid, sameUuid, squeeze } from './placeholder.ts'

describe('what firmware prints when nobody filled the field is nothing', () => {
  test.each([
    'System manufacturer',
    'To Be Filled By O.E.M.',
    'To be filled by O.E.M. by More String',
    'Default string',
    'Not Specified',
    '<BAD INDEX>',
    'OEM Define 2',
    'NO DIMM',
    '  ',
    'Manufacturer01',
    'INVALID',
    'Manufacturer not set',
    '--',
  ])('maker "%s"', (text) => expect(realMaker(text)).toBeNull())

  test.each(['System Product Name', 'Product Name', 'Array1_PartNumber0', 'Type1ProductConfigId', 'O.E.M.'])(
    'model "%s"',
    (text) => expect(realModel(text)).toBeNull(),
  )

  test.each([
    'System Serial Number',
    'Chassis Serial Number',
    'Base Board Serial Number',
    '123456789',
    '0123456789',
    'MB-1234567890',
    'BSN12345678901234567',
    '9876543210',
    'SN0001',
    '01234567',
    'FFFFFFFF',
    '00000000',
    '0',
    'xxxxxxxx',
    '........',
    'No Asset Information',
    'Asset-1234567890',
    'REDACTED',
    'CENSORED',
    'None',
    '0x00000000',
    '012345678901234567890123456789012345',
    'SystemSerialNumb',
    'SYS-9876543210',
    'NotSupport',
    'Not Supported',
    'EeePC-0123456789',
    'PF0000000',
  ])('serial "%s"', (text) => expect(realSerial(text)).toBeNull())
})

test('real values pass, trimmed and otherwise untouched', () => {
  expect(realMaker('  Dell Inc. ')).toBe('Dell Inc.')
  expect(realMaker('OEMGroup SARL')).toBe('OEMGroup SARL')
  expect(realModel('All Series')).toBe('All Series')
  expect(realModel('HP  EliteBook 840 G6')).toBe('HP  EliteBook 840 G6')
  expect(realModel('Default')).toBeNull()
  expect(realSerial('PF-0X1234')).toBe('PF-0X1234')
  expect(realSerial('5CG0000000')).toBe('5CG0000000')
  expect(realSerial('SN000123')).toBe('SN000123')
  expect(real(4242)).toBe('4242')
  expect(real(undefined)).toBeNull()
  expect(real({})).toBeNull()
})

test('control characters and undecodable bytes are removed, accents composed', () => {
  expect(clean('\u0000Mairie-E\u0301cole\ufffd\u0007 ')).toBe('Mairie-École')
  expect(squeeze(' Intel(R)   Core(TM)\ti5 ')).toBe('Intel(R) Core(TM) i5')
})

test('a UUID shared by thousands of boards is no identity', () => {
  expect(realUuid('03000200-0400-0500-0006-000700080009')).toBeNull()
  expect(realUuid('00020003-0004-0005-0006-000700080009')).toBeNull()
  expect(realUuid('FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF')).toBeNull()
  expect(realUuid('00000000-0000-0000-0000-000000000000')).toBeNull()
  expect(realUuid('Not Settable')).toBeNull()
  expect(realUuid('01234567-89AB-CDEF-0123-456789ABCDEF')).toBeNull()
  expect(realUuid('6AB5B300-538D-1014-9FB5-B0684D007B53')).toBeNull()
  expect(realUuid('4C4C4544-0042-3510-8053-B7C04F4D3732')).toBe('4c4c4544-0042-3510-8053-b7c04f4d3732')
})

test('two tools may print one UUID in two byte orders', () => {
  const dmidecode = '4c4c4544-0042-3510-8053-b7c04f4d3732'
  expect(sameUuid(dmidecode, '44454C4C-4200-1035-8053-B7C04F4D3732')).toBe(true)
  expect(sameUuid(dmidecode, '44454C4C-4200-1035-8053-B7C04F4D3733')).toBe(false)
})
