import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EMPTY } from '../../../test/support/cluster.ts'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { TERRITORIES } from '../organisation/territories.ts'
import { membershipsOf } from '../platform/http/membership.ts'
import { firstVisitCode } from './code.ts'
import { passwordWeakness } from './password.ts'
import { partitive } from './start.ts'

const CODE = firstVisitCode('a secret of this test alone')
const FORM = {
  nature: 'commune',
  code: '97213',
  organisation: 'Ville du Lamentin',
  territory: 'martinique',
  programme: 'Seconde vie pour le matériel informatique',
  aims: 'Équiper les associations.',
  reasons: 'Parce que c’est intelligent.',
  startedOn: '2018-03-01',
  status: 'running',
  formerName: '5000 micros',
  formerUntil: '2020-12-31',
  'target.collected': '300',
  person: 'Hervé François',
  email: 'Herve@lamentin.fr',
  password: 'quatre mots qui se suivent',
  again: 'quatre mots qui se suivent',
  roles: ['coordinator', 'technician'],
  services: 'Service informatique',
  workshops: 'Atelier',
  stores: '',
  schools: 'Maternelle Les Flamboyants\nÉcole Pelletier\r\nCollège Édouard-Glissant',
  epn: 'Cyber-base de Place d’Armes',
  model: 'leLamentin',
}

const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

/** The organisation that the form's administrator works for. */
async function membershipOf(house: TestHouse) {
  const entry = await house.services.signIn.withPassword(
    { email: FORM.email, password: FORM.password, remember: false },
    { headers: new Headers(), address: '192.0.2.9' },
  )
  if (!('cookies' in entry)) throw new Error(entry.kind)
  const cookie = entry.cookies.map((one) => one.split(';')[0]).join('; ')
  const who = await house.services.signIn.whoIs(new Headers({ cookie }))
  const [first] = await house.database.outside((tx) => membershipsOf(tx, who?.userId ?? ''))
  return first
}

