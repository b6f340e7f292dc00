import type { Grade } from '../../domain/circuit/facts.ts'
import type { Verdict } from '../../domain/triage/rule.ts'
import type { CardOf } from '../labels/cards.ts'
import type { Scanned } from '../labels/scan-text.ts'
import { after, ITEM_ANSWERS, type Item, type ItemAnswer, keyOf } from './work-items.ts'

export type Mode = CardOf<'MODE'>

/** What the scans of a person lead to; the server does it through the rooms, whose gates refuse as on their own screens. */
export type Intention =
  | { readonly do: 'look'; readonly code: string }
  | { readonly do: 'receive' | 'claim'; readonly code: string; readonly at: string | null }
  | { readonly do: 'propose' | 'work' | 'finish' | 'checkReturn' | 'takeBack'; readonly code: string }
  | { readonly do: 'judge'; readonly code: string; readonly verdict: Verdict; readonly reason: string | null }
  | { readonly do: 'answer'; readonly code: string; readonly item: Item; readonly said: ItemAnswer }
  | { readonly do: 'grade'; readonly code: string; readonly grade: Grade }
  | { readonly do: 'move'; readonly codes: readonly string[]; readonly to: string }
  | { readonly do: 'putOnPallet' | 'openPallet'; readonly code: string }
  | { readonly do: 'holdKit' | 'completeKit'; readonly kit: string }
  | { readonly do: 'putInKit'; readonly kit: string; readonly code: string }
  | { readonly do: 'proposeKit' | 'openKit'; readonly nth: number }
  | { readonly do: 'shelve'; readonly codes: readonly string[]; readonly to: string }
  | { readonly do: 'fit'; readonly part: string; readonly device: string }
  | { readonly do: 'holdRound'; readonly at: string }
  /** A printed code, a serial or an inventory number. */
  | { readonly do: 'count'; readonly code: string; readonly at: string | null }
  | { readonly do: 'holdSlip'; readonly slip: string }
  | { readonly do: 'slip'; readonly slip: string; readonly code: string }
  | { readonly do: 'endSlip'; readonly slip: string; readonly sure: boolean }
  /** On the device in hand, whose items still asked come after the one taken back. */
  | { readonly do: 'undo'; readonly on: string | null; readonly rest: readonly Item[] }

/** What the next scan answers. */
export type Awaits =
  | { readonly kind: 'thing' }
  | { readonly kind: 'place' }
  /** Another screen of the same person scanned in between: until a mode is scanned again, nothing is done. */
  | { readonly kind: 'mode' }
  | { readonly kind: 'verdict'; readonly proposed: Verdict }
  /** Typed: the verdict departs from the proposal, or lets go of a device that works. */
  | { readonly kind: 'reason'; readonly verdict: Verdict }
  | { readonly kind: 'yes'; readonly yes: Intention; readonly no: Intention | null }
  /** Of the order of the device in hand, the first is asked; at least one. */
  | { readonly kind: 'items'; readonly items: readonly Item[] }

/** Where a person's scans stand. */
export interface Session {
  readonly mode: Mode
  /** Codes of the devices in hand, of kits too where they move; the latest last. */
  readonly hand: readonly string[]
  readonly awaits: Awaits
  /** What this mode fills: the place where things are received, the kit being made; a printed code. */
  readonly into: string | null
}

/** A printed code whose thing was looked up in the organisation. */
export type Thing = 'device' | 'place' | 'kit' | 'supply' | 'part' | 'bin' | 'slip' | 'free' | 'stranger'
export type Heard = Exclude<Scanned, { readonly kind: 'code' }> | { readonly kind: Thing; readonly code: string }

/** What is answered without asking any room. */
export const TOLD = [
  'nothing',
  'misread',
  'unknownWords',
  'stranger',
  'mode',
  'ended',
  'held',
  'alreadyHeld',
  'handFull',
  'placeSet',
  'moveNothing',
  'notInThisMode',
  'kitFirst',
  'slipFirst',
  'freeLabel',
  'dropped',
  'nothingAsked',
  'verdictOfNothing',
  'gradeOfNothing',
  'elsewhere',
  'notShown',
] as const
export type Told = (typeof TOLD)[number]

export type Step =
  | { readonly kind: 'act'; readonly act: Intention; readonly done: Session; readonly refused: Session }
  | { readonly kind: 'told'; readonly told: Told; readonly next: Session }

