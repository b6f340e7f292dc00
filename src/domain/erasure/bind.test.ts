import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comparableSerial, type KnownMedium, sameSerial, tieDrive } from './bind.ts'

const medium = (id: string, change: Partial<KnownMedium> = {}): KnownMedium => ({
  id,
  serial: 'WD-WCC6Z1AB2CD3',
  model: 'WDC WD5000AZLX-08K2TA0',
  bytes: 500107862016,
  ...change,
})
const drive = { serial: 'WD-WCC6Z1AB2CD3', model: 'WDC WD5000AZLX-0', bytes: 500107862016 }
const others = [medium('b', { serial: 'S2R4NX0H512345' }), medium('c', { serial: null })]

test('the serial number ties, whatever tool printed it', () => {
  for (const serial of [
    'WD-WCC6Z1AB2CD3',
    '  wd-wcc6z1ab2cd3 ',
    'WCC6Z1AB2CD3',
    '00WCC6Z1AB2CD3',
    'WD-WCC6Z1AB2CD3____',
  ]) {
    expect(tieDrive({ ...drive, serial }, [medium('a'), ...others]), serial).toMatchObject({
      tie: 'matched',
      medium: { id: 'a' },
      reason: 'serial',
    })
  }
})

test('a serial that no medium bears ties to none', () => {
  expect(tieDrive({ ...drive, serial: 'Z4YB0001' }, [medium('a'), ...others])).toEqual({
    tie: 'none',
    reason: 'serialUnknown',
  })
})

test('without a serial a person chooses, even when one medium alone fits', () => {
  expect(tieDrive({ ...drive, serial: null }, [medium('a')])).toMatchObject({ tie: 'ambiguous', reason: 'noSerial' })
  expect(tieDrive({ ...drive, serial: '0000000000' }, [medium('a')])).toMatchObject({ tie: 'ambiguous' })
  expect(tieDrive({ ...drive, serial: null, bytes: 1e12 }, [medium('a')])).toEqual({ tie: 'none', reason: 'noSerial' })
})

test('size and model may refuse what the serial says', () => {
  expect(tieDrive({ ...drive, bytes: 499_000_000_000 }, [medium('a')])).toMatchObject({ tie: 'matched' })
  expect(tieDrive({ ...drive, bytes: 250_059_350_016 }, [medium('a')])).toMatchObject({
    tie: 'ambiguous',
    reason: 'sizeDiffers',
  })
  expect(tieDrive({ ...drive, model: 'ST500DM002-1BD14' }, [medium('a')])).toMatchObject({
    tie: 'ambiguous',
    reason: 'modelDiffers',
  })
  expect(tieDrive({ ...drive, model: null, bytes: null }, [medium('a')])).toMatchObject({ tie: 'matched' })
})

test('two media with one serial: size and model choose, or nobody does', () => {
  const twin = medium('twin', { bytes: 1_000_204_886_016, model: 'ST1000DM003-1SB102' })
  expect(tieDrive(drive, [medium('a'), twin])).toMatchObject({ medium: { id: 'a' }, reason: 'serialNarrowed' })
  expect(tieDrive(drive, [medium('a'), medium('b')])).toMatchObject({ tie: 'ambiguous', reason: 'serialShared' })
})

test('nwipe cuts a serial at twenty characters', () => {
  expect(sameSerial('ABCDEFGHIJ0123456789', 'ABCDEFGHIJ0123456789XYZ')).toBe(true)
  expect(sameSerial('ABCDEFGHIJ', 'ABCDEFGHIJ0123456789XYZ')).toBe(false)
})

test('a placeholder is no serial', () => {
  for (const serial of ['', 'XXXXXXXXXXXXXXX', '0', 'Not Specified', '????????', null]) {
    expect(comparableSerial(serial)).toBeNull()
  }
})

test('matched always names a medium that bears the serial; comparing is symmetric', () => {
  const serials = fc.constantFrom(
    'WD-WCC6Z1AB2CD3',
    'WCC6Z1AB2CD3',
    'S2R4NX0H512345',
    '0',
    null,
    'z4yb0001',
    '00Z4YB0001',
  )
  const clue = fc.record({
    serial: serials,
    model: fc.constantFrom('WDC WD5000AZLX-0', 'ST500DM002', null),
    bytes: fc.constantFrom(500107862016, 250059350016, null),
  })
  fc.assert(
    fc.property(clue, fc.array(clue, { maxLength: 4 }), (one, many) => {
      const media = many.map((clues, index) => ({ ...clues, id: String(index) }))
      const tie = tieDrive(one, media)
      return tie.tie !== 'matched' || sameSerial(tie.medium.serial, one.serial)
    }),
  )
  fc.assert(fc.property(serials, serials, (a, b) => sameSerial(a, b) === sameSerial(b, a)))
})
