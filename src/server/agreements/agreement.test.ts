import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawn, newDecision } from '../../../test/support/agreements.ts'
import { openTestHouse, type TestHouse } from '../../../test/support/house.ts'
import { makeReady } from '../../../test/support/ready.ts'
import { allocated, newParty, newPlace, partyRequest, schoolRequest } from '../../../test/support/requests.ts'
import { newId } from '../platform/database/id.ts'
import { agreementByNumber } from './agreement.sql.ts'

let house: TestHouse
let actor: { organisationId: string; personId: string | null }
let party: string
let decision: string

beforeAll(async () => {
  house = await openTestHouse('agreements')
  actor = { organisationId: house.sample.organisationId, personId: house.sample.people.coordinator ?? null }
  await house.inside(async (tx) => {
    party = await newParty(tx, actor, 'Cap Lecture', 'tutoringAssociation')
    decision = await newDecision(tx, actor, '2026-045')
    await tx
      .insertInto('member_function')
      .values({
        organisation_id: actor.organisationId,
        id: newId(),
        person_id: house.sample.people.elected ?? '',
        title: '3e adjointe au numérique',
        valid_from: '2026-03-29',
      })
      .execute()
  })
})
afterAll(() => house.close())

const STROKES = `M20 150${Array.from({ length: 30 }, (_, i) => `L${30 + i * 10} ${60 + (i % 5) * 20}`).join('')}`
const where = (answer: Response) => answer.headers.get('location') ?? ''
const bodyOf = async (path: string, as = 'coordinator') => (await house.get(path, as)).text()
const read = (number: string) => house.inside((tx) => agreementByNumber(tx, number))
const ready = (serial: string) => house.inside((tx) => makeReady(tx, actor, 'laptop', serial))
const giftOf = async (serial: string) => {
  const device = await ready(serial)
  return { device, number: await house.inside((tx) => drawn(tx, actor, party, decision, device)) }
}
const pdf = async (path: string, as = 'coordinator') => {
  const file = join(mkdtempSync(join(tmpdir(), 'sv-')), 'acte.pdf')
  writeFileSync(file, new Uint8Array(await (await house.get(path, as)).arrayBuffer()))
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { encoding: 'utf8' })
  return { text: run('pdftotext', '-layout', file, '-'), info: run('pdfinfo', file) }
}
const signedByBoth = async (number: string) => {
  const hash = (await read(number))?.contentHash ?? ''
  await house.post(`/conventions/${number}/signer`, { hash, way: 'drawn', drawing: STROKES }, 'elected')
  const theirs = { hash, way: 'drawn', drawing: STROKES, signerName: 'Ada Morel', signerFunction: 'présidente' }
  await house.post(`/conventions/${number}/signature-beneficiaire`, theirs, 'mediator')
  expect((await read(number))?.status).toBe('signed')
}
const handOverTo = (requestId: string, deviceId: string) =>
  house.post(
    `/remises/preparer/${requestId}`,
    { deviceIds: deviceId, receivedBy: 'Ada Morel', session: 'declined' },
    'mediator',
  )
const ownerOf = (id: string) =>
  house.inside(
    async (tx) => (await tx.selectFrom('device').select('owner').where('id', '=', id).executeTakeFirstOrThrow()).owner,
  )
const scan = () => new File([`%PDF-1.7 ${crypto.randomUUID()}`], 'page.pdf')

test('nobody is sent to sign in, a technician may not read, an elected member may read but not draw', async () => {
  const { number } = await giftOf('ACCESS1')
  expect((await house.get(`/conventions/${number}`)).status).toBe(303)
  expect((await house.get('/conventions', 'technician')).status).toBe(403)
  expect((await house.get(`/conventions/${number}`, 'elected')).status).toBe(200)
  expect((await house.get(`/conventions/${number}`, 'other')).status).toBe(404)
  const agreement = await read(number)
  expect((await house.post(`/demandes/${agreement?.requestNumber}/convention`, {}, 'elected')).status).toBe(403)
  expect((await house.post(`/conventions/${number}/signer`, {}, 'networkLead')).status).toBe(403)
})