/** What a room answered to an intention. */
export type Outcome =
  | { readonly kind: 'done'; readonly into?: string; readonly awaits?: Awaits }
  | { readonly kind: 'refused' }
  | { readonly kind: 'asks'; readonly awaits: Awaits }

/** More than a trolley carries. */
export const MOST_IN_HAND = 50

const THING: Awaits = { kind: 'thing' }

/** A mode just scanned: nothing in hand, nothing asked. */
export const begin = (mode: Mode): Session => ({ mode, hand: [], awaits: THING, into: null })

/** What this screen saw is no longer so. */
export const ELSEWHERE: Step = {
  kind: 'told',
  told: 'elsewhere',
  next: { ...begin('LOOK'), awaits: { kind: 'mode' } },
}

const told = (told: Told, next: Session): Step => ({ kind: 'told', told, next })
/** The same session with nothing in hand and nothing asked. */
const settled = (session: Session): Session => ({ ...session, hand: [], awaits: THING })

/** An act after which its device stays in hand, so that a grade may follow; refused or not, nothing is asked any more. */
function act(session: Session, intention: Intention, hand: readonly string[] = session.hand): Step {
  const next: Session = { ...session, hand, awaits: THING }
  return { kind: 'act', act: intention, done: next, refused: next }
}

/** An act beside what is asked, which stays asked. */
const aside = (session: Session, intention: Intention): Step => ({
  kind: 'act',
  act: intention,
  done: session,
  refused: session,
})

type OnDevice = (session: Session, code: string) => Step

const DEVICE: Readonly<Record<Mode, OnDevice>> = {
  LOOK: (session, code) => act(session, { do: 'look', code }, [code]),
  RECEIVE: (session, code) => act(session, { do: 'receive', code, at: session.into }, [code]),
  TRIAGE: (session, code) => act(session, { do: 'propose', code }, [code]),
  WORK: (session, code) => act(session, { do: 'work', code }, [code]),
  READY: (session, code) => act(session, { do: 'finish', code }, [code]),
  MOVE: (session, code) => {
    if (session.hand.includes(code)) return told('alreadyHeld', session)
    if (session.hand.length >= MOST_IN_HAND) return told('handFull', session)
    return told('held', { ...session, hand: [...session.hand, code], awaits: { kind: 'place' } })
  },
  TAKEBACK: (session, code) => act(session, { do: 'checkReturn', code }, [code]),
  PALLET: (session, code) => act(session, { do: 'putOnPallet', code }, [code]),
  KIT: (session, code) => inKit(session, code),
  SLIP: (session, code) =>
    session.into === null ? told('slipFirst', session) : act(session, { do: 'slip', slip: session.into, code }, []),
  COUNT: (session, code) => act(session, { do: 'count', code, at: session.into }, []),
}

function inKit(session: Session, code: string): Step {
  if (session.into === null) return act(session, { do: 'proposeKit', nth: 0 }, [])
  return act(session, { do: 'putInKit', kit: session.into, code }, [code])
}

function onPlace(session: Session, code: string): Step {
  if (session.mode === 'RECEIVE') return told('placeSet', { ...settled(session), into: code })
  if (session.mode === 'LOOK') return act(session, { do: 'look', code }, [])
  if (session.mode === 'COUNT')
    return {
      kind: 'act',
      act: { do: 'holdRound', at: code },
      done: { ...begin('COUNT'), into: code },
      refused: begin('COUNT'),
    }
  if (session.mode !== 'MOVE') return told('notInThisMode', session)
  if (session.hand.length === 0) return told('moveNothing', session)
  // Refused, everything stays in hand for another place.
  return {
    kind: 'act',
    act: { do: 'move', codes: session.hand, to: code },
    done: settled(session),
    refused: session,
  }
}

function onKit(session: Session, code: string): Step {
  if (session.mode === 'MOVE' || session.mode === 'SLIP') return DEVICE[session.mode](session, code)
  if (session.mode === 'LOOK') return act(session, { do: 'look', code }, [])
  if (session.mode !== 'KIT') return told('notInThisMode', session)
  return {
    kind: 'act',
    act: { do: 'holdKit', kit: code },
    done: { ...begin('KIT'), into: code },
    refused: begin('KIT'),
  }
}

