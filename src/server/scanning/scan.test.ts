import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { makeReady } from '../../../test/support/ready.ts'
import { scanScreen } from '../../../test/support/scans.ts'
import { handoversWorld } from '../../../test/support/world-handovers.ts'
import { perform } from '../circuit/perform.sql.ts'
import { createDevice, type NewDevice } from '../fleet/device.sql.ts'
import { addPlace } from '../fleet/place.sql.ts'
import { codesOfPlaces, reserveCodes } from '../labels/label.sql.ts'
import { holdSlip } from '../moves/held-slip.sql.ts'
import { prepareSlip } from '../moves/slip.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import { countsOf, findRound, openRound } from '../stocktake/round.sql.ts'

let house: TestHouse
let person: { organisationId: string; personId: string }
beforeAll(async () => {
  house = await openTestHouse('scanning')
  person = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? '' }
})
afterAll(() => house.close())

const device = (kind: NewDevice['kind'], state: NewDevice['state']) =>
  house.inside((tx) => createDevice(tx, person, { kind, state, maker: 'Dell', model: 'Latitude 5400' }))
const place = (kind: 'store' | 'primary', name: string) =>
  house.inside(async (tx) => {
    const id = await addPlace(tx, person, { kind, name, parentId: null, inseeCode: null, renewalYears: null })
    const [code = ''] = await codesOfPlaces(tx, person, [id])
    return { id, code }
  })
const stateOf = (code: string) =>
  house.inside(async (tx: Tx) => {
    const row = await tx.selectFrom('device').select(['state', 'place_id']).where('code', '=', code).executeTakeFirst()
    return { state: row?.state, placeId: row?.place_id ?? null }
  })

/** A screen of one person. */
const screen = (as = 'technician') => scanScreen(house, as)

const technician = async () => {
  const one = screen()
  await one.look()
  return one
}

test('nobody is sent to sign in, an elected member may not, a scan without a text of ours is told', async () => {
  expect((await house.get('/balayage')).status).toBe(303)
  expect((await house.get('/balayage', 'elected')).status).toBe(403)
  const hand = await technician()
  expect((await hand.scan('XYZ-NOT-OURS')).tone).toBe('refused')
})

