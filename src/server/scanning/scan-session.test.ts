import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CARDS, type CardFamily } from '../labels/cards.ts'
import { readScan } from '../labels/scan-text.ts'
import { rankAsked } from './scan-ahead.ts'
import {
  answersUnseen,
  begin,
  ELSEWHERE,
  follow,
  type Heard,
  hear,
  type Intention,
  MOST_IN_HAND,
  type Outcome,
  type Session,
  type Step,
  startsAfresh,
} from './scan-session.ts'
import type { Item } from './work-items.ts'

const card = (family: CardFamily, name: string) => ({ kind: 'card', family, name }) as Heard
const device = (code: string): Heard => ({ kind: 'device', code })
const YES = card('ACT', 'YES')
const mode = (name: string) => card('MODE', name)
const DONE: Outcome = { kind: 'done' }

/** Plays scans; each act is answered by `answer`. */
function play(scans: readonly Heard[], answer: (act: Intention) => Outcome, from: Session = begin('LOOK')) {
  const acts: Intention[] = []
  let session = from
  for (const heard of scans) {
    const step: Step = hear(session, heard)
    if (step.kind === 'act') acts.push(step.act)
    session = follow(step, step.kind === 'act' ? answer(step.act) : DONE)
  }
  return { acts, session }
}

const asksVerdict = (act: Intention): Outcome =>
  act.do === 'propose' ? { kind: 'asks', awaits: { kind: 'verdict', proposed: 'refurbish' } } : DONE

describe('at the bench', () => {
  test('thirty machines are received one after the other, at the place scanned first', () => {
    const codes = Array.from({ length: 30 }, (_, at) => `D${at}`)
    const { acts } = play([mode('RECEIVE'), { kind: 'place', code: 'DOCK' }, ...codes.map(device)], () => DONE)
    expect(acts).toEqual(codes.map((code) => ({ do: 'receive', code, at: 'DOCK' })))
  })

  test('a machine is judged by a verdict card, or by YES as proposed, and never twice', () => {
    const { acts } = play(
      [mode('TRIAGE'), device('A'), card('VERDICT', 'PARTS'), device('B'), YES, YES, card('VERDICT', 'REUSE')],
      asksVerdict,
    )
    expect(acts).toEqual([
      { do: 'propose', code: 'A' },
      { do: 'judge', code: 'A', verdict: 'parts', reason: null },
      { do: 'propose', code: 'B' },
      { do: 'judge', code: 'B', verdict: 'refurbish', reason: null },
    ])
  })

  test('where a reason is due, the words that follow are the reason', () => {
    const { acts } = play(
      [mode('TRIAGE'), device('A'), card('VERDICT', 'RECYCLE'), { kind: 'words', text: 'Carte mère noyée' }],
      (act) =>
        act.do === 'judge' && act.reason === null
          ? { kind: 'asks', awaits: { kind: 'reason', verdict: act.verdict } }
          : asksVerdict(act),
    )
    expect(acts.at(-1)).toEqual({ do: 'judge', code: 'A', verdict: 'recycle', reason: 'Carte mère noyée' })
  })

  test('several machines go to a place in one act, and stay in hand where the place is refused', () => {
    const scans = [mode('MOVE'), device('A'), device('B'), device('A'), { kind: 'place', code: 'STORE' } as const]
    const refused = play(scans, () => ({ kind: 'refused' }))
    expect(refused.acts).toEqual([{ do: 'move', codes: ['A', 'B'], to: 'STORE' }])
    expect(refused.session.hand).toEqual(['A', 'B'])
    expect(play(scans, () => DONE).session.hand).toEqual([])
  })

  test('a kit is opened by YES after the models not wanted were passed by NO, filled, and closed by YES', () => {
    const { acts } = play(
      [mode('KIT'), device('A'), card('ACT', 'NO'), YES, device('A'), { kind: 'supply', code: 'MOUSE' }, YES],
      (act) => {
        if (act.do === 'proposeKit')
          return {
            kind: 'asks',
            awaits: {
              kind: 'yes',
              yes: { do: 'openKit', nth: act.nth },
              no: { do: 'proposeKit', nth: act.nth + 1 },
            },
          }
        return act.do === 'openKit' ? { kind: 'done', into: 'KIT1' } : DONE
      },
    )
    expect(acts).toEqual([
      { do: 'proposeKit', nth: 0 },
      { do: 'proposeKit', nth: 1 },
      { do: 'openKit', nth: 1 },
      { do: 'putInKit', kit: 'KIT1', code: 'A' },
      { do: 'putInKit', kit: 'KIT1', code: 'MOUSE' },
      { do: 'completeKit', kit: 'KIT1' },
    ])
  })

  test('a label printed ahead becomes a device at once at the dock, elsewhere after YES', () => {
    const free: Heard = { kind: 'free', code: 'F' }
    expect(play([mode('RECEIVE'), free], () => DONE).acts).toEqual([{ do: 'claim', code: 'F', at: null }])
    expect(play([free, card('ACT', 'NO'), YES], () => DONE).acts).toEqual([])
    expect(play([free, YES], () => DONE).acts).toEqual([{ do: 'claim', code: 'F', at: null }])
  })

  test('UNDO puts down what is asked before it undoes what was done', () => {
    const undo = card('ACT', 'UNDO')
    expect(play([mode('TRIAGE'), device('A'), undo], asksVerdict).acts).toEqual([{ do: 'propose', code: 'A' }])
    expect(play([mode('TRIAGE'), device('A'), undo, undo], asksVerdict).acts.at(-1)).toEqual({
      do: 'undo',
      on: null,
      rest: [],
    })
  })
})

