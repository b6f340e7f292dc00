import { page } from '../platform/http/answer.ts'
import { openRoute, type Route } from '../platform/http/route.ts'
import { ADDRESSES } from '../platform/ui/addresses.ts'
import { AccessibilityPage, LegalNoticePage } from './legal.views.tsx'
import { publishers } from './publishers.sql.ts'

export const legalRoutes: readonly Route[] = [
  openRoute({
    method: 'GET',
    path: ADDRESSES.accessibility,
    open: 'A public service owes everyone its accessibility statement (loi n° 2005-102, article 47).',
    handle: async ({ viewer }) => page(<AccessibilityPage viewer={viewer} />),
  }),
  openRoute({
    method: 'GET',
    path: ADDRESSES.legal,
    open: 'Whoever publishes a site names themselves to everyone (loi n° 2004-575, article 1-1).',
    handle: async ({ viewer, database }) =>
      page(<LegalNoticePage viewer={viewer} publishers={await publishers(database)} />),
  }),
]