test('a gift without a council decision is refused; with it, it is drawn once even if the form is sent twice', async () => {
  const device = await ready('GIFT001')
  const request = await house.inside(async (tx) => {
    const made = await partyRequest(tx, actor, party, 'tutoringAssociation', 'gift')
    await allocated(tx, actor, made, [device.code])
    return made
  })
  const preview = await bodyOf(`/demandes/${request}/convention`)
  expect(preview).toContain('Interdiction de revente')
  const without = await house.post(`/demandes/${request}/convention`, {}, 'coordinator')
  expect(without.status).toBe(409)
  expect(await without.text()).toContain('délibération du conseil manque')
  const form = { decisionId: decision, _once: crypto.randomUUID() }
  const made = await house.post(`/demandes/${request}/convention`, form, 'coordinator')
  expect(where(made)).toMatch(/^\/conventions\/CONV-\d{4}-\d+$/)
  expect(where(await house.post(`/demandes/${request}/convention`, form, 'coordinator'))).toBe(where(made))
  const page = await bodyOf(where(made), 'elected')
  for (const said of ['GIFT001', 'délibération n° 2026-045', 'L3212-2 3°', 'Cap Lecture'])
    expect(page, said).toContain(said)
})

test('the elected member signs on a pad with the function of the day, the association on paper: both are in the final PDF', async () => {
  const { number } = await giftOf('SIGN001')
  const hash = (await read(number))?.contentHash ?? ''
  expect(await bodyOf('/', 'elected')).toContain(`${number} attend la signature de la collectivité`)
  const ours = { hash, way: 'drawn', drawing: STROKES }
  expect((await house.post(`/conventions/${number}/signer`, ours, 'elected')).status).toBe(303)
  expect((await house.post(`/conventions/${number}/signer`, ours, 'elected')).status, 'a side signs once').toBe(409)
  const theirs = { hash, way: 'paper', signerName: 'Ada Morel', signerFunction: 'présidente', theirScan: scan() }
  expect((await house.post(`/conventions/${number}/signature-beneficiaire`, theirs, 'mediator')).status).toBe(303)
  expect((await read(number))?.status).toBe('signed')
  const { text, info } = await pdf(`/conventions/${number}/pdf`, 'elected')
  expect(info).toMatch(/Tagged:\s+yes/)
  for (const said of ['SIGN001', number, '3e adjointe au numérique', 'Ada Morel', 'présidente', 'Ville de Montferrand'])
    expect(text, said).toContain(said)
  expect(text).toContain(hash)
  const files = await house.inside((tx) =>
    tx.selectFrom('file').select('kind').where('name', 'like', `%${number}%`).execute(),
  )
  expect(files.map((one) => one.kind).sort()).toEqual(['agreement', 'agreementText', 'scan', 'signature'])
})

test('a drawing that is none, a scan that is neither PDF nor photo, an elected member without a function: said, and nothing is signed', async () => {
  const { number } = await giftOf('BAD0001')
  const hash = (await read(number))?.contentHash ?? ''
  const post = (form: Record<string, string | File>, as: string) =>
    house.post(`/conventions/${number}/signer`, form, as)
  expect((await post({ hash, way: 'drawn', drawing: '' }, 'elected')).status).toBe(422)
  expect((await post({ hash, way: 'drawn', drawing: 'M0 0L1 1"/><script>' }, 'elected')).status).toBe(422)
  const text = new File(['bonjour'], 'page.pdf')
  const wrong = await post({ hash, way: 'paper', ourScan: text }, 'elected')
  expect(wrong.status).toBe(422)
  expect(await wrong.text()).toContain('ni un PDF')
  const both = { hash, way: 'drawn', drawing: STROKES }
  await house.inside((tx) => tx.updateTable('member_function').set({ valid_to: '2026-04-01' }).execute())
  const none = await post(both, 'elected')
  await house.inside((tx) => tx.updateTable('member_function').set({ valid_to: null }).execute())
  expect(none.status).toBe(422)
  expect(await none.text()).toContain('Aucune fonction datée')
  expect((await read(number))?.signatures).toEqual([])
})

test('a text that is not the one shown is not signed', async () => {
  const { number } = await giftOf('SHOWN01')
  const answer = await house.post(
    `/conventions/${number}/signer`,
    { hash: '0'.repeat(64), way: 'drawn', drawing: STROKES },
    'elected',
  )
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('n’est pas celui qui était affiché')
})

