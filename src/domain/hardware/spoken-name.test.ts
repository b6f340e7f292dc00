import { expect, test } from 'vitest'
import { spokenCpu, spokenName } from './spoken-name.ts'

test.each([
  [{ maker: 'Dell Inc.', model: 'Latitude 5490' }, 'Dell Latitude 5490'],
  [{ maker: 'HP', model: 'HP ProDesk 400 G4 SFF' }, 'HP ProDesk 400 G4 SFF'],
  [{ maker: 'LENOVO', model: '20HES0AB00', name: 'ThinkPad T470' }, 'Lenovo ThinkPad T470'],
  [{ maker: 'ASUSTeK COMPUTER INC.', model: 'P2520LA' }, 'ASUSTeK P2520LA'],
  [{ maker: 'Samsung', model: 'SAMSUNG MZ7LN256HAJQ' }, 'Samsung MZ7LN256HAJQ'],
  [{ maker: 'Apple', model: null }, 'Apple'],
  [{ maker: null, model: 'ProLite B2283HS' }, 'ProLite B2283HS'],
  [{ maker: null, model: null }, ''],
])('%j is said %s', (printed, said) => {
  expect(spokenName(printed)).toBe(said)
})

test.each([
  ['Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz', 'Intel Core i5-8350U'],
  ['AMD Ryzen 5 PRO 3500U w/ Radeon Vega Mobile Gfx', 'AMD Ryzen 5 PRO 3500U w/ Radeon Vega Mobile Gfx'],
  ['Intel(R) Pentium(R) CPU        G4400', 'Intel Pentium CPU G4400'],
])('%s is said %s', (printed, said) => {
  expect(spokenCpu(printed)).toBe(said)
})
