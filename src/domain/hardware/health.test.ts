import { expect, test } from 'vitest'
import { HEALTH_RULES, healthOf, hoursOfAttributes, NO_SMART, rawCount, type SmartAttribute } from './health.ts'

const attribute = (known: Partial<SmartAttribute>): SmartAttribute => ({
  id: 5,
  name: 'Reallocated_Sector_Ct',
  raw: '0',
  value: 100,
  failed: null,
  prefailure: true,
  ...known,
})

test('a disk whose SMART is missing is unknown, never presumed healthy', () => {
  expect(healthOf(NO_SMART)).toEqual({ health: 'unknown', signs: [] })
  expect(healthOf({ ...NO_SMART, attributes: [attribute({})] }).health).toBe('unknown')
})

test('an emulated disk that passes is healthy, even with spare 0 and threshold 0', () => {
  expect(healthOf({ ...NO_SMART, overall: 'passed', availableSpare: 0, spareThreshold: 0 }).health).toBe('ok')
})

test.each([
  [{ overall: 'failed' }, 'smart_status failed'],
  [{ overall: 'passed', exitStatus: 8 }, 'exit status bit 3: DISK FAILING'],
  [{ overall: 'passed', criticalWarning: 4 }, 'critical_warning = 4'],
  [{ overall: 'passed', attributes: [attribute({ failed: 'now' })] }, '5 Reallocated_Sector_Ct FAILING_NOW'],
] as const)('failing: %j', (facts, sign) => {
  expect(healthOf({ ...NO_SMART, ...facts })).toMatchObject({ health: 'failing', signs: [sign] })
})

test.each([
  [{ attributes: [attribute({ raw: '7' })] }, '5 Reallocated_Sector_Ct = 7'],
  [
    { attributes: [attribute({ id: 197, name: 'Current_Pending_Sector', raw: '8' })] },
    '197 Current_Pending_Sector = 8',
  ],
  [{ percentageUsed: 80 }, 'percentage_used = 80'],
  [{ availableSpare: 9, spareThreshold: 10 }, 'available_spare = 9, threshold 10'],
  [{ mediaErrors: 7 }, 'media_errors = 7'],
  [{ grownDefects: 260 }, 'grown_defect_list = 260'],
  [{ uncorrectedErrors: 1 }, 'total_uncorrected_errors = 1'],
  [{ exitStatus: 128 }, 'self-test failed'],
  [
    { attributes: [attribute({ id: 1, name: 'Raw_Read_Error_Rate', failed: 'past' })] },
    '1 Raw_Read_Error_Rate failed in the past',
  ],
] as const)('warning although the disk says it passes: %j', (facts, sign) => {
  expect(healthOf({ ...NO_SMART, overall: 'passed', ...facts })).toEqual({ health: 'warning', signs: [sign] })
})

test('a hot day in the past, a packed raw value, errors on the cable are no signs', () => {
  const attributes = [
    attribute({ raw: '0 (2000 0)' }),
    attribute({ id: 190, name: 'Airflow_Temperature_Cel', failed: 'past' }),
    attribute({ id: 199, name: 'UDMA_CRC_Error_Count', raw: '512' }),
  ]
  expect(healthOf({ ...NO_SMART, overall: 'passed', exitStatus: 32 | 64 | 4, attributes }).health).toBe('ok')
})

test('the count inside a raw value', () => {
  expect(rawCount(attribute({ raw: '138 (0 26)' }))).toBe(138)
  expect(rawCount(attribute({ id: 188, raw: '17180131332' }))).toBe(4)
  expect(rawCount(attribute({ id: 188, raw: '0 0 2' }))).toBe(2)
  expect(rawCount(attribute({ raw: 'unknown' }))).toBeNull()
})

test('power-on hours, whatever the maker counts', () => {
  const nine = (raw: string, name = 'Power_On_Hours') => hoursOfAttributes([attribute({ id: 9, name, raw })])
  expect(nine('1338h+05m+52s', 'Power_On_Seconds')).toBe(1338)
  expect(nine('2725 (151 234 0)')).toBe(2725)
  expect(nine('120000', 'Power_On_Minutes')).toBe(2000)
  expect(nine('240000', 'Power_On_Half_Minutes')).toBe(2000)
  expect(nine('281470681743360')).toBeNull()
})

test('every rule says where it comes from', () => {
  for (const rule of HEALTH_RULES) expect(rule.source).not.toBe('')
})