describe('before anything is set up', () => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse('first visit', EMPTY)
  })
  afterAll(() => house.close())

  test('every address leads to the welcome page, for whoever asks; health and style sheets answer', async () => {
    for (const path of ['/', '/parc', '/connexion', '/nulle-part', '/api/x'])
      expect([path, (await house.get(path)).headers.get('location')]).toEqual([path, '/bienvenue'])
    expect((await house.post('/connexion', {})).headers.get('location')).toBe('/bienvenue')
    expect((await house.get('/healthz')).status).toBe(200)
    const page = await (await house.get('/bienvenue')).text()
    expect(page).toContain('Démarrer mon programme')
    const sheet = page.match(/href="(\/assets\/[^"]+\.css)"/)?.[1] ?? ''
    expect((await house.get(sheet)).status).toBe(200)
  })

  test('a commune is found by letters without accents or by postcode, an EPCI and a département by name', async () => {
    const find = async (words: string) =>
      (await house.get(`/bienvenue/collectivite?q=${encodeURIComponent(words)}`)).text()
    expect(await find('97232')).toContain('nature=commune&amp;code=97213')
    expect(await find('trelaze')).toContain('code=49353')
    expect(await find('Lacq-Orthez')).toContain('nature=epci&amp;code=200039204')
    expect(await find('deux sevres')).toContain('nature=departement&amp;code=79')
    expect(await find('zzzz')).toContain('Aucune collectivité ne répond')
  })

  test('the form knows the commune, its territory and its local day; a code of nowhere leads back to the search', async () => {
    const page = await (await house.get('/bienvenue/programme?nature=commune&code=97213')).text()
    expect(page).toContain('value="Ville du Lamentin"')
    expect(page).toMatch(/<option value="martinique" selected/)
    const lost = await house.get('/bienvenue/programme?nature=commune&code=00000')
    expect(lost.headers.get('location')).toBe('/bienvenue/collectivite')
  })

  test('what does not hold is said beside its field, nothing is made, and passwords are not written back', async () => {
    const answer = await house.post('/bienvenue/programme', {
      ...FORM,
      organisation: '',
      email: 'herve@',
      startedOn: '',
      model: '',
    })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('Son nom, tel qu’il sera imprimé\u00a0: Cette réponse est obligatoire.')
    expect(page).toContain('Cette adresse n’est pas complète')
    expect(page).toContain('Parce que c’est intelligent.')
    expect(page).not.toContain(FORM.password)
    for (const [given, said] of [
      [{ again: 'autre chose que cela' }, 'ne sont pas les mêmes'],
      [{ password: 'court', again: 'court' }, 'entre 12 et 128'],
      [{ password: 'hervefrancois2026!', again: 'hervefrancois2026!' }, 'contient votre nom'],
      [{ formerUntil: '' }, 'la date jusqu’à laquelle'],
    ] as const) {
      const again = await house.post('/bienvenue/programme', { ...FORM, ...given })
      expect(again.status).toBe(422)
      expect(await again.text()).toContain(said)
    }
    expect((await house.get('/')).headers.get('location')).toBe('/bienvenue')
  })

  test('one form makes the organisation and leads its administrator home, signed in; a second one changes nothing', async () => {
    const [first, second] = await Promise.all([
      house.post('/bienvenue/programme', FORM),
      house.post('/bienvenue/programme', { ...FORM, organisation: 'Ville d’à côté', email: 'autre@lamentin.fr' }),
    ])
    expect([first.status, second.status]).toEqual([303, 303])
    const winner = [first, second].filter((answer) => answer.headers.getSetCookie().length > 0)
    expect(winner).toHaveLength(1)
    const cookie = winner[0] ? cookiesOf(winner[0]) : ''
    const home = await house.request('/', { headers: { cookie } })
    expect(home.status).toBe(200)
    expect(await home.text()).toMatch(/Ville du Lamentin|Ville d’à côté/)

    for (const path of ['/bienvenue', '/bienvenue/collectivite?q=a', '/bienvenue/programme?nature=other'])
      expect((await house.get(path)).headers.get('location')).toBe('/')
    const late = await house.post('/bienvenue/programme', { ...FORM, email: 'tard@lamentin.fr' })
    expect([late.status, late.headers.get('location'), late.headers.getSetCookie()]).toEqual([303, '/', []])
    expect((await house.get('/')).headers.get('location')).toMatch(/^\/connexion/)
  })
})