const item = (what: Item['what'], id: string): Item => ({ what, id, fr: id, en: id, nth: 1, of: 3 })
const ITEMS = [item('step', 'dust'), item('test', 'screen'), item('software', 'base'), item('software', 'school')]

describe('a work order, one item after the other', () => {
  const asksItems = (act: Intention): Outcome =>
    act.do === 'work' ? { kind: 'asks', awaits: { kind: 'items', items: ITEMS } } : DONE
  const started = [mode('WORK'), device('A')]
  const answered = (scans: readonly Heard[]) =>
    play([...started, ...scans], asksItems).acts.flatMap((act) =>
      act.do === 'answer' ? [`${act.item.id} ${act.said}`] : [],
    )
  const no = card('ACT', 'NO')

  test('each card answers the one item asked', () => {
    expect(answered([YES])).toEqual(['dust yes'])
    expect(answered([no, card('ACT', 'NONE'), card('ACT', 'SKIP'), YES, YES])).toEqual([
      'dust no',
      'screen none',
      'base skip',
      'school yes',
    ])
  })

  test('software that is on the machine leaves no other profile to ask about', () => {
    expect(answered([YES, YES, YES, YES])).toEqual(['dust yes', 'screen yes', 'base yes'])
  })

  test('a grade, a part fitted or a misread code leaves the item asked; another device does not', () => {
    const part: Heard = { kind: 'part', code: 'P' }
    expect(answered([card('GRADE', 'B'), part, { kind: 'misread', text: '?' }, YES])).toEqual(['dust yes'])
    const { acts } = play([...started, device('B'), YES], (act) =>
      'code' in act && act.code === 'B' ? DONE : asksItems(act),
    )
    expect(acts.some((act) => act.do === 'answer')).toBe(false)
  })

  test('undo tells what is still asked, so that the item taken back comes before it', () => {
    const { acts } = play([...started, YES, card('ACT', 'UNDO')], asksItems)
    expect(acts.at(-1)).toEqual({ do: 'undo', on: 'A', rest: ITEMS.slice(1) })
  })

  test('only the item that the screen showed is answered', () => {
    const { session } = play(started, asksItems)
    expect(answersUnseen(session, YES, 'step:dust')).toBe(false)
    expect(answersUnseen(session, YES, 'test:screen')).toBe(true)
    expect(answersUnseen(session, YES, '')).toBe(true)
    expect(answersUnseen(session, mode('MOVE'), '')).toBe(false)
  })

  const TEXTS = ['SV:ACT:YES', 'SV:ACT:NO', 'SV:ACT:SKIP', 'SV:ACT:UNDO', 'SVMQCTMNONE', 'SV:ACT:OOPS']
  test('through a cut, the screen shows the very item that the server will ask', () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TEXTS), { maxLength: 12 }), (texts) => {
        const all = Array.from({ length: 5 }, (_, at) => item('step', `s${at}`))
        const undone: Item[] = []
        let session: Session = { ...begin('WORK'), hand: ['A'], awaits: { kind: 'items', items: all } }
        for (const text of texts) {
          const read = readScan(text)
          if (read.kind !== 'card' && read.kind !== 'misread') throw new Error(text)
          const step = hear(session, read)
          let outcome: Outcome = DONE
          if (step.kind === 'act' && step.act.do === 'answer') undone.push(step.act.item)
          if (step.kind === 'act' && step.act.do === 'undo') {
            const back = undone.pop()
            if (!back) return
            outcome = { kind: 'done', awaits: { kind: 'items', items: [back, ...step.act.rest] } }
          }
          session = follow(step, outcome)
        }
        const rank = rankAsked(texts, all.length)
        const asked = session.awaits.kind === 'items' ? session.awaits.items[0] : undefined
        expect(rank === null ? undefined : all[rank]).toEqual(asked)
      }),
    ))
})

