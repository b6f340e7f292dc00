import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { importById } from './import.sql.ts'
import { isAtWork } from './import.ts'
import { stepImport } from './step.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('imports')
})
afterAll(() => house.close())

const TODAY = '2026-11-22'
const file = (body: string | Uint8Array, name = 'parc.csv') => new File([body as BlobPart], name)

/** Sends a file and answers the address of its import. */
async function send(body: string | Uint8Array, target = 'devices', name?: string): Promise<string> {
  const answer = await house.post('/imports', { target, file: file(body, name) }, 'technician')
  expect(answer.status, await answer.clone().text()).toBe(303)
  return answer.headers.get('location') ?? ''
}
/** Does what the job does, until there is nothing left. */
async function work(href: string): Promise<string> {
  const id = href.split('/').at(-1) ?? ''
  for (;;) {
    const found = await house.inside((tx) => importById(tx, id))
    if (!found || !isAtWork(found.phase)) return found?.phase ?? 'gone'
    await house.inside((tx) => stepImport(tx, house.sample.organisationId, id, TODAY))
  }
}
const page = async (href: string) => (await house.get(href, 'technician')).text()
const act = async (href: string, form: Readonly<Record<string, string | readonly string[]>> = {}) =>
  house.post(href, form, 'technician')
/** The columns as the screen proposes them. */
const proposed = async (href: string) =>
  [...(await page(href)).matchAll(/<select name="columns".*?<\/select>/gs)].map(
    ([select]) => /<option value="([^"]*)" selected/.exec(select)?.[1] ?? '',
  )
const check = async (href: string, more: Readonly<Record<string, string | readonly string[]>> = {}) => {
  const columns = await proposed(href)
  const header = /name="header"[^>]*value="(\d+)"/.exec(await page(href))?.[1] ?? '1'
  const form = { sheet: '0', header, columns, next: 'check', createPlaces: 'yes', standing: 'inUse', ...more }
  expect((await act(`${href}/colonnes`, form)).status).toBe(303)
  expect(await work(href)).toBe('checked')
}
const run = async (href: string) => {
  expect((await act(`${href}/importer`)).status).toBe(303)
  expect(await work(href)).toBe('done')
}
const answers = async (href: string) =>
  (await (await house.get(`${href}/reponses.csv`, 'technician')).text())
    .replace(/^\ufeff/, '')
    .trim()
    .split('\r\n')
const device = (serial: string) =>
  house.inside((tx) => tx.selectFrom('device').selectAll().where('serial', '=', serial).executeTakeFirst())

const GLPI = [
  '"Nom";"Statut";"Fabricant";"Numéro de série";"Type";"Modèle";"Lieu";"Usager";"Date d’achat"',
  '"PC-MAIRIE-01";"En service";"Dell Inc.";"GLPI0001";"Portable";"Latitude 5490";"Ville > Mairie > Accueil";"Dupond Jean";"12/03/2019"',
  '"PC-MAIRIE-02";"Réformé";"HP";"GLPI0002";"Tour";"ProDesk 600";"Ville > Mairie > État civil";"Martin Zoé";"05-01-2015"',
  '"PC-ECOLE-01";"En service";"Lenovo";"GLPI0003";"Grille-pain";"M93p";"École Jaurès";"";"31/02/2019"',
  '"PC-ECOLE-02";"En service";"Lenovo";"GLPI0001";"Portable";"M93p";"École Jaurès";"";""',
].join('\r\n')

describe('who may import', () => {
  test('nobody signs in first; a role that keeps no fleet is refused; another organisation finds nothing', async () => {
    expect((await house.get('/imports')).status).toBe(303)
    expect((await house.get('/imports', 'elected')).status).toBe(403)
    const href = await send(GLPI)
    expect((await house.get(href, 'other')).status).toBe(404)
    expect((await house.get('/imports/nothing', 'technician')).status).toBe(404)
    expect((await act(`${href}/importer`)).status, 'nothing is checked yet').toBe(409)
  })
})

