import { crc32, deflateSync } from 'node:zlib'
import { photoEvents } from '../../workshop/photos/photo.sql.ts'
import { DAY, isoOf } from './calendar.ts'
import { keep, type Live } from './live.ts'
import type { Story } from './story.ts'

const WIDTH = 320
const HEIGHT = 200
/** Photos of the last weeks only: they are looked at while the device is at the bench. */
const LAST_WEEKS = 90 * DAY

/** What the drawing shows on the lid: lines from one point to another, in pixels. */
const MARKS = [
  { caption: 'Rayure du capot, sans creux', lines: [[90, 60, 190, 130]] },
  {
    caption: 'Angle choqué, charnière intacte',
    lines: [
      [238, 148, 262, 160],
      [248, 140, 262, 160],
    ],
  },
  {
    caption: 'Étiquette de la mairie à décoller',
    lines: [
      [120, 90, 200, 90],
      [120, 110, 200, 110],
      [120, 90, 120, 110],
      [200, 90, 200, 110],
    ],
  },
] as const
const drawn = new Map<number, Uint8Array>()

/** A closed laptop seen from above, in four greys: nobody's device, and a few hundred bytes. */
function draw(mark: number): Uint8Array {
  const made = drawn.get(mark)
  if (made) return made
  const pixels = Buffer.alloc((WIDTH + 1) * HEIGHT, 0xd8)
  for (let y = 0; y < HEIGHT; y += 1) {
    pixels[y * (WIDTH + 1)] = 0
    for (let x = 50; x < 270; x += 1)
      if (y > 30 && y < 170) pixels[y * (WIDTH + 1) + 1 + x] = y < 38 ? 0x38 : 0x50 + (y >> 3)
  }
  for (const [x1, y1, x2, y2] of MARKS[mark]?.lines ?? [])
    for (let at = 0; at <= 400; at += 1) {
      const [x, y] = [Math.round(x1 + ((x2 - x1) * at) / 400), Math.round(y1 + ((y2 - y1) * at) / 400)]
      for (const thick of [0, 1]) pixels[(y + thick) * (WIDTH + 1) + 1 + x] = 0xf0
    }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const png = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
  drawn.set(mark, png)
  return png
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

/** Now and then, the technician takes a photo of what the grade rests on. */
export function photograph(story: Story, live: Live, at: number, by: string): void {
  const { chance, journal } = story
  if (live.kind === 'screen' || story.now - at > LAST_WEEKS || !chance.happens(0.5)) return
  const mark = chance.between(0, MARKS.length - 1)
  const id = journal.id(at)
  const workOrderId = live.order?.id ?? null
  const file = story.document(at, by, {
    name: 'photo.png',
    mediaType: 'image/png',
    subjectKind: 'photo',
    subjectId: id,
    kind: 'photo',
    draw: () => draw(mark),
  })
  keep(live, 'photo', {
    id,
    device_id: live.row.id,
    work_order_id: workOrderId,
    file_id: file.id,
    caption: MARKS[mark]?.caption ?? null,
    width: WIDTH,
    height: HEIGHT,
    taken_at: isoOf(at),
    taken_by: by,
  })
  const size = { hash: file.hash, width: WIDTH, height: HEIGHT }
  journal.event(photoEvents, 'added', at, by, live.row.id, { photoId: id, workOrderId, ...size })
}
