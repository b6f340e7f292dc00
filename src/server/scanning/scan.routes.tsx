import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { showCode } from '../fleet/code.ts'
import { work } from '../organisation/permissions.ts'
import { type Answer, json, notFound, page, redirect } from '../platform/http/answer.ts'
import { freshForm, uuid } from '../platform/http/form.ts'
import { actRoute, openRoute, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { heed, readStanding } from './scan.sql.ts'
import { MOST_TEXT, type ScanLine } from './scan.ts'
import { ScanPage, ScanState } from './scan.views.tsx'
import { placeOf } from './subject.sql.ts'

const PATH = '/balayage'

/** A scan: typed, or a card chosen on screen; its id, and that of the scan before it on this screen. */
const SCAN = z.object({
  text: z.string().max(MOST_TEXT).default(''),
  card: z.string().max(40).optional(),
  scan: uuid,
  after: z.preprocess((value) => (value === '' ? undefined : value), uuid.optional()),
  /** The item of a work order that the screen showed as it was scanned. */
  seen: z.string().max(50).default(''),
  /** Whose screen it was scanned on, where it waited for the network. */
  who: uuid.optional(),
})

async function stateOf({ tx, viewer, member }: TenantCall, shown: ScanLine | null) {
  const standing = await readStanding(tx, member.personId)
  const { into } = standing.session
  const place = into ? await placeOf(tx, into) : null
  return {
    viewer,
    standing,
    shown: shown ?? standing.lines[0] ?? null,
    into: place?.name ?? (into ? showCode(into) : null),
  }
}

/** What the script puts on the screen after a scan. */
async function drawn(call: TenantCall, line: ScanLine): Promise<Answer> {
  const state = await stateOf(call, line)
  return json({ tone: line.tone, last: state.standing.last, html: (<ScanState {...state} />).text })
}

export const scanRoutes: readonly Route[] = [
  pageRoute({
    path: PATH,
    access: work,
    compiles: true,
    example: { as: 'trainee' },
    handle: async (call) => {
      const { viewer, member } = call
      const state = await stateOf(call, null)
      return page(
        <ScanPage viewer={viewer} form={freshForm(viewer)} who={member.personId} state={state} next={randomUUID()} />,
      )
    },
  }),
  openRoute({
    method: 'GET',
    path: `${PATH}/hors-ligne`,
    open: 'the empty scan screen that a browser keeps for a network cut holds nothing of anybody',
    handle: async ({ viewer }) =>
      page(<ScanPage viewer={viewer} form={freshForm(viewer)} who={null} state={null} next={randomUUID()} />),
  }),
  actRoute({
    path: PATH,
    access: work,
    form: SCAN,
    example: {
      as: 'trainee',
      form: { text: 'SV:MODE:WORK', scan: '0193f2a0-0000-7000-8000-00000000a5ca' },
    },
    handle: async (call) => {
      const { tx, member, form, request } = call
      const byScript = request.headers.get('accept') === 'application/json'
      // What waited for the network never leaves under another name.
      if (form.who !== undefined && form.who !== member.personId) return json({ other: true }, 409)
      const { scan: id, card, text, after = null, seen } = form
      const line = await heed(tx, member, { id, text: card ?? text, after, seen })
      if (!line) return notFound()
      return byScript ? drawn(call, line) : redirect(PATH)
    },
  }),
]