describe('an export of GLPI in Windows-1252', () => {
  let href = ''
  test('its encoding, delimiter and columns are found; the name and the user are left aside, and said', async () => {
    href = await send(Buffer.from(GLPI.replaceAll('’', "'"), 'latin1'))
    const shown = await page(href)
    expect(shown).toContain('windows-1252')
    expect(await proposed(href)).toEqual(['', 'state', 'maker', 'serial', 'kind', 'model', 'place', '', 'boughtOn'])
    expect(shown).toContain('peuvent nommer des personnes')
    expect(shown).toContain('ordinateur portable · Dell Inc. Latitude 5490 · GLPI0001')
  })

  test('every line has its answer before anything is written', async () => {
    await check(href, { reason: 'obsolete' })
    const lines = await answers(href)
    expect(lines[1]).toMatch(/^2;nouveau;.*le lieu sera créé \(Ville > Mairie > Accueil\)/)
    expect(lines[2]).toMatch(/^3;nouveau;/)
    expect(lines[3]).toMatch(/^4;refusé;.*pas une date.*31\/02\/2019.*nature inconnue.*Grille-pain/)
    expect(lines[4]).toMatch(/^5;refusé;.*Déjà dit à une ligne plus haute du fichier \(2\)/)
    expect(lines[4], 'with its own cells, to be mended').toContain(';PC-ECOLE-02;En service;')
    expect(await device('GLPI0001')).toBeUndefined()
  })

  test('what is in use is told with its place, what is decommissioned with its reason, each by its act', async () => {
    await run(href)
    const one = await device('GLPI0001')
    expect(one).toMatchObject({ kind: 'laptop', state: 'inUse', life: 1, inventory: 'listed', bought_on: '2019-03-12' })
    const holding = await house.inside((tx) =>
      tx
        .selectFrom('holding')
        .selectAll()
        .where('device_id', '=', one?.id ?? '')
        .executeTakeFirstOrThrow(),
    )
    expect(holding).toMatchObject({ told: true, holder_place: one?.place_id, ended_at: null })
    expect(await device('GLPI0002')).toMatchObject({
      state: 'decommissioned',
      inventory: 'decommissioned',
      decommission_reason: 'obsolete',
    })
    const events = await house.inside((tx) =>
      tx
        .selectFrom('event')
        .select(['kind', 'actor', 'payload'])
        .where('subject_id', '=', one?.id ?? '')
        .execute(),
    )
    expect(events).toEqual([
      {
        kind: 'device.declare',
        actor: house.sample.people.technician,
        payload: { from: 'none', to: 'inUse', life: 1, importId: href.split('/').at(-1), placeId: one?.place_id },
      },
    ])
    const places = await house.inside((tx) => tx.selectFrom('place').select(['name', 'kind']).execute())
    expect(places.map(({ name }) => name)).toEqual(expect.arrayContaining(['Ville', 'Mairie', 'Accueil', 'État civil']))
  })

  test('the same file again is known; a step asked twice changes nothing', async () => {
    const again = await send(GLPI)
    await check(again, { reason: 'obsolete' })
    expect((await answers(again))[1]).toMatch(/^2;déjà connu;SV-/)
    const id = href.split('/').at(-1) ?? ''
    const before = await house.inside((tx) => tx.selectFrom('event').select('id').execute())
    await house.inside((tx) => stepImport(tx, house.sample.organisationId, id, TODAY))
    expect(await house.inside((tx) => tx.selectFrom('event').select('id').execute())).toHaveLength(before.length)
  })

  test('the whole import is undone, but what was acted on since stays and says so', async () => {
    const moved = await device('GLPI0002')
    const place = await house.inside((tx) =>
      tx.selectFrom('place').select('id').where('name', '=', 'Ville').executeTakeFirstOrThrow(),
    )
    expect((await act('/reforme/recevoir', { ids: [moved?.id ?? ''], at: place.id })).status).toBe(303)
    expect((await act(`${href}/annuler`)).status).toBe(303)
    expect(await work(href)).toBe('undone')
    const lines = await answers(href)
    expect(lines[1]).toMatch(/^2;repris;SV-/)
    expect(lines[2]).toMatch(/^3;gardé;SV-.*Quelque chose s’est passé depuis/)
    const gone = await device('GLPI0001')
    expect(gone?.state).toBe('withdrawn')
    expect((await house.get(`/parc/${gone?.code}`, 'technician')).status).toBe(404)
    expect(await page('/parc?q=GLPI0001')).not.toContain(gone?.code)
    const contrary = await house.inside((tx) =>
      tx
        .selectFrom('event')
        .select(['kind', 'payload'])
        .where('subject_id', '=', gone?.id ?? '')
        .orderBy('at', 'desc')
        .executeTakeFirstOrThrow(),
    )
    expect(contrary).toMatchObject({ kind: 'device.correct', payload: { from: 'inUse', to: 'none' } })
    const open = await house.inside((tx) =>
      tx
        .selectFrom('holding')
        .select('ending')
        .where('device_id', '=', gone?.id ?? '')
        .executeTakeFirstOrThrow(),
    )
    expect(open.ending).toBe('corrected')
  })

  test('after the undoing the same file brings them in again, and its columns are remembered', async () => {
    const again = await send(GLPI)
    expect(await page(again)).toMatch(/value="obsolete" selected/)
    await check(again, { reason: 'obsolete' })
    expect((await answers(again))[1]).toMatch(/^2;nouveau;/)
  })
})