test('a device released after the drawing makes the paper void: it is not signed, and the hand-over asks for a new one', async () => {
  const { device, number } = await giftOf('VOID001')
  const agreement = await read(number)
  await house.post(`/demandes/${agreement?.requestNumber}/liberer`, { devices: device.code }, 'coordinator')
  const form = { hash: agreement?.contentHash ?? '', way: 'drawn', drawing: STROKES }
  const answer = await house.post(`/conventions/${number}/signer`, form, 'elected')
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('un appareil a été libéré ou remplacé')
  expect(await bodyOf(`/conventions/${number}`)).toContain('cet acte ne vaut plus')
  const other = await ready('VOID002')
  await house.inside((tx) => allocated(tx, actor, agreement?.requestNumber ?? 0, [other.code]))
  const handed = await handOverTo(agreement?.requestId ?? '', other.id)
  expect(handed.status).toBe(409)
  const said = await handed.text()
  expect(said).toContain('La convention n’est pas signée par les deux parties')
  expect(said).toContain('ne liste pas exactement')
})

test('a serial corrected after both signed makes the paper void: the hand-over asks for a new one, drawn, signed, and then it is done', async () => {
  const { device, number } = await giftOf('SERIAL1')
  const before = await read(number)
  await signedByBoth(number)
  await house.inside((tx) =>
    tx.updateTable('device').set({ serial: 'SERIAL1-B' }).where('id', '=', device.id).execute(),
  )
  expect(await bodyOf(`/conventions/${number}`)).toContain('cet acte ne vaut plus')
  const refused = await handOverTo(before?.requestId ?? '', device.id)
  expect(refused.status).toBe(409)
  const why = await refused.text()
  expect(why).toContain('L’acte qui liste cet appareil ne vaut plus')
  expect(why).toContain(number)
  expect(why, 'both did sign').not.toContain('n’est pas signée')
  expect(await ownerOf(device.id)).toBe('organisation')
  const again = where(
    await house.post(`/demandes/${before?.requestNumber}/convention`, { decisionId: decision }, 'coordinator'),
  )
  const next = again.split('/').at(-1) ?? ''
  expect((await read(next))?.content.annex.map((line) => line.serial)).toEqual(['SERIAL1-B'])
  await signedByBoth(next)
  expect((await handOverTo(before?.requestId ?? '', device.id)).status).toBe(303)
  expect(await ownerOf(device.id)).toBe('recipient')
})

test('a decision dated later than today does not carry a gift, even where both signed', async () => {
  const { device, number } = await giftOf('LATER01')
  const agreement = await read(number)
  await signedByBoth(number)
  const dated = (day: string) =>
    house.inside((tx) =>
      tx.updateTable('council_decision').set({ decided_on: day }).where('id', '=', decision).execute(),
    )
  await dated('2099-01-01')
  const refused = await handOverTo(agreement?.requestId ?? '', device.id)
  await dated('2026-03-12')
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('La délibération du conseil n’est pas au dossier')
  expect(await ownerOf(device.id)).toBe('organisation')
})

test('drawing again replaces what was not signed by both', async () => {
  const { number } = await giftOf('AGAIN01')
  const agreement = await read(number)
  const again = await house.post(
    `/demandes/${agreement?.requestNumber}/convention`,
    { decisionId: decision },
    'coordinator',
  )
  expect(again.status).toBe(303)
  expect((await read(number))?.status).toBe('cancelled')
})

test('a right that the law no longer gives is not signed, and the paper stays unsigned', async () => {
  const { number } = await giftOf('LAW0001')
  const agreement = await read(number)
  await house.inside((tx) =>
    tx
      .updateTable('request')
      .set({ right_rule: 'EL.OLD' })
      .where('id', '=', agreement?.requestId ?? '')
      .execute(),
  )
  const form = { hash: agreement?.contentHash ?? '', way: 'drawn', drawing: STROKES }
  const answer = await house.post(`/conventions/${number}/signer`, form, 'elected')
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('recevab')
  expect((await read(number))?.signatures).toEqual([])
})

test('a loan has a contract with its return date, and a school needs no paper', async () => {
  const device = await ready('LOAN001')
  const loan = await house.inside(async (tx) => {
    const made = await partyRequest(tx, actor, party, 'tutoringAssociation', 'loan')
    await allocated(tx, actor, made, [device.code])
    return made
  })
  const past = await house.post(`/demandes/${loan}/convention`, { returnOn: '2020-01-01' }, 'coordinator')
  expect(past.status).toBe(409)
  const made = await house.post(`/demandes/${loan}/convention`, { returnOn: '2099-06-30' }, 'coordinator')
  expect(await bodyOf(where(made))).toContain('pour être rendus le 30 juin 2099 au plus tard')
  const school = await house.inside(async (tx) =>
    schoolRequest(tx, actor, await newPlace(tx, actor, 'École Buffon', 'primary')),
  )
  expect(await bodyOf(`/demandes/${school}/convention`)).toContain('le reçu de la remise suffit')
})