describe('at the bench, with a hand scanner alone', () => {
  test('announced machines are received at the dock scanned first, and the last one is undone', async () => {
    const dock = await place('store', 'Quai')
    const [one, two] = [await device('laptop', 'announced'), await device('screen', 'announced')]
    const hand = await technician()
    await hand.scan('SV:MODE:RECEIVE')
    expect((await hand.scan(dock.code)).says).toBe('Ce qui arrive est posé à Quai')
    expect(await hand.scan(one.code)).toMatchObject({ tone: 'done', says: 'Reçu, posé à Quai' })
    expect((await hand.scan(two.code)).tone).toBe('done')
    expect(await stateOf(two.code)).toEqual({ state: 'received', placeId: dock.id })
    expect(await hand.scan('SV:ACT:UNDO')).toMatchObject({ tone: 'done', says: 'Annulé : Reçu, posé à Quai' })
    expect((await stateOf(two.code)).state).toBe('announced')
    expect((await stateOf(one.code)).state).toBe('received')
  })

  test('typed by a French keyboard, cards and codes say the same', async () => {
    const hand = await technician()
    const [machine] = [await device('screen', 'announced')]
    await hand.scan('SVM?ODEMRECEIVE')
    const shifted = [...machine.code].map((key) => '&é"\'(-è_çà'['1234567890'.indexOf(key)] ?? key).join('')
    expect((await hand.scan(shifted)).tone).toBe('done')
    expect((await stateOf(machine.code)).state).toBe('received')
  })

  test('a label printed ahead becomes a device at its first scan', async () => {
    const [code = ''] = await house.inside((tx) => reserveCodes(tx, person, 1))
    const hand = await technician()
    await hand.scan('SV:MODE:LOOK')
    expect((await hand.scan(code)).tone).toBe('asks')
    expect((await hand.scan('SV:ACT:YES')).tone).toBe('done')
    expect((await stateOf(code)).state).toBe('received')
  })

  test('a screen goes from the dock to ready, and a gate refuses in its own words', async () => {
    const screenOf = await device('screen', 'received')
    const hand = await technician()
    await hand.scan('SV:MODE:TRIAGE')
    expect((await hand.scan(screenOf.code)).says).toMatch(/^Proposé : /)
    const judged = await hand.scan('SV:VERDICT:REFURBISH')
    if (judged.tone === 'asks') expect((await hand.scan('Dalle propre, à nettoyer')).tone).toBe('done')
    expect((await stateOf(screenOf.code)).state).toBe('triaged')
    await hand.scan('SV:MODE:WORK')
    expect((await hand.scan(screenOf.code)).says).toBe('Fiche d’atelier ouverte')
    await hand.scan('SV:MODE:READY')
    expect((await hand.scan(screenOf.code)).tone).toBe('refused')
    expect((await stateOf(screenOf.code)).state).toBe('inWork')
    await hand.scan('SV:MODE:WORK')
    const asked = await hand.yesToAll(await hand.scan(screenOf.code))
    expect(asked.map(({ asks }) => asks)).toEqual([
      'Dépoussiérer',
      'Joindre le câble et l’alimentation',
      'Nettoyer l’extérieur',
      'démarrage et arrêt',
      'écran, pixels et rétroéclairage',
      'sorties ou entrées vidéo',
      '',
    ])
    expect((await hand.scan('SV:GRADE:B')).says).toBe('Grade B')
    await hand.scan('SV:MODE:READY')
    expect((await hand.scan(screenOf.code)).says).toBe('Prêt')
    expect((await stateOf(screenOf.code)).state).toBe('ready')
  })

  test('a trainee opens an order, and is told that judging is not for the role', async () => {
    const machine = await device('screen', 'received')
    await house.inside(async (tx) => {
      await perform(tx, person, 'identify', machine.id)
      await perform(tx, person, 'triage', machine.id, { payload: { verdict: 'refurbish' } })
    })
    const hand = screen('trainee')
    await hand.look()
    await hand.scan('SV:MODE:WORK')
    expect((await hand.scan(machine.code)).says).toBe('Fiche d’atelier ouverte')
    expect(await hand.scan('SV:GRADE:A')).toMatchObject({ tone: 'refused', says: 'Votre rôle ne permet pas cet acte.' })
    expect((await hand.scan('SV:ACT:UNDO')).tone).toBe('done')
    expect((await stateOf(machine.code)).state).toBe('triaged')
  })

  test('machines in hand move to a place together, and back', async () => {
    const store = await place('store', 'Réserve')
    const [one, two] = [await device('screen', 'received'), await device('screen', 'received')]
    const hand = await technician()
    await hand.scan('SV:MODE:MOVE')
    await hand.scan(one.code)
    await hand.scan(two.code)
    expect((await hand.scan(store.code)).says).toBe('Déplacé à Réserve : 2')
    expect((await stateOf(two.code)).placeId).toBe(store.id)
    await hand.scan('SV:ACT:UNDO')
    expect((await stateOf(two.code)).placeId).toBeNull()
    expect(await hand.scan('SV:ACT:UNDO')).not.toMatchObject({ says: 'Annulé : Déplacé à Réserve : 2' })
  })

  test('a computer whose media are unknown does not leave for a school by a scan', async () => {
    const school = await place('primary', 'École Jean-Zay')
    const machine = await device('laptop', 'received')
    const hand = await technician()
    await hand.scan('SV:MODE:MOVE')
    await hand.scan(machine.code)
    expect((await hand.scan(school.code)).tone).toBe('refused')
    expect((await stateOf(machine.code)).placeId).toBeNull()
  })

  test('the first device for the pallet opens one after a yes, and is taken off again', async () => {
    const waste = await device('screen', 'received')
    await house.inside(async (tx) => {
      await perform(tx, person, 'identify', waste.id)
      await perform(tx, person, 'scrap', waste.id, {
        facts: { scrapping: { reason: 'given', secondLook: 'given' } },
        payload: { verdict: 'recycle' },
      })
    })
    const hand = await technician()
    await hand.scan('SV:MODE:PALLET')
    expect((await hand.scan(waste.code)).says).toBe('Aucune palette n’est ouverte')
    expect((await hand.scan('SV:ACT:YES')).says).toBe('Sur la palette 1')
    const onPallets = () => house.inside((tx) => tx.selectFrom('pallet_item').select('device_id as id').execute())
    expect(await onPallets()).toContainEqual({ id: waste.id })
    await hand.scan('SV:ACT:UNDO')
    expect(await onPallets()).not.toContainEqual({ id: waste.id })
  })
})

