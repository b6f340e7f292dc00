import { z } from 'zod'
import type { Notice } from './answer.ts'

const NOTICE = z.object({ tone: z.enum(['done', 'refused', 'information']), text: z.string().max(500) })

export function readCookies(request: Request): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const cut = part.indexOf('=')
    if (cut > 0)
      found[
        part
          .slice(0, cut)
          .trim()
          .replace(/^__Host-/, '')
      ] = part.slice(cut + 1).trim()
  }
  return found
}

/** What the previous act answered; a damaged cookie says nothing. */
export function readNotice(cookies: Readonly<Record<string, string>>): Notice | null {
  if (!cookies.notice) return null
  try {
    return NOTICE.parse(JSON.parse(Buffer.from(cookies.notice, 'base64url').toString('utf8')))
  } catch {
    return null
  }
}

export const noticeCookie = (notice: Notice): string =>
  `notice=${Buffer.from(JSON.stringify(notice)).toString('base64url')}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax`
export const noNoticeCookie = 'notice=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax'
/** A preference kept for a year; holds no secret. */
export const preferenceCookie = (name: string, value: string): string =>
  `${name}=${value}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax`

/** Under HTTPS every cookie of ours is bound to this host and never travels in clear (RFC 6265bis §4.1.3.2). */
export const hardened = (cookie: string, secure: boolean): string =>
  secure && !cookie.startsWith('__') ? `__Host-${cookie}; Secure` : cookie
