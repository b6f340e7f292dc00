import { expect, test } from 'vitest'
import { makerOfModel } from './medium-makers.ts'

test.each([
  ['ST3500418AS', 'Seagate'],
  ['WDC WD10EZEX-08WN4A0', 'Western Digital'],
  ['SAMSUNG MZVLB256HAHQ-000L7', 'Samsung'],
  ['Micron_7300_MTFDHBE960TDF', 'Micron'],
  ['Micron 5100 MTFDDAK480TBY', 'Micron'],
  ['Samsung_SSD_870_EVO_1TB', 'Samsung'],
  ['Crucial_CT275MX300SSD1', 'Crucial'],
  ['MB24000GYEVK', 'HP'],
  ['MB2000GCWDA', 'HP'],
  ['HUSMR7632BDP301', 'HGST'],
  ['HUS724040ALE640', 'HGST'],
  ['Micronesia', null],
  ['', null],
])('%s is made by %s', (model, maker) => {
  expect(makerOfModel(model)).toBe(maker)
})

test('the family names the maker when the model does not', () => {
  expect(makerOfModel('XYZ123', 'Seagate Barracuda 7200.10')).toBe('Seagate')
  expect(makerOfModel('XYZ123', 'Hitachi/HGST Travelstar Z5K1000')).toBe('HGST')
})
