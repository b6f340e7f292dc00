import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { GIB, laptopWithParts } from '../../../test/support/parts.ts'
import { DISK, sampleLog } from '../../domain/erasure/nwipe-sample.ts'
import { readFacts } from '../circuit/facts.sql.ts'
import { addBin } from './bin.sql.ts'
import { partBy } from './part.sql.ts'
import { enterParts, fitPart, takePart } from './stock.sql.ts'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse('parts')
})
afterAll(() => house.close())

const actor = (role = 'technician') => ({
  organisationId: house.sample.organisationId,
  personId: house.sample.people[role] ?? '',
})
const laptop = (state: 'inWork' | 'toParts', how: Parameters<typeof laptopWithParts>[3] = {}) =>
  house.inside((tx) => laptopWithParts(tx, actor(), state, how))
const NO_BINS = { stock: null, locked: null }
const part = async (id: string) => {
  const found = await house.inside((tx) => partBy(tx, id))
  if (!found) throw new Error(`no part ${id}`)
  return found
}
const memoryOf = async (id: string) =>
  (
    await house.inside((tx) =>
      tx.selectFrom('device').select('memory_bytes').where('id', '=', id).executeTakeFirstOrThrow(),
    )
  ).memory_bytes
const take = (id: string) => house.inside((tx) => takePart(tx, actor(), id, NO_BINS))
const mount = (id: string, deviceId: string, reason: string | null = null) =>
  house.inside((tx) => fitPart(tx, actor(), id, deviceId, { reason }))
const rules = (moved: Awaited<ReturnType<typeof take>>) =>
  moved.kind === 'refused' ? moved.refusals.map(({ rule }) => rule) : moved.kind
const modules = (count: number, subkind: 'DDR4' | 'DDR3' = 'DDR4') =>
  house.inside((tx) =>
    enterParts(
      tx,
      actor(),
      {
        kind: 'memory',
        maker: null,
        model: null,
        serial: null,
        subkind,
        shape: 'sodimm',
        connector: null,
        size: 4,
        bin: null,
        count,
      },
      null,
    ),
  )

test('nobody is sent to sign in, an elected member may not, another organisation finds nothing', async () => {
  const { battery } = await laptop('inWork')
  expect((await house.get('/pieces')).status).toBe(303)
  expect((await house.get('/pieces', 'elected')).status).toBe(403)
  expect((await house.get(`/pieces/${battery}`, 'other')).status).toBe(404)
  expect((await house.post(`/pieces/${battery}/rebut`, { reason: 'x' }, 'other')).status).toBe(404)
  expect((await house.post(`/pieces/${battery}/rebut`, { reason: 'x' }, 'finance')).status).toBe(403)
})

