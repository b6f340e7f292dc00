import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { makeReady } from '../../../test/support/ready.ts'
import { createDevice } from '../fleet/device.sql.ts'

let house: TestHouse
let actor: { organisationId: string; personId: string | null }
beforeAll(async () => {
  house = await openTestHouse('kits')
  actor = { organisationId: house.sample.organisationId, personId: house.sample.people.technician ?? null }
})
afterAll(() => house.close())

const PACK = {
  name: 'Poste complet',
  kinds: ['desktop'],
  diskGb: '80',
  network: 'yes',
  screen: 'yes',
  inches: '17',
  'supply-keyboard': '1',
  'supply-videoCable': '1',
}
const to = (answer: Response): string => {
  expect(answer.status).toBe(303)
  return answer.headers.get('location') ?? ''
}
const bin = async (fields: Record<string, string>): Promise<string> => {
  const form = { count: '3', wanted: '1', ...fields }
  return (
    to(await house.post('/fournitures/nouvelle', form, 'technician'))
      .split('/')
      .at(-1) ?? ''
  )
}

/** Writes the model once, opens a kit under its latest recipe, answers its address. */
async function openKit(): Promise<string> {
  const models = await (await house.get('/kits/modeles', 'technician')).text()
  if (!models.includes(PACK.name)) to(await house.post('/kits/modeles/nouveau', PACK, 'technician'))
  const recipe =
    (await (await house.get('/kits', 'technician')).text()).match(/<option value="([0-9a-f-]{36})"/)?.[1] ?? ''
  return to(await house.post('/kits', { recipe }, 'trainee'))
}
const scan = (kit: string, code: string) => house.post(`${kit}/scan`, { code }, 'trainee')
const page = async (path: string) => (await house.get(path, 'technician')).text()
const ready = (kind: 'desktop' | 'screen', serial: string) => house.inside((tx) => makeReady(tx, actor, kind, serial))

describe('a kit', () => {
  test('is assembled by scanning, refused while screen and unit do not match, with the cable that would mend it', async () => {
    const keyboard = await bin({ kind: 'keyboard', name: 'Clavier AZERTY' })
    const vga = await bin({ kind: 'videoCable', name: 'Câble VGA', endUnit: 'vga', endScreen: 'vga' })
    const hdmi = await bin({ kind: 'videoCable', name: 'Câble DP-HDMI', endUnit: 'displayPort', endScreen: 'hdmi' })
    const unit = await ready('desktop', 'K-1')
    const screen = await ready('screen', 'K-2')
    const kit = await openKit()
    for (const code of [unit.code, screen.code, keyboard, vga]) to(await scan(kit, code))
    expect(await page(kit)).toContain('prises non constatées')

    await house.post(`${kit}/prises`, { device: unit.id, sockets: ['displayPort', 'network'] }, 'trainee')
    await house.post(`${kit}/prises`, { device: screen.id, sockets: ['hdmi'], inches: '16,9' }, 'trainee')
    const differ = await page(kit)
    expect(differ).toContain('Il faudrait')
    expect(differ).toContain('DisplayPort vers HDMI')
    const early = await house.post(`${kit}/complet`, {}, 'trainee')
    expect(early.status).toBe(409)
    expect(await early.text()).toContain('prise vidéo')

    const item = (await page(kit)).match(/Retirer Câble VGA[\s\S]*?name="item" value="([0-9a-f-]{36})"/)?.[1] ?? ''
    to(await house.post(`${kit}/retrait`, { item }, 'trainee'))
    to(await scan(kit, hdmi))
    to(await house.post(`${kit}/complet`, {}, 'trainee'))
    expect(await page(kit)).toContain('complet')
    expect(await page('/fournitures')).toMatch(/Câble VGA[\s\S]*?>3</)

    const sheet = await house.get(`${kit}/fiche.pdf`, 'technician')
    expect([sheet.status, sheet.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  })

  test('says why a thing does not go in: already elsewhere, not ready, not asked, enough, unknown', async () => {
    const first = await openKit()
    const second = await openKit()
    const unit = await ready('desktop', 'K-3')
    const other = await ready('desktop', 'K-4')
    const laptop = await house.inside((tx) => makeReady(tx, actor, 'laptop', 'K-5'))
    const raw = await house.inside((tx) => createDevice(tx, actor, { kind: 'desktop', state: 'received' }))
    const keyboard = await bin({ kind: 'keyboard', name: 'Clavier sans fil', count: '1' })
    const why = async (kit: string, code: string) => {
      const answer = await scan(kit, code)
      expect(answer.status).toBe(422)
      return (await answer.text()).replaceAll('&nbsp;', ' ')
    }
    expect(await why(second, raw.code)).toContain('n’est pas prêt')
    to(await scan(first, unit.code))
    expect(await why(second, unit.code)).toContain('est déjà dans le kit')
    expect(await why(first, other.code)).toContain('a déjà cet appareil')
    expect(await why(first, laptop.code)).toContain('ne demande pas cette nature')
    to(await scan(first, keyboard))
    expect(await why(first, keyboard)).toContain('en a assez')
    expect(await why(second, keyboard)).toContain('le bac est vide')
    expect(await why(second, 'XYZ')).toContain('ne désigne ni un appareil')
  })

  test('taken apart gives its supplies back, and its devices to another kit', async () => {
    const keyboard = await bin({ kind: 'keyboard', name: 'Clavier à rendre', count: '1' })
    const unit = await ready('desktop', 'K-6')
    const kit = await openKit()
    for (const code of [unit.code, keyboard]) to(await scan(kit, code))
    to(await house.post(`${kit}/defaire`, {}, 'trainee'))
    const again = await openKit()
    for (const code of [unit.code, keyboard]) to(await scan(again, code))
    expect((await scan(kit, unit.code)).status).toBe(422)
  })

  test('two people who take the last of a bin at once: one has it, the other is told', async () => {
    const keyboard = await bin({ kind: 'keyboard', name: 'Le dernier clavier', count: '1' })
    const kits = [await openKit(), await openKit()]
    const answers = await Promise.all(kits.map((kit) => scan(kit, keyboard)))
    expect(answers.map((one) => one.status).sort()).toEqual([303, 422])
  })
})

describe('a kit model', () => {
  test('changed writes another version, and open kits keep theirs', async () => {
    const kit = await openKit()
    const before = await page(kit)
    const [, version] = before.match(/version (\d+)/) ?? []
    const id = (await page('/kits/modeles')).match(/\/kits\/modeles\/([0-9a-f-]{36})/)?.[1]
    to(await house.post(`/kits/modeles/${id}`, { ...PACK, 'supply-mouse': '1' }, 'technician'))
    expect(await page(kit)).toContain(`version ${version}`)
    expect(await page(await openKit())).toContain(`version ${Number(version) + 1}`)
  })

  test('asks for a kind of unit, and sizes that are numbers', async () => {
    const wrong = await house.post('/kits/modeles/nouveau', { name: 'X', diskGb: 'beaucoup' }, 'technician')
    expect(wrong.status).toBe(422)
    const html = await wrong.text()
    expect(html).toContain('beaucoup')
  })
})
