import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { openingNow, readClosures, readHours, showHours, typedHours } from './opening.ts'
import { addPlace } from './place.sql.ts'

const viewer = { lang: 'fr', timeZone: 'Europe/Paris' } as const
const WEEKDAYS = [
  [
    [510, 720],
    [810, 1020],
  ],
  [],
] as [number, number][][]
const [open = [], shut = []] = WEEKDAYS
const opening = {
  week: [open, open, shut, open, open, shut, shut],
  closures: [{ from: '2026-12-19', to: '2027-01-03' }],
}

describe('opening hours', () => {
  test('are read as people write them, and written back', () => {
    expect(readHours('8h30 - 12h et 13:30 à 17h')).toEqual(open)
    expect(readHours('fermé')).toEqual([])
    expect(typedHours(open)).toBe('8h30-12h, 13h30-17h')
    expect(showHours(open, 'fr')).toBe('de 8\u00a0h\u00a030 à 12\u00a0h et de 13\u00a0h\u00a030 à 17\u00a0h')
  })
  test('spans that overlap, that end before they begin or past midnight are not read', () => {
    for (const text of ['8h-12h, 11h-14h', '12h-8h', '8h-25h', '8h75-9h', 'le matin'])
      expect(readHours(text)).toBeNull()
  })
  test('say whether it is open now, in the time zone of the town, and when it opens again', () => {
    expect(openingNow(opening, new Date('2026-11-23T08:00:00Z'), viewer)).toEqual({ kind: 'open', until: '12\u00a0h' })
    expect(openingNow(opening, new Date('2026-11-23T11:30:00Z'), viewer)).toEqual({
      kind: 'closed',
      opens: { day: '', at: '13\u00a0h\u00a030' },
    })
    expect(openingNow(opening, new Date('2026-12-18T20:00:00Z'), viewer)).toEqual({
      kind: 'closed',
      opens: { day: 'lundi 4 janvier 2027', at: '8\u00a0h\u00a030' },
    })
    expect(openingNow(null, new Date(), viewer)).toEqual({ kind: 'unsaid' })
  })
  test('closed periods are read one a line, and none ends before it begins', () => {
    expect(readClosures('19/12/2026 au 4/1/2027\n2026-05-01')).toEqual([
      { from: '2026-05-01', to: '2026-05-01' },
      { from: '2026-12-19', to: '2027-01-04' },
    ])
    expect(readClosures('4/1/2027 au 19/12/2026')).toBeNull()
    expect(readClosures('31/02/2026')).toBeNull()
  })
})

let house: TestHouse
let id: string
beforeAll(async () => {
  house = await openTestHouse('sites')
  const actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null }
  const school = { kind: 'school', name: 'Groupe Jaurès', parentId: null, inseeCode: null, renewalYears: null } as const
  id = await house.inside((tx) => addPlace(tx, actor, school))
})
afterAll(() => house.close())

const page = async (path: string, as = 'technician') => (await house.get(path, as)).text()

test('a trainee reads a place and keeps neither its hours nor its contact; another organisation finds none', async () => {
  for (const path of ['horaires', 'contact']) {
    expect((await house.get(`/lieux/${id}/${path}`, 'trainee')).status).toBe(403)
    expect((await house.get(`/lieux/${id}/${path}`, 'other')).status).toBe(404)
  }
  expect((await house.post(`/lieux/${id}/contact`, { name: 'X', phone: '0400000000' }, 'other')).status).toBe(404)
})

test('a school group holds its levels, and the list is narrowed by one of them', async () => {
  expect(await page(`/lieux/${id}`)).toContain('maternelle, élémentaire')
  const form = { name: 'Cité scolaire', kind: 'school', levels: ['college', 'lycee'] }
  expect((await house.post('/lieux/nouveau', form, 'technician')).status).toBe(303)
  const found = await page('/lieux?niveau=lycee')
  expect(found).toContain('Cité scolaire')
  expect(found).not.toContain('Groupe Jaurès')
})

test('hours that cannot be read are said beside their day, and the rest is kept; once right, the page and the poster show them', async () => {
  const wrong = await house.post(`/lieux/${id}/horaires`, { day0: '8h30-12h', day1: 'matin' }, 'technician')
  expect(wrong.status).toBe(422)
  const said = await wrong.text()
  expect(said).toContain('dans l’ordre de la journée')
  expect(said).toContain('value="8h30-12h"')
  const right = { day0: '8h30-12h, 13h30-17h', closures: '19/12/2036 au 04/01/2037' }
  expect((await house.post(`/lieux/${id}/horaires`, right, 'technician')).status).toBe(303)
  const shown = await page(`/lieux/${id}`)
  expect(shown).toContain('de 8\u00a0h\u00a030 à 12\u00a0h et de 13\u00a0h\u00a030 à 17\u00a0h')
  expect(shown).toContain('19 décembre 2036')
  const poster = await house.get(`/lieux/${id}/horaires.pdf`, 'trainee')
  expect(poster.headers.get('content-type')).toBe('application/pdf')
})

test('a contact is shown nowhere before that person agreed, everywhere after, and is gone once they withdraw', async () => {
  const contact = { name: 'Odile Ferrand', phone: '04 73 00 00 01', email: 'odile@ecole.example' }
  const exported = async () => (await house.post('/exporter/lieux', { format: 'csv' }, 'technician')).text()
  const everywhere = async () => {
    const pages = [`/lieux/${id}`, `/lieux/${id}/contact`, '/lieux?q=odile', '/recherche?q=odile']
    return (await Promise.all([...pages.map((path) => page(path)), exported()])).join()
  }
  expect((await house.post(`/lieux/${id}/contact`, contact, 'technician')).status).toBe(303)
  const hidden = await everywhere()
  for (const secret of ['Ferrand', '04 73 00 00 01', 'odile@ecole']) expect(hidden).not.toContain(secret)
  expect(hidden).toContain('attend son accord')

  expect((await house.post(`/lieux/${id}/contact/accord`, { on: '2999-01-01' }, 'technician')).status).toBe(422)
  expect((await house.post(`/lieux/${id}/contact/accord`, { on: '2026-11-01' }, 'technician')).status).toBe(303)
  expect(await page(`/lieux/${id}`, 'trainee')).toContain('Odile Ferrand')
  expect(await exported()).toContain('Odile Ferrand')

  expect((await house.post(`/lieux/${id}/contact/effacer`, {}, 'technician')).status).toBe(303)
  expect(await everywhere()).not.toContain('Ferrand')
  expect(await house.inside((tx) => tx.selectFrom('place_contact').selectAll().execute())).toEqual([])
  const events = await house.inside((tx) => tx.selectFrom('event').select('payload').execute())
  expect(JSON.stringify(events)).not.toMatch(/Ferrand|04 73|odile/)
})

test('a contact is somebody one can reach, and leaves with the place that closes', async () => {
  expect((await house.post(`/lieux/${id}/contact`, { name: 'Sans rien' }, 'technician')).status).toBe(422)
  const agreed = { name: 'Paul Lenoir', phone: '04 73 00 00 02', agreedOn: '2026-11-01' }
  expect((await house.post(`/lieux/${id}/contact`, agreed, 'technician')).status).toBe(303)
  expect((await house.post(`/lieux/${id}/fermer`, { on: '2026-11-20' }, 'technician')).status).toBe(303)
  expect(await house.inside((tx) => tx.selectFrom('place_contact').selectAll().execute())).toEqual([])
  expect((await house.get(`/lieux/${id}/contact`, 'technician')).status).toBe(404)
})
