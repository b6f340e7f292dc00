import type { Context } from 'hono'
import { problemBody, problemResponse } from '../api/problem.ts'
import { apiLang } from '../api/serve-api.ts'
import type { Trouble } from '../database/trouble.ts'
import { renderPage } from '../ui/render.ts'
import { readCookies } from './cookies.ts'
import { UnablePage } from './problem.views.tsx'
import { openViewer } from './viewer.ts'

/** RFC 9110 §15.6.4, RFC 4918 §11.5; after how many seconds a page that was only read comes back by itself. */
const UNABLE = { unavailable: { status: 503, seconds: 5 }, full: { status: 507, seconds: 60 } } as const

/** The answer where nothing can be done for now. What was sent is never sent again by itself. */
export function unable(trouble: Trouble, context: Context): Response | Promise<Response> {
  const { status, seconds } = UNABLE[trouble]
  const after = { 'retry-after': String(seconds) }
  const request = context.req.raw
  if (context.req.path.startsWith('/api/')) return problemResponse(problemBody(trouble, apiLang(request)), after)
  const acting = context.req.method !== 'GET'
  const viewer = openViewer(request, readCookies(request), false)
  const headers = { ...after, 'cache-control': 'no-store', ...(acting ? {} : { refresh: String(seconds) }) }
  return context.html(renderPage(<UnablePage viewer={viewer} trouble={trouble} acting={acting} />), status, headers)
}
