import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { fitMedium } from '../../../test/support/ready.ts'
import { scanScreen } from '../../../test/support/scans.ts'
import { perform } from '../circuit/perform.sql.ts'
import { createDevice } from '../fleet/device.sql.ts'
import { readBench, saveSteps } from '../workshop/order.sql.ts'

let house: TestHouse
let person: { organisationId: string; personId: string }
beforeAll(async () => {
  house = await openTestHouse('work-items')
  person = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? '' }
})
afterAll(() => house.close())

describe('a work order is said one item after the other', () => {
  const inHand = async (kind: 'screen' | 'laptop') => {
    const machine = await house.inside((tx) => createDevice(tx, person, { kind, state: 'received', maker: 'Dell' }))
    await house.inside(async (tx) => {
      if (kind === 'laptop') await fitMedium(tx, person, machine.id, machine.code, true)
      await perform(tx, person, 'identify', machine.id)
      await perform(tx, person, 'triage', machine.id, { payload: { verdict: 'refurbish' } })
    })
    const hand = scanScreen(house, 'trainee')
    await hand.look()
    await hand.scan('SV:MODE:WORK')
    return { machine, hand, opened: await hand.scan(machine.code) }
  }
  const said = (code: string) =>
    house.inside(async (tx) => {
      const order = (await readBench(tx, code))?.order
      return {
        steps: order?.steps.map(({ step }) => step).toSorted() ?? [],
        tests: Object.fromEntries(Object.entries(order?.tests ?? {}).map(([id, one]) => [id, one.result])),
        profile: order?.profile?.name ?? null,
      }
    })

  test('one yes says one item, which the screen named; the next is asked in its place', async () => {
    const { machine, hand, opened } = await inHand('screen')
    expect(opened).toMatchObject({ says: 'Fiche d’atelier ouverte', asks: 'Dépoussiérer', item: 'step:dusting' })
    expect(await said(machine.code)).toMatchObject({ steps: [], tests: {} })
    const first = await hand.scan('SV:ACT:YES')
    expect(first).toMatchObject({ tone: 'done', says: 'Fait : Dépoussiérer', item: 'step:cables' })
    expect(await said(machine.code)).toMatchObject({ steps: ['dusting'], tests: {} })
    expect(await hand.scan('SV:ACT:NO')).toMatchObject({ tone: 'told', item: 'step:cleaning' })
    expect((await said(machine.code)).steps).toEqual(['dusting'])
  })

  test('a test is passed, faulty, without object or left, and what is left is named at the end', async () => {
    const { machine, hand } = await inHand('screen')
    for (const answer of ['YES', 'YES', 'NO']) await hand.scan(`SV:ACT:${answer}`)
    expect((await hand.scan('SV:ACT:YES')).says).toBe('Réussi : démarrage et arrêt')
    expect((await hand.scan('SV:ACT:NO')).says).toBe('En défaut : écran, pixels et rétroéclairage')
    const last = await hand.scan('SV:ACT:SKIP')
    expect(last).toMatchObject({ tone: 'told', says: 'Pas essayé : sorties ou entrées vidéo', asks: '' })
    expect(last.html).toContain('Il reste : nettoyer l’extérieur, écran, pixels et rétroéclairage')
    expect(await said(machine.code)).toMatchObject({ tests: { power: 'passed', screen: 'failed' } })
    expect((await hand.scan(machine.code)).item).toBe('step:cleaning')
    expect((await hand.scan('SV:ACT:YES')).item).toBe('test:screen')
    await hand.scan('SV:ACT:YES')
    await hand.scan('SV:ACT:NONE')
    expect((await said(machine.code)).tests).toEqual({ power: 'passed', screen: 'passed', video: 'notApplicable' })
    expect((await hand.scan(machine.code)).says).toBe('Rien ne reste à dire de sa fiche')
  })

  test('undo takes back the last answer only, asks it again, and goes back one by one', async () => {
    const { machine, hand } = await inHand('screen')
    for (const answer of ['YES', 'NO', 'YES', 'YES', 'NO']) await hand.scan(`SV:ACT:${answer}`)
    expect(await hand.scan('SV:ACT:UNDO')).toMatchObject({ tone: 'asks', item: 'test:screen' })
    expect(await said(machine.code)).toMatchObject({ steps: ['cleaning', 'dusting'], tests: { power: 'passed' } })
    expect((await hand.scan('SV:ACT:UNDO')).item).toBe('test:power')
    expect((await said(machine.code)).tests).toEqual({})
    expect((await hand.scan('SV:ACT:UNDO')).item).toBe('step:cleaning')
    expect((await hand.scan('SV:ACT:UNDO')).item).toBe('step:cables')
    expect((await said(machine.code)).steps).toEqual(['dusting'])
    // A test found faulty before, then passed, is faulty again.
    for (const answer of ['YES', 'YES', 'YES', 'NO', 'YES']) await hand.scan(`SV:ACT:${answer}`)
    await hand.scan(machine.code)
    await hand.scan('SV:ACT:YES')
    expect((await hand.scan('SV:ACT:UNDO')).item).toBe('test:screen')
    expect((await said(machine.code)).tests).toMatchObject({ screen: 'failed' })
  })

  test('an answer scanned while the screen showed another item says nothing, and the item asked is shown', async () => {
    const { machine, hand } = await inHand('screen')
    hand.shows('')
    expect(await hand.scan('SV:ACT:YES')).toMatchObject({ tone: 'refused', item: 'step:dusting' })
    hand.shows('step:cleaning')
    const unseen = await hand.scan('SV:ACT:YES')
    expect(unseen.says).toBe('Cette question n’était pas à l’écran : ce scan n’a rien dit.')
    expect((await said(machine.code)).steps).toEqual([])
    await hand.scan('SV:ACT:YES')
    expect((await said(machine.code)).steps).toEqual(['dusting'])
  })

  test('what a colleague said meanwhile is not said twice', async () => {
    const { machine, hand } = await inHand('screen')
    await house.inside(async (tx) => {
      const bench = await readBench(tx, machine.code)
      if (bench?.order)
        await saveSteps(tx, person, machine.id, bench.order, [{ step: 'dusting', what: 'done', minutes: null }])
    })
    expect(await hand.scan('SV:ACT:YES')).toMatchObject({ says: 'Déjà dit : Dépoussiérer', item: 'step:cables' })
  })

  test('the software of a computer is asked last; a card that nothing awaits says so', async () => {
    const { machine, hand, opened } = await inHand('laptop')
    const answers = await hand.yesToAll(opened)
    expect(answers.at(-2)?.asks).toBe('Profil « Base libre »')
    expect((await said(machine.code)).profile).toBe('Base libre')
    expect(await hand.scan('SV:ACT:SKIP')).toMatchObject({ tone: 'refused', says: 'Rien n’attend cette réponse' })
    expect((await hand.scan('SV:ACT:UNDO')).item).toBe('software:base')
    expect((await said(machine.code)).profile).toBeNull()
  })

  test('without script, the page shows the item asked and its form says which', async () => {
    const { hand } = await inHand('screen')
    const page = await hand.look()
    expect(page).toContain('Étape 1 sur 3')
    expect(page).toContain('name="seen" value="step:dusting"')
  })
})
