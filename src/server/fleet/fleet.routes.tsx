import { keepFleet, seeFleet, work } from '../organisation/permissions.ts'
import { page } from '../platform/http/answer.ts'
import { allows } from '../platform/http/permission.ts'
import { type Route, readRoute } from '../platform/http/route.ts'
import { listDevices } from './device-list.sql.ts'
import { readDeviceQuery } from './device-query.ts'
import { DeviceListPage } from './fleet.views.tsx'
import { placeOptions } from './place-options.sql.ts'

export const fleetRoutes: readonly Route[] = [
  readRoute({
    path: '/parc',
    access: seeFleet,
    example: { as: 'technician' },
    read: ({ tx, query }) =>
      Promise.all([listDevices(tx, readDeviceQuery(query), new Date().getFullYear()), placeOptions(tx)]),
    draw: ({ viewer, member, query }, [found, places]) => {
      const asked = readDeviceQuery(query)
      return page(
        <DeviceListPage
          viewer={viewer}
          query={query}
          sort={asked.sort}
          rows={asked.rows}
          found={found}
          places={places}
          mayReceive={allows(member, work)}
          mayKeep={allows(member, keepFleet)}
        />,
      )
    },
  }),
]