describe('a medium never enters the stock without proof', () => {
  test('taken out with its proof it is stock, and the proof goes with it into another machine', async () => {
    const from = await laptop('inWork')
    const taken = await take(from.disk)
    expect(taken.kind === 'done' && taken.shelf.to).toBe('stock')
    const into = await laptop('inWork')
    expect((await mount(from.disk, into.id)).kind).toBe('done')
    const media = await house.inside(async (tx) => (await readFacts(tx, into.id))?.facts.media)
    if (media?.kind !== 'listed') throw new Error('no media')
    expect(media.media.map(({ state }) => state)).toEqual(['erased', 'erased'])
  })
  test('without proof it goes under lock, and its page says why and how to go on', async () => {
    const { disk } = await laptop('toParts', { proven: false })
    const taken = await take(disk)
    expect(taken.kind === 'done' && taken.shelf.to).toBe('aside')
    expect((await part(disk)).state).toBe('awaiting')
    const html = await (await house.get(`/pieces/${disk}`, 'technician')).text()
    expect(html).toContain('n’a pas de preuve d’effacement plus récente que son dernier usage')
    expect((await house.post(`/pieces/${disk}/ranger`, { bin: '' }, 'technician')).status).toBe(409)
  })
  test('once erased it may be brought in, even when its machine has left', async () => {
    const { id, code, disk } = await laptop('toParts', { proven: false })
    await take(disk)
    await house.inside((tx) => tx.updateTable('device').set({ state: 'recycled' }).where('id', '=', id).execute())
    const { serial } = await part(disk)
    const log = new File([sampleLog({ drives: [{ ...DISK, serial: serial ?? '' }] })], 'nwipe.log')
    await house.post(`/effacement/${code}/journaux`, { files: [log] }, 'technician')
    expect((await house.post(`/pieces/${disk}/ranger`, { bin: '' }, 'technician')).status).toBe(303)
    expect((await part(disk)).state).toBe('untested')
  })
  test('a disk from stock that served somebody in its new machine has lost its proof: taken out, it goes under lock', async () => {
    const [from, into] = [await laptop('inWork'), await laptop('inWork')]
    await take(from.disk)
    await mount(from.disk, into.id)
    await house.inside((tx) =>
      tx.updateTable('component').set({ last_used_at: new Date() }).where('id', '=', from.disk).execute(),
    )
    await take(from.disk)
    expect((await part(from.disk)).state).toBe('awaiting')
    expect((await house.post(`/pieces/${from.disk}/ranger`, { bin: '' }, 'technician')).status).toBe(409)
  })
  test('the database refuses it, whoever writes', async () => {
    const { disk } = await laptop('inWork', { proven: false })
    await expect(
      house.inside((tx) => tx.updateTable('component').set({ standing: 'stock' }).where('id', '=', disk).execute()),
    ).rejects.toMatchObject({ code: 'SV004' })
    const { disk: proven } = await laptop('inWork')
    await take(proven)
    await expect(
      house.inside((tx) =>
        tx.updateTable('component').set({ last_used_at: new Date() }).where('id', '=', proven).execute(),
      ),
    ).rejects.toMatchObject({ code: 'SV004' })
  })
  test('a failed attempt in stock brings it back under lock', async () => {
    const { disk, code } = await laptop('inWork')
    await take(disk)
    const { serial } = await part(disk)
    const failed = { ...DISK, serial: serial ?? '', status: '|FAILED|', counters: [3, 0, 0] as const }
    const log = new File([sampleLog({ drives: [failed] })], 'nwipe.log')
    await house.post(`/effacement/${code}/journaux`, { files: [log] }, 'technician')
    expect((await part(disk)).state).toBe('awaiting')
  })
})

