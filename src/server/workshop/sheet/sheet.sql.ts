import { PART_KINDS } from '../../../domain/parts/part.ts'
import { readDeviceMedia } from '../../erasure/device-media.sql.ts'
import { showCode } from '../../fleet/code.ts'
import { deviceName } from '../../fleet/device-name.ts'
import { movesOfDevice } from '../../parts/part.sql.ts'
import { kindOf, moveSaid } from '../../parts/part-life.views.tsx'
import type { Tx } from '../../platform/database/database.ts'
import { format } from '../../platform/text/format.ts'
import type { Viewer } from '../../platform/ui/viewer.ts'
import { checksOf } from '../conduct/check.sql.ts'
import { conductText } from '../conduct/conduct.text.ts'
import type { Bench, Order } from '../order.sql.ts'
import { orderText } from '../order.text.ts'
import { photosOf } from '../photos/photo.sql.ts'
import { sheetText } from './sheet.text.ts'

/** Everything that the sheet of an order says, in the words and the zone of whoever prints it. */
export async function sheetOf(tx: Tx, viewer: Viewer, { device }: Bench, order: Order) {
  const { lang } = viewer
  const [text, orders, conduct] = [sheetText(lang), orderText(lang), conductText(lang)]
  const f = format(viewer)
  const { serial } = await tx
    .selectFrom('device')
    .select('serial')
    .where('id', '=', device.id)
    .executeTakeFirstOrThrow()
  const gradedBy = order.graded
    ? await tx
        .selectFrom('person_name')
        .select('name')
        .where('person_id', '=', order.graded.by)
        .where('valid_to', 'is', null)
        .executeTakeFirst()
    : undefined
  const spentOn = (step: string) =>
    order.times.filter((time) => time.step === step).reduce((sum, { minutes }) => sum + (minutes ?? 0), 0)
  const total = order.times.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0)
  const media = (await readDeviceMedia(tx, device.code))?.media ?? []
  const moves = (await movesOfDevice(tx, device.id)).filter(({ undoes }) => undoes === null)
  const photos = (await photosOf(tx, device.id)).length
  return {
    words: {
      ...Object.fromEntries(Object.entries(text).filter(([, said]) => typeof said === 'string')),
    } as Readonly<Record<string, string>>,
    code: showCode(device.code),
    name: deviceName(device, showCode(device.code)),
    serial: serial ?? '',
    about: [
      text.life(order.life),
      text.opened(f.instant(order.openedAt)),
      order.closedAt ? text.closed(f.instant(order.closedAt)) : text.stillOpen,
    ],
    who: order.assignedName ?? orders.nobody,
    supervisor: order.supervisorName ?? '',
    tests: order.snapshot.tests.map((test) => {
      const said = order.tests[test.id]
      return [test[lang], said ? orders.results[said.result] : text.notDone, said?.remark ?? '', said?.by ?? '']
    }),
    steps: order.snapshot.steps.map((step) => {
      const done = order.steps.find((one) => one.step === step.id)
      const spent = spentOn(step.id)
      return [
        step[lang],
        done ? f.instant(done.doneAt) : text.notYet,
        done?.doneBy ?? '',
        spent > 0 ? f.minutes(spent) : '',
      ]
    }),
    total: f.minutes(total),
    grade: order.graded?.grade ?? '',
    criterion: order.graded?.criterion[lang] ?? '',
    gradedBy: order.graded ? text.gradedBy(gradedBy?.name ?? '', f.instant(new Date(order.graded.at))) : '',
    software: (order.software ?? []).map(({ name }) => name),
    parts: moves.map((move) =>
      [PART_KINDS[kindOf(move.kind)].name[lang], move.maker, move.model, move.partCode && showCode(move.partCode)]
        .filter(Boolean)
        .join(' ')
        .concat(`, ${moveSaid(move, lang)}, ${f.instant(move.at)}${move.by ? `, ${move.by}` : ''}`),
    ),
    media: media.map(({ maker, model, serial: own, standing, attempts }) => {
      const last = attempts.find(({ withdrawn }) => !withdrawn)
      const proof = last ? text.proof(last.id.slice(0, 8), f.instant(last.recordedAt)) : ''
      const name = [maker, model, own].filter(Boolean).join(' ')
      return [name, standing.reason[lang], proof].filter(Boolean).join(', ')
    }),
    photos: photos === 0 ? text.noPhoto : text.photos(photos),
    checks: (await checksOf(tx, order.id)).map((check) =>
      [(check.answer === 'agreed' ? conduct.agreedBy : conduct.redoBy)(check.by ?? '', f.instant(check.at)), check.note]
        .filter(Boolean)
        .join(' : '),
    ),
  }
}
export type Sheet = Awaited<ReturnType<typeof sheetOf>>
