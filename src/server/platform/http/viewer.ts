import type { Tx } from '../database/database.ts'
import { LANGS, type Lang } from '../text/text.ts'
import { parseDisplay } from '../ui/display.ts'
import type { RailStep, Viewer } from '../ui/viewer.ts'
import type { Notice } from './answer.ts'
import { readNotice } from './cookies.ts'
import type { Entered } from './membership.ts'
import { allows, type Member, type Permission } from './permission.ts'

/** The rail of one organisation: what waits is asked before it is known who looks. */
export type RailOf = (tx: Tx) => Promise<(member: Member, lang: Lang) => readonly RailStep[]>

/** The language asked by cookie, else the member's, else the browser's, else French. */
export function languageOf(cookies: Readonly<Record<string, string>>, accept: string | null, member?: Lang): Lang {
  const asked = cookies.lang
  const chosen = LANGS.find((lang) => lang === asked)
  if (chosen) return chosen
  if (member) return member
  const first = accept?.split(',')[0]?.trim().slice(0, 2).toLowerCase()
  return first === 'en' ? 'en' : 'fr'
}

/** What a page knows of someone who is not signed in. */
export function openViewer(
  request: Request,
  cookies: Readonly<Record<string, string>>,
  demonstration: boolean,
): Viewer {
  return {
    lang: languageOf(cookies, request.headers.get('accept-language')),
    display: parseDisplay(cookies.display),
    timeZone: 'Europe/Paris',
    path: pathOf(request),
    organisation: null,
    person: null,
    rail: [],
    searches: false,
    demonstration,
    notice: readNotice(cookies) as Notice | null,
  }
}

/** What a page knows of a member at work; `search` is what it takes to use the search box, null where there is none. */
export function memberViewer(
  entered: Entered,
  request: Request,
  cookies: Readonly<Record<string, string>>,
  railOf: Awaited<ReturnType<RailOf>>,
  search: Permission | null,
): Viewer {
  const lang = languageOf(cookies, request.headers.get('accept-language'), entered.lang)
  return {
    lang,
    display: parseDisplay(cookies.display),
    timeZone: entered.timeZone,
    path: pathOf(request),
    organisation: { id: entered.organisationId, name: entered.organisationName, colours: entered.colours, logo: null },
    person: { name: entered.person, functionLabel: entered.functionLabel },
    rail: railOf(entered.member, lang),
    searches: search !== null && allows(entered.member, search),
    demonstration: entered.demonstration,
    notice: readNotice(cookies),
  }
}

const pathOf = (request: Request): string => {
  const url = new URL(request.url)
  return url.pathname + url.search
}