function onSupply(session: Session, code: string): Step {
  if (session.mode === 'LOOK') return act(session, { do: 'look', code }, [])
  if (session.mode !== 'KIT') return told('notInThisMode', session)
  return session.into === null ? told('kitFirst', session) : inKit(session, code)
}

/** Parts are carried to a bin in hand, or fitted into the device on the bench. */
function onPart(session: Session, code: string): Step {
  if (session.mode === 'LOOK') return act(session, { do: 'look', code }, [])
  if (session.mode === 'MOVE') return DEVICE.MOVE(session, code)
  const device = session.hand.at(-1)
  return session.mode === 'WORK' && device
    ? aside(session, { do: 'fit', part: code, device })
    : told('notInThisMode', session)
}

function onBin(session: Session, code: string): Step {
  if (session.mode === 'LOOK') return act(session, { do: 'look', code }, [])
  if (session.mode !== 'MOVE') return told('notInThisMode', session)
  if (session.hand.length === 0) return told('moveNothing', session)
  return {
    kind: 'act',
    act: { do: 'shelve', codes: session.hand, to: code },
    done: settled(session),
    refused: session,
  }
}

function onSlip(session: Session, code: string): Step {
  if (session.mode !== 'SLIP') return told('notInThisMode', session)
  return {
    kind: 'act',
    act: { do: 'holdSlip', slip: code },
    done: { ...begin('SLIP'), into: code },
    refused: begin('SLIP'),
  }
}

function onFree(session: Session, code: string): Step {
  if (session.mode === 'COUNT') return DEVICE.COUNT(session, code)
  const at = session.mode === 'RECEIVE' ? session.into : null
  const claim: Intention = { do: 'claim', code, at }
  if (session.mode === 'RECEIVE') return act(session, claim, [code])
  return told('freeLabel', { ...settled(session), awaits: { kind: 'yes', yes: claim, no: null } })
}

const THINGS: Readonly<Record<Thing, OnDevice>> = {
  device: (session, code) => DEVICE[session.mode](session, code),
  place: onPlace,
  kit: onKit,
  supply: onSupply,
  part: onPart,
  bin: onBin,
  slip: onSlip,
  free: onFree,
  stranger: (session, code) => (session.mode === 'COUNT' ? DEVICE.COUNT(session, code) : told('stranger', session)),
}

/** Nothing is asked any more, and what was in hand for it is put down. */
const dropped = (session: Session) => told('dropped', settled(session))

const ANSWERS: Readonly<Record<CardOf<'ACT'>, (session: Session) => Step>> = {
  END: () => told('ended', begin('LOOK')),
  UNDO: (session) => {
    const { awaits, hand } = session
    if (awaits.kind !== 'thing' && awaits.kind !== 'items') return dropped(session)
    return act(session, { do: 'undo', on: hand.at(-1) ?? null, rest: awaits.kind === 'items' ? awaits.items : [] }, [])
  },
  YES: (session) => {
    const { awaits, hand } = session
    const code = hand.at(-1)
    if (awaits.kind === 'items') return answer(session, awaits.items, 'YES')
    if (awaits.kind === 'yes') return act(session, awaits.yes)
    if (awaits.kind === 'verdict' && code) return judge(session, code, awaits.proposed, null)
    if (session.mode === 'KIT' && session.into !== null)
      return {
        kind: 'act',
        act: { do: 'completeKit', kit: session.into },
        done: begin('KIT'),
        refused: settled(session),
      }
    if (session.mode === 'SLIP' && session.into !== null)
      return {
        kind: 'act',
        act: { do: 'endSlip', slip: session.into, sure: false },
        done: begin('SLIP'),
        refused: settled(session),
      }
    return told('nothingAsked', session)
  },
  NO: (session) => {
    const { awaits } = session
    if (awaits.kind === 'items') return answer(session, awaits.items, 'NO')
    if (awaits.kind === 'yes' && awaits.no) return act(session, awaits.no)
    return awaits.kind === 'thing' ? told('nothingAsked', session) : dropped(session)
  },
  NONE: (session) => ofItems(session, 'NONE'),
  SKIP: (session) => ofItems(session, 'SKIP'),
}

