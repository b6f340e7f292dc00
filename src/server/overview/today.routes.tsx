import { STATES } from '../../domain/circuit/states.ts'
import { agreementsWaiting } from '../agreements/waiting.sql.ts'
import { arrivalsWaiting } from '../collection/waiting.sql.ts'
import { readCode } from '../fleet/code.ts'
import { listDevices } from '../fleet/device-list.sql.ts'
import { readDeviceQuery } from '../fleet/device-query.ts'
import { pageOfCode } from '../labels/label.sql.ts'
import { correctionWaiting } from '../losses/correct.sql.ts'
import { lossWaiting } from '../losses/loss.sql.ts'
import { movesWaiting } from '../moves/waiting.sql.ts'
import { handedWaiting } from '../organisation/members/waiting.sql.ts'
import { seeFleet } from '../organisation/permissions.ts'
import { page, redirect } from '../platform/http/answer.ts'
import { allows } from '../platform/http/permission.ts'
import { everyMember, pageRoute, type Route } from '../platform/http/route.ts'
import { format } from '../platform/text/format.ts'
import { ButtonLink } from '../platform/ui/button.tsx'
import { Empty } from '../platform/ui/empty.tsx'
import { Layout } from '../platform/ui/layout.tsx'
import { Note } from '../platform/ui/note.tsx'
import { River } from '../platform/ui/river.tsx'
import { WaitingList } from '../platform/ui/waiting-list.tsx'
import type { Waiting } from '../platform/waiting.ts'
import { recyclingWaiting } from '../recycling/waiting.sql.ts'
import { renewalWaiting } from '../renewal/waiting.sql.ts'
import { requestsWaiting } from '../requests/waiting.sql.ts'
import { workshopWaiting } from '../workshop/waiting.sql.ts'
import { tallyOf } from './counts.sql.ts'
import { riverOf } from './river.ts'
import { todayText } from './today.text.ts'

/** What each room offers the home page, in the order of the circuit. */
const ROOMS: readonly Waiting[] = [
  lossWaiting,
  correctionWaiting,
  renewalWaiting,
  arrivalsWaiting,
  movesWaiting,
  workshopWaiting,
  requestsWaiting,
  agreementsWaiting,
  recyclingWaiting,
  handedWaiting,
]

export const todayRoutes: readonly Route[] = [
  pageRoute({
    path: '/',
    access: everyMember,
    example: { as: 'coordinator' },
    handle: async ({ tx, member, viewer }) => {
      const { lang } = viewer
      const text = todayText(lang)
      const f = format(viewer)
      const now = new Date()
      const states = await tallyOf(tx, 'device.state')
      const holdings = await tallyOf(tx, 'holding.open')
      const found = []
      for (const room of ROOMS) found.push(...(await room(tx, member)))
      const mine = found.filter((item) => allows(member, item.on))
      const total = Object.values(states).reduce((sum, n) => sum + n, 0)
      const inHand = Object.entries(STATES.rows).reduce(
        (sum, [state, row]) => sum + (['arrival', 'workshop', 'shelf'].includes(row.stage) ? (states[state] ?? 0) : 0),
        0,
      )
      const inUse = Object.values(holdings).reduce((sum, n) => sum + n, 0)
      const recycled = (states.recycled ?? 0) + (states.toRecycling ?? 0)
      const title = f.day(now, now)
      return page(
        <Layout
          viewer={viewer}
          title={title.charAt(0).toUpperCase() + title.slice(1)}
          lead={text.lead(mine.length)}
          margin={
            total > 0 && (
              <>
                <Note figure={f.number(inUse)} tone="good">
                  {text.inUse(inUse)}
                </Note>
                <Note figure={f.number(inHand)}>{text.inHand(inHand)}</Note>
                {recycled > 0 && <Note figure={f.number(recycled)}>{text.recycled(recycled)}</Note>}
              </>
            )
          }
        >
          <h2>{text.waiting}</h2>
          <WaitingList
            items={mine.map((item) => ({
              key: item.key,
              what: item.what[lang],
              why: item.why?.[lang],
              act: { label: item.label[lang], href: item.href },
            }))}
            empty={<Empty title={text.nothingTitle}>{text.nothing}</Empty>}
          />
          <h2>{total === 0 ? text.start : text.river}</h2>
          {total === 0 ? (
            <Empty title={text.start} act={<ButtonLink href="/arrivees">{text.startAct}</ButtonLink>}>
              {text.startLead}
            </Empty>
          ) : (
            <River viewer={viewer} title={text.river} {...riverOf(states, holdings, lang)} />
          )}
        </Layout>,
      )
    },
  }),
  pageRoute({
    path: '/recherche',
    access: seeFleet,
    example: { as: 'technician', status: 303 },
    handle: async ({ tx, query }) => {
      const words = (query.q ?? '').trim().slice(0, 200)
      const code = readCode(words)
      const there = code ? await pageOfCode(tx, code) : null
      if (there) return redirect(there)
      const found = await listDevices(tx, readDeviceQuery({ q: words }), new Date().getFullYear())
      const [only] = found.rows
      if (found.rows.length === 1 && only && words !== '') return redirect(`/parc/${only.code}`)
      return redirect(`/parc?q=${encodeURIComponent(words)}`)
    },
  }),
]
