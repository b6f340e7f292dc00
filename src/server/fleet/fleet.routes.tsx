import { seeFleet } from '../organisation/permissions.ts'
import { page } from '../platform/http/answer.ts'
import { pageRoute, type Route } from '../platform/http/route.ts'
import { type DeviceQuery, listDevices, SORTS } from './device-list.sql.ts'
import { DeviceListPage } from './fleet.views.tsx'
import { placeOptions } from './place-options.sql.ts'

export function readDeviceQuery(query: Readonly<Record<string, string>>): DeviceQuery {
  const said = (name: string) => (query[name] ?? '').slice(0, 200)
  return {
    words: said('q'),
    kind: said('nature'),
    state: said('etat'),
    placeId: said('lieu'),
    batchId: said('lot'),
    life: said('vie'),
    grade: said('grade'),
    age: said('age'),
    sort: SORTS.find((sort) => sort === query.tri) ?? 'recent',
    before: said('avant'),
    after: said('apres'),
  }
}

export const fleetRoutes: readonly Route[] = [
  pageRoute({
    path: '/parc',
    access: seeFleet,
    example: { as: 'technician' },
    handle: async ({ tx, viewer, query }) => {
      const asked = readDeviceQuery(query)
      const found = await listDevices(tx, asked, new Date().getFullYear())
      return page(
        <DeviceListPage
          viewer={viewer}
          query={query}
          sort={asked.sort}
          found={found}
          places={await placeOptions(tx)}
        />,
      )
    },
  }),
]
