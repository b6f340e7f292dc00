import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../../test/support/house.ts'
import { perform } from '../../circuit/perform.sql.ts'
import { createDevice } from '../../fleet/device.sql.ts'
import { readBench } from '../order.sql.ts'
import { sheetOf } from './sheet.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('sheet')
})
afterAll(() => house.close())

test('the sheet of an order says each test with its remark, the grade with its criterion, the time, who did and who checked', async () => {
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? '' }
  const { code } = await house.inside(async (tx) => {
    const made = await createDevice(tx, actor, { kind: 'screen', state: 'received', maker: 'Iiyama' })
    await perform(tx, actor, 'identify', made.id)
    await perform(tx, actor, 'triage', made.id, { payload: { verdict: 'refurbish' } })
    return made
  })
  expect((await house.get(`/atelier/${code}/fiche`, 'technician')).status).toBe(404)
  await house.post(`/atelier/${code}/ouvrir`, {}, 'technician')
  await house.post(`/atelier/${code}/essais`, { 't.power': 'passed', 'r.power': 'en 3 s' }, 'technician')
  await house.post(`/atelier/${code}/etapes`, { 's.dusting': 'done', 'm.dusting': '7' }, 'technician')
  await house.post(`/atelier/${code}/grade`, { grade: 'B' }, 'technician')
  await house.post(`/atelier/${code}/controle`, { answer: 'redo', words: 'Pied à resserrer.' }, 'tutor')
  const sheet = await house.inside(async (tx) => {
    const bench = await readBench(tx, code)
    if (!bench?.order) throw new Error('no order was opened')
    const viewer = { lang: 'fr', timeZone: 'Europe/Paris' } as Parameters<typeof sheetOf>[1]
    return sheetOf(tx, viewer, bench, bench.order)
  })
  expect(sheet.tests[0]?.slice(1, 3)).toEqual(['réussi', 'en 3 s'])
  expect(sheet.tests[1]?.[1]).toBe('non essayé')
  expect(sheet.steps[0]?.[3]).toContain('7')
  expect([sheet.grade, sheet.criterion]).toEqual(['B', expect.stringContaining('Traces légères')])
  expect(sheet.checks.join()).toContain('Pied à resserrer.')
  const paper = await house.get(`/atelier/${code}/fiche`, 'technician')
  expect(paper.status).toBe(200)
  expect(new TextDecoder().decode((await paper.arrayBuffer()).slice(0, 5))).toBe('%PDF-')
  expect(await (await house.get(`/atelier/${code}`, 'technician')).text()).toContain(`/atelier/${code}/fiche`)
})