const ofItems = (session: Session, card: keyof typeof ITEM_ANSWERS): Step =>
  session.awaits.kind === 'items' ? answer(session, session.awaits.items, card) : told('nothingAsked', session)

/** One answer card is one item answered; the next is asked. */
function answer(session: Session, items: readonly Item[], card: keyof typeof ITEM_ANSWERS): Step {
  const [item] = items
  const code = session.hand.at(-1)
  if (!item || !code) return told('nothingAsked', session)
  const said = ITEM_ANSWERS[card]
  const rest = after(items, said)
  return {
    kind: 'act',
    act: { do: 'answer', code, item, said },
    done: { ...session, awaits: rest.length > 0 ? { kind: 'items', items: rest } : THING },
    refused: { ...session, awaits: THING },
  }
}

/** An answer card scanned while the screen showed another item than the one asked, or none: it would speak of something nobody read. */
export const answersUnseen = ({ awaits }: Session, heard: Heard, seen: string): boolean =>
  awaits.kind === 'items' &&
  heard.kind === 'card' &&
  heard.family === 'ACT' &&
  heard.name in ITEM_ANSWERS &&
  !awaits.items.slice(0, 1).some((item) => keyOf(item) === seen)

/** Nothing is done; the item asked is shown. */
export const notShown = (session: Session): Step => told('notShown', session)

function judge(session: Session, code: string, verdict: Verdict, reason: string | null): Step {
  // Refused, the device stays on the bench for another verdict.
  return {
    kind: 'act',
    act: { do: 'judge', code, verdict, reason },
    done: settled(session),
    refused: { ...session, awaits: { kind: 'verdict', proposed: verdict } },
  }
}

const VERDICT_OF: Readonly<Record<CardOf<'VERDICT'>, Verdict>> = {
  REUSE: 'reuse',
  REFURBISH: 'refurbish',
  PARTS: 'parts',
  RECYCLE: 'recycle',
}

function onCard(session: Session, card: Extract<Scanned, { kind: 'card' }>): Step {
  const code = session.hand.at(-1)
  const { awaits, mode } = session
  if (card.family === 'MODE') return told('mode', begin(card.name))
  if (card.family === 'ACT') return ANSWERS[card.name](session)
  if (card.family === 'VERDICT') {
    const asked = awaits.kind === 'verdict' || awaits.kind === 'reason'
    return asked && code ? judge(session, code, VERDICT_OF[card.name], null) : told('verdictOfNothing', session)
  }
  return (mode === 'WORK' || mode === 'READY') && code
    ? aside(session, { do: 'grade', code, grade: card.name })
    : told('gradeOfNothing', session)
}

/** A mode card leads to the same beginning wherever the person stood. */
export const startsAfresh = (heard: Heard): boolean =>
  heard.kind === 'card' && (heard.family === 'MODE' || (heard.family === 'ACT' && heard.name === 'END'))

/** What one scan leads to, from where the person stands. Pure: the same scans in the same order lead to the same acts. */
export function hear(session: Session, heard: Heard): Step {
  const code = session.hand.at(-1)
  if (session.awaits.kind === 'mode' && !startsAfresh(heard)) return ELSEWHERE
  if (heard.kind === 'card') return onCard(session, heard)
  if (heard.kind === 'nothing' || heard.kind === 'misread') return told(heard.kind, session)
  if (heard.kind !== 'words') return THINGS[heard.kind](session, heard.code)
  if (session.awaits.kind === 'reason' && code) return judge(session, code, session.awaits.verdict, heard.text)
  if (session.mode === 'COUNT') return DEVICE.COUNT(session, heard.text)
  return told('unknownWords', session)
}

/** Where the person stands once the room has answered. */
export function follow(step: Step, outcome: Outcome): Session {
  if (step.kind === 'told') return step.next
  if (outcome.kind === 'refused') return step.refused
  if (outcome.awaits) return { ...step.done, hand: handOf(step), awaits: outcome.awaits }
  return outcome.kind === 'asks' || outcome.into === undefined ? step.done : { ...step.done, into: outcome.into }
}

/** A room that asks keeps in hand what it asks about. */
function handOf({ act, done }: Extract<Step, { kind: 'act' }>): readonly string[] {
  if (act.do === 'undo') return act.on === null ? [] : [act.on]
  return 'code' in act && act.do !== 'putInKit' ? [act.code] : done.hand
}