describe('what is known already', () => {
  test('a blank is filled, a difference is kept or replaced as asked, a place and a state never move; undone, it is as before', async () => {
    const first = await send('Nature;Fabricant;Numéro de série;Lieu\nportable;Dell;KNOWN001;École Sand\n')
    await check(first)
    await run(first)
    const second = await send(
      'Nature;Fabricant;Numéro de série;Modèle;Prix;Lieu;Mémoire\nportable;DELL Inc;KNOWN001;Latitude 7490;1 234,50 €;Autre école;8 Go\n',
    )
    await check(second)
    expect((await answers(second))[1]).toMatch(
      /complété;SV-.*ne le déplace pas.*École Sand.*Modèle.: vide → Latitude 7490/,
    )
    expect((await answers(second))[1]).not.toContain('Dell → DELL')
    await run(second)
    expect(await device('KNOWN001')).toMatchObject({
      maker: 'Dell',
      model: 'Latitude 7490',
      unit_value_eur: '1234.50',
      memory_bytes: 8 * 2 ** 30,
    })
    expect((await act(`${second}/annuler`)).status).toBe(303)
    expect(await work(second)).toBe('undone')
    expect(await device('KNOWN001')).toMatchObject({
      maker: 'Dell',
      model: null,
      unit_value_eur: null,
      memory_bytes: null,
    })
  })
})

describe('places and parties', () => {
  test('a list of schools makes the tree, with levels', async () => {
    const href = await send('École;Type;Code INSEE\nVille > École Curie;école maternelle;63113\n;;\n', 'places')
    await check(href)
    await run(href)
    const made = await house.inside((tx) =>
      tx.selectFrom('place').selectAll().where('name', '=', 'École Curie').executeTakeFirst(),
    )
    expect(made).toMatchObject({ kind: 'nursery', insee_code: '63113', levels: ['nursery'] })
  })
  test('a list of every kind of site says what is taught there, whatever the site is called', async () => {
    const list = [
      'Nom;Niveaux scolaires',
      'Cité scolaire Pasteur;collège, lycée et BTS',
      'Lycée Jaurès;',
      'École du Port;maternelle et élémentaire',
      'Médiathèque Hugo;',
      'Déchetterie Nord;',
      'École Sans Nom;CM5',
    ].join('\n')
    const href = await send(list, 'places')
    await check(href)
    expect((await answers(href)).at(-1)).toMatch(/^7;refusé;École Sans Nom;Niveaux scolaires.*niveau scolaire inconnu/i)
    await run(href)
    const made = await house.inside((tx) => tx.selectFrom('place').select(['name', 'kind', 'levels']).execute())
    const named = (name: string) => made.find((one) => one.name === name)
    expect(named('Cité scolaire Pasteur')?.levels).toEqual(['college', 'lycee', 'higher'])
    expect(named('Lycée Jaurès')).toMatchObject({ kind: 'lycee', levels: ['lycee'] })
    expect(named('École du Port')?.levels).toEqual(['nursery', 'elementary'])
    expect([named('Médiathèque Hugo')?.kind, named('Déchetterie Nord')?.kind]).toEqual(['library', 'dropOff'])
    expect(named('École Sans Nom')).toBeUndefined()
    expect((await act(`${href}/annuler`)).status).toBe(303)
    await work(href)
    const open = await house.inside((tx) =>
      tx.selectFrom('place').select('name').where('closed_on', 'is', null).execute(),
    )
    expect(open.map(({ name }) => name)).not.toContain('Cité scolaire Pasteur')
  })
  test('an address book makes parties; a wrong SIRET is refused, a known one completed, and all is undone', async () => {
    const list =
      'Nom;Rôle;SIRET;Courriel\nEmmaüs 63;association;;a@b.fr\nEnvie;recycler;12345678901234;\nDons SA;entreprise donatrice;732 829 320 00074;\n'
    const href = await send(list, 'parties')
    await check(href)
    const lines = await answers(href)
    expect(lines[1]).toMatch(/^2;nouveau;Emmaüs 63/)
    expect(lines[2]).toMatch(/^3;refusé;.*SIRET/)
    await run(href)
    expect((await act(`${href}/annuler`)).status).toBe(303)
    await work(href)
    expect(
      await house.inside((tx) => tx.selectFrom('party').select('id').where('name', '=', 'Emmaüs 63').execute()),
    ).toEqual([])
  })
})