const CODES = ['A', 'B', 'C', 'D']
const anyCard = fc.constantFrom(
  ...(Object.keys(CARDS) as CardFamily[]).flatMap((family) =>
    Object.keys(CARDS[family]).map((name) => card(family, name)),
  ),
)
const anyHeard: fc.Arbitrary<Heard> = fc.oneof(
  anyCard,
  fc.record({
    kind: fc.constantFrom('device', 'place', 'kit', 'supply', 'free', 'stranger'),
    code: fc.constantFrom(...CODES),
  }) as fc.Arbitrary<Heard>,
  fc.record({ kind: fc.constantFrom('words', 'misread'), text: fc.string() }) as fc.Arbitrary<Heard>,
  fc.constant<Heard>({ kind: 'nothing' }),
)
/** What a room may answer to an act: each asks in its own way. */
function answers(act: Intention, dice: number): Outcome {
  if (dice === 0) return { kind: 'refused' }
  if (act.do === 'propose') return asksVerdict(act)
  if (act.do === 'judge' && act.reason === null && dice === 1)
    return { kind: 'asks', awaits: { kind: 'reason', verdict: act.verdict } }
  if (act.do === 'checkReturn')
    return { kind: 'asks', awaits: { kind: 'yes', yes: { do: 'takeBack', code: act.code }, no: null } }
  if (act.do === 'proposeKit')
    return { kind: 'asks', awaits: { kind: 'yes', yes: { do: 'openKit', nth: act.nth }, no: null } }
  if (act.do === 'work') return { kind: 'asks', awaits: { kind: 'items', items: ITEMS } }
  return act.do === 'openKit' ? { kind: 'done', into: 'K' } : DONE
}
const story = fc.array(fc.tuple(anyHeard, fc.nat(3)), { maxLength: 40 })

describe('whatever is scanned, in whatever order', () => {
  test('an act names only what was scanned, and a device is judged only after it was put on the bench of triage', () =>
    fc.assert(
      fc.property(story, (scans) => {
        let session = begin('LOOK')
        const scanned = new Set<string>()
        // Only a count takes a number that is no code of ours.
        const numbers = new Set<string>()
        let proposed: string | null = null
        for (const [heard, dice] of scans) {
          if ('code' in heard) scanned.add(heard.code)
          if (heard.kind === 'words') numbers.add(heard.text)
          const step = hear(session, heard)
          if (step.kind === 'act') {
            const { act } = step
            if ('code' in act) expect(act.do === 'count' ? [...scanned, ...numbers] : [...scanned]).toContain(act.code)
            if (act.do === 'judge') expect(act.code).toBe(proposed)
            if (act.do === 'propose') proposed = act.code
            if (act.do === 'takeBack') expect(session.awaits.kind).toBe('yes')
            if (act.do === 'answer')
              expect(session.awaits).toMatchObject({ kind: 'items', items: expect.arrayContaining([act.item]) })
          }
          session = follow(step, step.kind === 'act' ? answers(step.act, dice) : DONE)
        }
      }),
    ))

  test('END and a mode card always lead back to the same clear beginning', () =>
    fc.assert(
      fc.property(story, (scans) => {
        const dice = scans.map(([, one]) => one)
        const { session } = play(
          scans.map(([heard]) => heard),
          (act) => answers(act, dice.pop() ?? 2),
        )
        expect(follow(hear(session, card('ACT', 'END')), DONE)).toEqual(begin('LOOK'))
        expect(follow(hear(session, mode('PALLET')), DONE)).toEqual(begin('PALLET'))
      }),
    ))

  test('where nothing is asked, neither YES nor a verdict nor a grade does anything out of the bench and of kits', () =>
    fc.assert(
      fc.property(fc.constantFrom('LOOK', 'RECEIVE', 'TRIAGE', 'MOVE', 'TAKEBACK', 'PALLET'), anyCard, (name, one) => {
        const { session } = play([mode(name)], () => DONE)
        const step = hear(session, one)
        expect(step.kind === 'act' ? step.act.do : 'undo').toBe('undo')
      }),
    ))

  test('once another screen came in between, nothing is done until a mode is scanned', () =>
    fc.assert(
      fc.property(story, (scans) => {
        let session = follow(ELSEWHERE, DONE)
        for (const [heard] of scans) {
          const step = hear(session, heard)
          if (startsAfresh(heard)) break
          expect(step).toEqual(ELSEWHERE)
          session = follow(step, DONE)
        }
      }),
    ))

  test('no more than a trolley is held, each thing once', () => {
    const many = Array.from({ length: MOST_IN_HAND + 5 }, (_, at) => device(`D${at}`))
    const { session } = play([mode('MOVE'), ...many, ...many], () => DONE)
    expect(session.hand.length).toBe(MOST_IN_HAND)
    expect(new Set(session.hand).size).toBe(MOST_IN_HAND)
  })
})
