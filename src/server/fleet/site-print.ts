import { renderPdf } from '../platform/pdf/pdf.ts'
import { format } from '../platform/text/format.ts'
import type { Viewer } from '../platform/ui/viewer.ts'
import { NO_HOURS, type Opening, showHours, WEEK } from './opening.ts'
import { siteText } from './site.text.ts'

const POSTER = `
#set text(size: 17pt)
#text(size: 14pt, data.organisation)
#v(12pt)
#heading(level: 1, text(size: 34pt, data.place))
#v(18pt)
#table(
  columns: (auto, 1fr),
  stroke: none,
  inset: (x: 4pt, y: 9pt),
  ..data.week.map(((day, hours)) => (strong(day), hours)).flatten()
)
#v(12pt)
#for one in data.closures [#one \\ ]
#v(1fr)
#text(size: 11pt, data.printed)
`

/** The hours of a place as an A4 page to put on its door; closed periods that are over are left out. */
export function hoursPoster(viewer: Viewer, place: string, opening: Opening | null, at: Date): Promise<Uint8Array> {
  const { lang } = viewer
  const text = siteText(lang)
  const f = format(viewer)
  const today = f.calendarDay(at)
  const { week, closures } = opening ?? NO_HOURS
  return renderPdf({
    template: POSTER,
    lang,
    at,
    data: {
      organisation: viewer.organisation?.name ?? '',
      place,
      week: WEEK.map((day, index) => [day[lang], showHours(week[index] ?? [], lang)]),
      closures: closures
        .filter(({ to }) => to >= today)
        .map(({ from, to }) => text.closedFrom(f.date(from), f.date(to))),
      printed: text.printedOn(f.date(at)),
    },
  })
}