test('a kit is begun, filled, closed and shelved by scans; a mouse put in twice is refused by the recipe', async () => {
  const shelf = await place('store', 'Étagère')
  await house.post(
    '/kits/modeles/nouveau',
    { name: 'Tour', kinds: ['desktop'], network: 'no', screen: 'no', 'supply-mouse': '1' },
    'technician',
  )
  const added = await house.post(
    '/fournitures/nouvelle',
    { kind: 'mouse', name: 'Souris', count: '3', wanted: '1' },
    'technician',
  )
  const mouse = added.headers.get('location')?.split('/').at(-1) ?? ''
  const tower = await house.inside((tx) => makeReady(tx, person, 'desktop', 'SCAN-1'))
  const hand = await technician()
  await hand.scan('SV:MODE:KIT')
  expect((await hand.scan(tower.code)).says).toBe('Commencer un kit « Tour » ?')
  const opened = await hand.scan('SV:ACT:YES')
  expect(opened.says).toBe('Kit ouvert')
  const kit = /class="code"[^>]*>SV-([^<]+)</.exec(opened.html)?.[1]?.replaceAll('-', '') ?? ''
  expect((await hand.scan(tower.code)).tone).toBe('done')
  expect((await hand.scan('SV:ACT:YES')).tone).toBe('refused')
  expect((await hand.scan(mouse)).says).toBe('Dans le kit : Souris')
  expect((await hand.scan(mouse)).tone).toBe('refused')
  expect((await hand.scan('SV:ACT:UNDO')).says).toBe('Annulé : Dans le kit : Souris')
  expect((await hand.scan(mouse)).html).toContain('Il ne manque rien')
  expect((await hand.scan('SV:ACT:YES')).says).toBe('Kit complet')
  await hand.scan('SV:MODE:MOVE')
  await hand.scan(kit)
  expect((await hand.scan(shelf.code)).says).toBe('Déplacé à Étagère')
  expect((await stateOf(tower.code)).placeId).toBe(shelf.id)
})

test('what comes back from a school is taken back after a person said that it is complete', async () => {
  const lent = await house.inside(async (tx) => {
    const world = await handoversWorld(house, tx, person)
    return world['device.inUse'] ?? ''
  })
  const hand = await technician()
  await hand.scan('SV:MODE:TAKEBACK')
  expect(await hand.scan(lent)).toMatchObject({ tone: 'asks', says: 'Complet et intact ?' })
  await hand.scan('SV:ACT:NO')
  expect((await stateOf(lent)).state).toBe('inUse')
  await hand.scan(lent)
  expect((await hand.scan('SV:ACT:YES')).says).toBe('Repris')
  expect((await stateOf(lent)).state).toBe('returned')
  expect((await hand.scan('SV:ACT:UNDO')).tone).toBe('done')
  expect((await stateOf(lent)).state).toBe('inUse')
})

describe('through a cut', () => {
  test('a scan that comes twice is done once, and answered the same', async () => {
    const machine = await device('screen', 'announced')
    const hand = await technician()
    await hand.scan('SV:MODE:RECEIVE')
    const id = crypto.randomUUID()
    const before = hand.after
    const [first, again] = await Promise.all([hand.send(machine.code, id, before), hand.send(machine.code, id, before)])
    expect([first.tone, again.tone]).toEqual(['done', 'done'])
    const received = await house.inside((tx) =>
      tx
        .selectFrom('event')
        .select('id')
        .where('kind', '=', 'device.receive')
        .where('subject_id', '=', machine.id)
        .execute(),
    )
    expect(received.length).toBe(1)
  })

  test('what another screen of the same person did in between is a conflict, told, and nothing is done', async () => {
    const machine = await device('screen', 'announced')
    const one = await technician()
    await one.scan('SV:MODE:RECEIVE')
    const other = await technician()
    await other.scan('SV:MODE:TRIAGE')
    expect(await one.scan(machine.code)).toMatchObject({
      tone: 'refused',
      says: 'Un autre écran à vous a scanné entre-temps : ce scan n’a rien fait.',
    })
    // What was queued behind it is told too: nothing passes for done.
    expect((await one.scan(machine.code)).tone).toBe('refused')
    expect((await stateOf(machine.code)).state).toBe('announced')
    await one.scan('SV:MODE:RECEIVE')
    expect((await one.scan(machine.code)).tone).toBe('done')
  })

  test('nobody sends the scans of somebody else, nor reads their answers', async () => {
    const hand = await technician()
    const id = crypto.randomUUID()
    await hand.send('SV:MODE:LOOK', id, hand.after)
    const sent = await house.post('/balayage', { text: 'SV:MODE:LOOK', scan: id }, 'trainee')
    expect(sent.status).toBe(404)
    const who = { text: 'SV:MODE:LOOK', scan: crypto.randomUUID(), who: person.personId }
    expect((await house.post('/balayage', who, 'trainee')).status).toBe(409)
  })
})