describe('taking and fitting', () => {
  test('a module goes from one machine to another in one act, and the memory of both follows', async () => {
    const [from, into] = [await laptop('inWork'), await laptop('inWork')]
    expect((await mount(from.module, into.id)).kind).toBe('done')
    expect([await memoryOf(from.id), await memoryOf(into.id)]).toEqual([0, 16 * GIB])
    const moved = await house.inside((tx) =>
      tx
        .selectFrom('event')
        .select('payload')
        .where('subject_id', '=', from.module)
        .where('kind', '=', 'stock.moved')
        .execute(),
    )
    expect(moved.map((one) => one.payload)).toMatchObject([{ fromDeviceId: from.id, toDeviceId: into.id }])
  })
  test('from one machine to another by its act, then undone: the module is back, and the memory of both with it', async () => {
    const [from, into] = [await laptop('inWork'), await laptop('inWork')]
    const moved = await mount(from.module, into.id)
    const actId = moved.kind === 'done' ? moved.actId : ''
    expect((await house.post(`/pieces/acte/${actId}/annuler`, {}, 'trainee')).status).toBe(303)
    expect((await part(from.module)).deviceCode).toBe(from.code)
    expect([await memoryOf(from.id), await memoryOf(into.id)]).toEqual([8 * GIB, 8 * GIB])
  })
  test('DDR3 is refused where DDR4 is, with the reason; a doubt is lifted by a reason', async () => {
    const into = await laptop('inWork')
    const [ddr3 = ''] = await modules(1, 'DDR3')
    expect(rules(await mount(ddr3, into.id, 'essayée'))).toEqual(['fit.memoryType'])
    const { battery } = await laptop('inWork', { kind: 'mini' })
    await house.inside((tx) =>
      tx.updateTable('device').set({ model: 'ThinkPad T480' }).where('id', '=', into.id).execute(),
    )
    expect(rules(await mount(battery, into.id))).toEqual(['fit.sameReference'])
    expect((await mount(battery, into.id, 'Même référence FRU')).kind).toBe('done')
  })
  test('of two people who reserve the last one, one wins and the other is told whom it went to', async () => {
    const [last = ''] = await modules(1)
    const [a, b] = [await laptop('inWork'), await laptop('inWork')]
    const answers = await Promise.all([
      house.post(`/pieces/${last}/reserver`, { device: a.code }, 'technician'),
      house.post(`/pieces/${last}/reserver`, { device: b.code }, 'trainee'),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
    const winner = (await part(last)).reservedCode
    const loser = winner === a.code ? b : a
    expect(rules(await mount(last, loser.id))).toEqual(['part.reservedElsewhere'])
    const refused = answers.find(({ status }) => status === 409)
    expect(await refused?.text()).toContain('déjà gardée pour')
  })
})

describe('taking a device apart', () => {
  const choices = (one: { module: string; disk: string; battery: string }, to: string) => ({
    [`p.${one.module}`]: to,
    [`p.${one.disk}`]: to,
    [`p.${one.battery}`]: 'scrap',
  })
  const stateOf = async (id: string) =>
    (await house.inside((tx) => tx.selectFrom('device').select('state').where('id', '=', id).executeTakeFirstOrThrow()))
      .state

  test('each part goes to its bin, a disk without proof under lock, the carcass to recycling; undone, all is as it was', async () => {
    const one = await laptop('toParts', { proven: false })
    const page = await (await house.get(`/pieces/demonter/${one.code}`, 'technician')).text()
    expect(page).toContain('ira sous clé')
    const answer = await house.post(
      `/pieces/demonter/${one.code}`,
      { ...choices(one, 'stock'), 'n.0.kind': 'panel', 'n.0.model': 'B140XTN', 'n.0.to': 'stock', carcass: 'recycle' },
      'trainee',
    )
    expect(answer.status).toBe(303)
    const states = async () =>
      Promise.all([one.module, one.disk, one.battery].map(async (id) => (await part(id)).state))
    expect(await states()).toEqual(['untested', 'awaiting', 'scrapped'])
    expect(await stateOf(one.id)).toBe('toRecycling')
    const act = answer.headers.get('location') ?? ''
    expect(await (await house.get(act, 'technician')).text()).toContain('B140XTN')
    expect((await house.post(`${act}/annuler`, {}, 'trainee')).status).toBe(303)
    expect(await states()).toEqual(['used', 'used', 'used'])
    expect([await stateOf(one.id), await memoryOf(one.id)]).toEqual(['toParts', 8 * GIB])
    expect((await house.post(`${act}/annuler`, {}, 'trainee')).status).toBe(409)
  })
  test('once a part is kept for somebody it is not undone', async () => {
    const [one, bench] = [await laptop('toParts'), await laptop('inWork')]
    const answer = await house.post(
      `/pieces/demonter/${one.code}`,
      { ...choices(one, 'stock'), carcass: 'keep' },
      'trainee',
    )
    await house.post(`/pieces/${one.module}/reserver`, { device: bench.code }, 'trainee')
    const undone = await house.post(`${answer.headers.get('location')}/annuler`, {}, 'trainee')
    expect(undone.status).toBe(409)
    expect((await part(one.disk)).state).toBe('untested')
  })
  test('once a part was tested it is not undone', async () => {
    const one = await laptop('toParts')
    const form = { ...choices(one, 'stock'), carcass: 'keep' }
    const answer = await house.post(`/pieces/demonter/${one.code}`, form, 'trainee')
    await house.post(`/pieces/${one.module}/essai`, { result: 'passed' }, 'trainee')
    expect((await house.post(`${answer.headers.get('location')}/annuler`, {}, 'trainee')).status).toBe(409)
    expect((await part(one.module)).state).toBe('tested')
  })
  test('a device that is not sent to parts is not taken apart', async () => {
    const { code } = await laptop('inWork')
    expect((await house.post(`/pieces/demonter/${code}`, { carcass: 'keep' }, 'trainee')).status).toBe(409)
  })
})

describe('what machines lack', () => {
  test('a machine in work is offered what lies in stock, with the reason; reserved in one click, it is mounted from its own page', async () => {
    const bench = await laptop('inWork')
    await house.inside((tx) => tx.updateTable('device').set({ memory_bytes: 0 }).where('id', '=', bench.id).execute())
    await take(bench.disk)
    const [spare = ''] = await modules(1)
    const html = await (await house.get('/pieces/manques', 'trainee')).text()
    expect(html).toContain('aucun disque')
    const page = await (await house.get(`/pieces/appareil/${bench.code}`, 'trainee')).text()
    expect(page).toContain('aucune mémoire')
    expect(page).toContain('va dans cette machine')
    const reserved = await house.post(`/pieces/${spare}/reserver`, { device: bench.code, back: 'appareil' }, 'trainee')
    expect(reserved.headers.get('location')).toContain(`/pieces/appareil/${bench.code}`)
    expect((await house.post(`/pieces/appareil/${bench.code}/monter`, { part: spare }, 'trainee')).status).toBe(303)
    expect(await memoryOf(bench.id)).toBe(4 * GIB)
    expect((await house.post(`/pieces/appareil/${bench.code}/monter`, { part: 'rien' }, 'trainee')).status).toBe(422)
    const order = await house.inside((tx) =>
      tx.selectFrom('part_move').select(['work_order_id']).where('component_id', '=', spare).executeTakeFirstOrThrow(),
    )
    expect(order.work_order_id).not.toBeNull()
    const prelever = { part: bench.battery, bin: '' }
    expect((await house.post(`/pieces/appareil/${bench.code}/prelever`, prelever, 'trainee')).status).toBe(303)
    expect((await part(bench.battery)).state).toBe('untested')
  })
  test('the page of a part tells its life, and the tree of the devices it was in', async () => {
    const [a, b, c] = [await laptop('inWork'), await laptop('inWork'), await laptop('inWork')]
    await mount(a.module, b.id)
    await mount(b.battery, c.id)
    const html = await (await house.get(`/pieces/${b.battery}`, 'technician')).text()
    for (const { code } of [a, b, c]) expect(html).toContain(code)
  })
})

test('with a scanner alone: parts in hand go to their bin, a part goes into the machine on the bench, and the scan is undone', async () => {
  const bench = await laptop('inWork')
  const ids = await modules(2)
  const [a, b] = await Promise.all(ids.map(part))
  const bin = await house.inside((tx) => addBin(tx, actor(), { name: 'Barrettes', holds: 'stock', place: null }))
  let after = ''
  const scan = async (text: string) => {
    const id = crypto.randomUUID()
    await house.post('/balayage', { scan: id, text, ...(after && { after }) }, 'technician')
    after = id
  }
  for (const text of ['SV:MODE:MOVE', a?.code ?? '', b?.code ?? '', bin]) await scan(text)
  expect([(await part(a?.id ?? '')).binCode, (await part(b?.id ?? '')).binCode]).toEqual([bin, bin])
  for (const text of ['SV:MODE:WORK', bench.code, a?.code ?? '']) await scan(text)
  expect((await part(a?.id ?? '')).deviceCode).toBe(bench.code)
  await scan('SV:ACT:UNDO')
  expect([(await part(a?.id ?? '')).state, (await part(a?.id ?? '')).binCode]).toEqual(['untested', bin])
})
