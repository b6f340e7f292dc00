import { expect, test } from 'vitest'
import { unitOfSizes } from './disk-sizes.ts'

test.each([80026, 250059, 256060, 500107, 1000204, 1920383, 240057.409536])('%s is decimal', (size) =>
  expect(unitOfSizes([size], 'MiB')).toBe('MB'),
)

test.each([76319, 238475, 476940, 953869, 476937])('%s is binary', (size) =>
  expect(unitOfSizes([size], 'MB')).toBe('MiB'),
)

test('one disk of a known size decides for the others; none leaves the usual unit', () => {
  expect(unitOfSizes([115712, 953869], 'MB')).toBe('MiB')
  expect(unitOfSizes([115712], 'MB')).toBe('MB')
  expect(unitOfSizes([], 'MiB')).toBe('MiB')
})