test('a hand-over cites the paper that lists its devices, not the last one drawn, and keeps its return date', async () => {
  const [first, second] = [await ready('TWO0001'), await ready('TWO0002')]
  const loan = await house.inside(async (tx) => {
    const made = await partyRequest(tx, actor, party, 'tutoringAssociation', 'loan')
    await allocated(tx, actor, made, [first.code])
    return made
  })
  const draw = async (returnOn: string) =>
    where(await house.post(`/demandes/${loan}/convention`, { returnOn }, 'coordinator'))
      .split('/')
      .at(-1) ?? ''
  const signed = await draw('2099-01-31')
  await signedByBoth(signed)
  await house.inside((tx) => allocated(tx, actor, loan, [second.code]))
  const later = await draw('2099-06-30')
  const requestId = (await read(signed))?.requestId ?? ''
  const hand = (deviceIds: string | string[]) =>
    house.post(
      `/remises/preparer/${requestId}`,
      { deviceIds, receivedBy: 'Ada Morel', session: 'declined', signed: 'paper' },
      'mediator',
    )
  const both = await hand([first.id, second.id])
  expect(both.status).toBe(409)
  const why = await both.text()
  expect(why).toContain('un reçu en cite un seul')
  expect([why.includes(signed), why.includes(later)]).toEqual([true, true])
  expect((await hand(first.id)).status).toBe(303)
  expect((await hand(second.id)).status).toBe(303)
  const kept = await house.inside((tx) =>
    tx
      .selectFrom('holding as h')
      .innerJoin('handover as o', 'o.id', 'h.handover_id')
      .innerJoin('agreement as g', 'g.id', 'o.agreement_id')
      .select(['h.device_id', 'h.due_on', 'g.number'])
      .where('o.request_id', '=', requestId)
      .orderBy('o.number')
      .execute(),
  )
  expect(kept).toEqual([
    { device_id: first.id, due_on: '2099-01-31', number: signed },
    { device_id: second.id, due_on: '2099-06-30', number: later },
  ])
})

test('a loan whose contract became void is not handed over, even signed at the counter', async () => {
  const device = await ready('VOIDLOAN')
  const loan = await house.inside(async (tx) => {
    const made = await partyRequest(tx, actor, party, 'tutoringAssociation', 'loan')
    await allocated(tx, actor, made, [device.code])
    return made
  })
  const path = where(await house.post(`/demandes/${loan}/convention`, { returnOn: '2099-06-30' }, 'coordinator'))
  const number = path.split('/').at(-1) ?? ''
  await house.inside((tx) =>
    tx.updateTable('device').set({ serial: 'VOIDLOAN-B' }).where('id', '=', device.id).execute(),
  )
  const requestId = (await read(number))?.requestId ?? ''
  const said = { deviceIds: device.id, receivedBy: 'Ada Morel', session: 'declined', signed: 'paper' }
  const refused = await house.post(`/remises/preparer/${requestId}`, said, 'mediator')
  expect(refused.status).toBe(409)
  const why = await refused.text()
  expect(why).toContain('ne vaut plus')
  expect(why).toContain(number)
  expect(await bodyOf(`/remises/preparer/${requestId}`, 'mediator')).toContain('ne vaut plus')
})

test('declined or cancelled, a paper is closed for good, and its files stay its own organisation’s', async () => {
  const { number } = await giftOf('END0001')
  expect((await house.post(`/conventions/${number}/declin`, {}, 'coordinator')).status).toBe(303)
  expect((await house.post(`/conventions/${number}/annulation`, {}, 'coordinator')).status).toBe(409)
  expect((await house.get(`/conventions/${number}/pdf`, 'other')).status).toBe(404)
})

test('signed on both sides, the gift is handed over', async () => {
  const { device, number } = await giftOf('HAND001')
  await signedByBoth(number)
  const handed = await handOverTo((await read(number))?.requestId ?? '', device.id)
  expect(handed.status, handed.status === 303 ? '' : await handed.clone().text()).toBe(303)
  expect(await ownerOf(device.id)).toBe('recipient')
})

test('no name and no free text of an agreement enters the ledger', async () => {
  const payloads = JSON.stringify(await house.inside((tx) => tx.selectFrom('event').select('payload').execute()))
  for (const word of ['Ada Morel', 'présidente', 'Cap Lecture', 'réformé aux associations'])
    expect(payloads).not.toContain(word)
})
