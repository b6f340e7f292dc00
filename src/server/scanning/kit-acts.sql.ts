import { showCode } from '../fleet/code.ts'
import { completeKit, type KitFile, kitByCode, openKit, putInKit } from '../kits/kit.sql.ts'
import { listModels } from '../kits/kit-model.sql.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Member } from '../platform/http/permission.ts'
import type { Bilingual } from '../platform/text/text.ts'
import { type Asked, gone } from './bench-acts.sql.ts'
import { type Answered, both, no, refusing } from './scan.ts'

/** What a kit lacks, or that it lacks nothing. */
function nextOf(kit: KitFile): Bilingual {
  const { linesLeft } = kit.check
  const left = (lang: 'fr' | 'en') => linesLeft.map((one) => one[lang]).join(', ')
  return { fr: both((text) => text.kitNext(left('fr'))).fr, en: both((text) => text.kitNext(left('en'))).en }
}

/** Proposes the models one after the other: NO leads to the next. */
export async function proposeKit(tx: Tx, _member: Member, { nth }: Asked<'proposeKit'>): Promise<Answered> {
  const model = (await listModels(tx))[nth]
  if (!model)
    return no(
      null,
      both((text) => text.noModel),
      both((text) => text.noModelHow),
    )
  return {
    kind: 'asks',
    code: null,
    says: both((text) => text.whichKit(model.name)),
    how: both((text) => text.whichKitHow),
    awaits: { kind: 'yes', yes: { do: 'openKit', nth }, no: { do: 'proposeKit', nth: nth + 1 } },
  }
}

export async function beginKit(tx: Tx, member: Member, { nth }: Asked<'openKit'>): Promise<Answered> {
  const model = (await listModels(tx))[nth]
  if (!model)
    return no(
      null,
      both((text) => text.noModel),
      both((text) => text.noModelHow),
    )
  const code = await openKit(tx, member, model.recipeId, null)
  const kit = await kitByCode(tx, code)
  if (!kit) return gone(code)
  return { kind: 'done', code: showCode(code), says: both((text) => text.kitOpened), how: nextOf(kit), into: code }
}

export async function holdKit(tx: Tx, _member: Member, asked: Asked<'holdKit'>): Promise<Answered> {
  const kit = await kitByCode(tx, asked.kit)
  if (!kit) return gone(asked.kit)
  const code = showCode(kit.code)
  if (kit.state !== 'open')
    return no(
      code,
      both((text) => text.kitNotOpen(text.kitStates[kit.state])),
      both((text) => text.kitNotOpenHow),
    )
  return { kind: 'seen', code, says: both((text) => text.kitHeld), how: nextOf(kit), into: kit.code }
}

export async function fillKit(tx: Tx, member: Member, asked: Asked<'putInKit'>): Promise<Answered> {
  const before = await kitByCode(tx, asked.kit, true)
  if (!before) return gone(asked.kit)
  const put = await putInKit(tx, member, before, asked.code)
  if (put.kind === 'refused') return refusing(put.refusals, showCode(before.code))
  const kit = await kitByCode(tx, asked.kit)
  const item = kit?.items.find((one) => !before.items.some((known) => known.id === one.id))
  return {
    kind: 'done',
    code: showCode(before.code),
    says: both((text) => text.inKit(put.name)),
    how: nextOf(kit ?? before),
    ...(item && { undo: { kind: 'kit', kit: before.code, itemId: item.id } }),
  }
}

export async function closeKit(tx: Tx, member: Member, asked: Asked<'completeKit'>): Promise<Answered> {
  const kit = await kitByCode(tx, asked.kit, true)
  if (!kit) return gone(asked.kit)
  const refusals = await completeKit(tx, member, kit)
  const code = showCode(kit.code)
  if (refusals.length > 0) return refusing(refusals, code)
  return { kind: 'done', code, says: both((text) => text.kitComplete), how: both((text) => text.kitCompleteHow) }
}