test('without script, Enter sends the scan and the page comes back with its answer', async () => {
  const hand = await technician()
  const sent = await house.post(
    '/balayage',
    { text: 'SV:MODE:MOVE', scan: crypto.randomUUID(), after: hand.after },
    'technician',
  )
  expect([sent.status, sent.headers.get('location')]).toEqual([303, '/balayage'])
  expect(await hand.look()).toContain('Mode Déplacer')
})

test('this page alone compiles the decoder of the camera', async () => {
  const policy = async (path: string) =>
    (await house.get(path, 'technician')).headers.get('content-security-policy') ?? ''
  expect(await policy('/balayage')).toContain("'wasm-unsafe-eval'")
  expect(await policy('/')).not.toContain('wasm')
})

test('a slip is filled, sent and received with its printed code alone; what is still awaited is asked about before it is missing', async () => {
  const [from, to] = [await place('store', 'Réserve A'), await place('store', 'Réserve B')]
  const [one, two] = [await device('screen', 'received'), await device('screen', 'received')]
  const slip = await house.inside((tx) => prepareSlip(tx, person, { from: from.id, to: to.id, expectedOn: null }))
  const scan = await technician()
  await scan.scan('SV:MODE:SLIP')
  expect((await scan.scan(one.code)).tone).toBe('refused')
  expect((await scan.scan(slip.code)).says).toContain('Réserve A')
  expect((await scan.scan(one.code)).tone).toBe('done')
  await scan.scan(two.code)
  expect((await scan.scan('SV:ACT:YES')).says).toContain('est parti')
  expect(await stateOf(one.code)).toMatchObject({ placeId: null })
  await scan.scan('SV:MODE:SLIP')
  await scan.scan(slip.code)
  expect((await scan.scan(one.code)).says).toBe('Arrivé')
  expect(await stateOf(one.code)).toMatchObject({ placeId: to.id })
  expect((await scan.scan('SV:ACT:YES')).tone).toBe('asks')
  expect((await scan.scan('SV:ACT:YES')).says).toContain('finie')
  const now = await house.inside((tx) => holdSlip(tx, String(slip.number)))
  expect(now?.state).toBe('settling')
})

test('a round is counted with a scanner alone: found, again, not expected, unknown, and the last one undone', async () => {
  const [here, there] = [await place('store', 'Salle comptée'), await place('store', 'Autre salle')]
  const at = (placeId: string) =>
    house.inside((tx) => createDevice(tx, person, { kind: 'screen', state: 'received', placeId }))
  const [one, stranger] = [await at(here.id), await at(there.id)]
  const scan = await technician()
  await scan.scan('SV:MODE:COUNT')
  expect((await scan.scan(here.code)).tone).toBe('refused')
  const opened = await house.inside((tx) => openRound(tx, person, here.id))
  expect((await scan.scan(here.code)).says).toContain('Salle comptée')
  expect((await scan.scan(one.code)).says).toBe('Trouvé')
  expect((await scan.scan(one.code)).says).toBe('Déjà compté')
  expect((await scan.scan('NUMERO-QUE-PERSONNE-NE-PORTE')).says).toContain('Étiquette inconnue')
  expect((await scan.scan(stranger.code)).says).toBe('Trouvé, pas attendu ici')
  const counts = () =>
    house.inside(async (tx) => {
      const round = await findRound(tx, 'number' in opened ? String(opened.number) : '')
      return round && countsOf(tx, round)
    })
  expect(await counts()).toMatchObject({ found: 1, unexpected: 1, unknown: 1, missing: 0 })
  expect((await scan.scan('SV:ACT:UNDO')).tone).toBe('done')
  expect(await counts()).toMatchObject({ found: 1, unexpected: 0 })
})