describe('off this machine', () => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse('first visit code', EMPTY, { firstVisitCode: CODE })
  })
  afterAll(() => house.close())

  test('the code of the terminal is asked, in capitals or not, with or without dashes', async () => {
    expect(await (await house.get('/bienvenue/programme?nature=other')).text()).toContain(
      'Code affiché par le terminal',
    )
    const wrong = await house.post('/bienvenue/programme', { ...FORM, firstVisitCode: 'AAAA-AAAA-AAAA' })
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain('Ce n’est pas le code')
    const right = await house.post('/bienvenue/programme', {
      ...FORM,
      firstVisitCode: CODE.toLowerCase().replaceAll('-', ' '),
    })
    expect([right.status, right.headers.get('location')]).toEqual([303, '/'])
  })

  test('all that the form said is kept, and the ledger tells it without naming anyone', async () => {
    const membership = await membershipOf(house)
    expect(membership?.member.roles.toSorted()).toEqual(['administrator', 'coordinator', 'technician'])
    await house.database.inOrganisation(membership?.organisationId ?? '', async (tx) => {
      expect(await tx.selectFrom('organisation').select(['name', 'insee_code', 'time_zone']).execute()).toEqual([
        { name: 'Ville du Lamentin', insee_code: '97213', time_zone: 'America/Martinique' },
      ])
      expect(await tx.selectFrom('place').select(['kind', 'name', 'insee_code']).orderBy('kind').execute()).toEqual([
        { kind: 'college', name: 'Collège Édouard-Glissant', insee_code: '97213' },
        { kind: 'epn', name: 'Cyber-base de Place d’Armes', insee_code: '97213' },
        { kind: 'nursery', name: 'Maternelle Les Flamboyants', insee_code: '97213' },
        { kind: 'primary', name: 'École Pelletier', insee_code: '97213' },
        { kind: 'service', name: 'Service informatique', insee_code: '97213' },
        { kind: 'workshop', name: 'Atelier', insee_code: '97213' },
      ])
      expect(await tx.selectFrom('programme_name').select(['name', 'valid_to']).execute()).toEqual([
        { name: '5000 micros', valid_to: '2020-12-31' },
      ])
      expect(await tx.selectFrom('programme_target').select(['indicator', 'target']).execute()).toEqual([
        { indicator: 'collected', target: 300 },
      ])
      const events = await tx.selectFrom('event').select(['kind', 'payload']).execute()
      expect(events.map((event) => event.kind)).toEqual(
        expect.arrayContaining([
          'organisation.created',
          'member.joined',
          'programme.created',
          'place.added',
          'organisation.stepsOrdered',
        ]),
      )
      expect(JSON.stringify(events.map((event) => event.payload))).not.toMatch(/Lamentin|Hervé|herve/)
    })
  })

  test('after ten wrong codes an address waits, even with the right one', async () => {
    const other = await openTestHouse('first visit tries', EMPTY, { firstVisitCode: CODE })
    try {
      const statuses = []
      for (let attempt = 0; attempt < 11; attempt += 1)
        statuses.push((await other.post('/bienvenue/programme', { ...FORM, firstVisitCode: 'FAUX' })).status)
      expect(statuses).toEqual([...Array(10).fill(422), 429])
      expect((await other.post('/bienvenue/programme', { ...FORM, firstVisitCode: CODE })).status).toBe(429)
    } finally {
      await other.close()
    }
  })
})

test('an EPCI starts with its member communes', async () => {
  const house = await openTestHouse('first visit epci', EMPTY)
  try {
    const answer = await house.post('/bienvenue/programme', {
      ...FORM,
      nature: 'epci',
      code: '200039204',
      territory: 'hexagone',
    })
    expect(answer.status).toBe(303)
    const membership = await membershipOf(house)
    const members = await house.database.inOrganisation(membership?.organisationId ?? '', (tx) =>
      tx.selectFrom('member_commune').select(['insee_code', 'name']).orderBy('name').execute(),
    )
    expect(members).toHaveLength(60)
    expect(members).toContainEqual({ insee_code: '64430', name: 'Orthez' })
  } finally {
    await house.close()
  }
})

test('every territory has a time zone that both the program and the database know', async () => {
  const house = await openTestHouse('time zones', EMPTY)
  try {
    for (const { timeZone } of Object.values(TERRITORIES)) {
      const { rows } = await house.database.outside((tx) =>
        sql<{
          there: string
        }>`select to_char('2026-01-01T12:00Z'::timestamptz at time zone ${timeZone}, 'HH24:MI') as there`.execute(tx),
      )
      const here = new Intl.DateTimeFormat('fr-FR', { timeZone, timeStyle: 'short' }).format(
        new Date('2026-01-01T12:00Z'),
      )
      expect([timeZone, rows[0]?.there]).toEqual([timeZone, here])
    }
  } finally {
    await house.close()
  }
})

test('a name is joined as French joins it', () => {
  expect(['Le Lamentin', 'Les Ulis', 'La Rochelle', 'Angers', 'Trélazé', 'Évry'].map(partitive)).toEqual([
    'du Lamentin',
    'des Ulis',
    'de La Rochelle',
    'd’Angers',
    'de Trélazé',
    'd’Évry',
  ])
})

test('a weak password is told from a good one', () => {
  expect(passwordWeakness('aaaaaaaaaaaaaaaa', [])?.en).toContain('easy to guess')
  expect(passwordWeakness('motdepasse2026!!', [])?.en).toContain('easy to guess')
  expect(passwordWeakness('le cheval mange à midi', ['Awa'])).toBeNull()
})