describe('hostile and odd files', () => {
  const refused = async (body: string | Uint8Array, name?: string) => {
    const answer = await house.post('/imports', { target: 'devices', file: file(body, name) }, 'technician')
    return { status: answer.status, text: await answer.text() }
  }
  test('no file, an empty one, a picture, a broken workbook, a bomb: refused in words', async () => {
    expect((await house.post('/imports', { target: 'devices' }, 'technician')).status).toBe(422)
    expect((await refused('')).status).toBe(422)
    expect((await refused(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 0]))).status).toBe(422)
    expect((await refused(new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]), '../../etc/passwd.xlsx')).text).toContain(
      'ni un CSV',
    )
  })
  test('the dump of one machine is led to the arrivals', async () => {
    expect((await refused('{"action":"inventory","deviceid":"x"}')).text).toContain('déposez-le aux arrivées')
    expect((await refused('<?xml version="1.0"?><REQUEST></REQUEST>')).text).toContain('déposez-le aux arrivées')
  })
  test('a workbook is read as its cells show it: dates, numbers, no formula', async () => {
    const made = await house.post('/exporter/parc', { format: 'xlsx', query: 'q=KNOWN001' }, 'technician')
    const href = await send(new Uint8Array(await made.arrayBuffer()), 'devices', 'parc.xlsx')
    expect(await proposed(href)).toEqual(expect.arrayContaining(['code', 'kind', 'serial', 'boughtOn']))
    await check(href)
    expect((await answers(href))[1]).toMatch(/^2;déjà connu;SV-/)
  })
  test('hidden characters, endless quotes, a thousand columns, formulas are refused or harmless', async () => {
    const href = await send(
      'Modèle;Numéro de série;Lieu\n=1+1;HOST\u202e001;École Sand\n@SUM(A1);HOST0002;École Sand\n',
    )
    await check(href)
    const lines = await answers(href)
    expect(lines[1]).toMatch(/refusé;.*caractères invisibles/)
    expect(lines[2]).toMatch(/nouveau/)
    expect(lines[2]).toContain(";'@SUM(A1);")
    expect((await refused(`Modèle;Série\n"${'x'.repeat(220_000)}\n`)).status).toBe(422)
    expect(
      (await house.post('/imports', { target: 'devices', file: file(`${'a;'.repeat(1000)}\n1;2\n`) }, 'technician'))
        .status,
    ).toBe(303)
  })
  test('a body of 200 MB is refused before it is read', async () => {
    const answer = await house.request('/imports', {
      method: 'POST',
      headers: {
        cookie: house.sample.cookies.technician ?? '',
        origin: 'http://localhost:3000',
        'content-length': String(200 * 2 ** 20),
        'content-type': 'multipart/form-data; boundary=x',
      },
      body: 'x',
    })
    expect(answer.status).toBe(413)
  })
})
