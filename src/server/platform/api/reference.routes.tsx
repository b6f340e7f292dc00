import { json, notFound, page } from '../http/answer.ts'
import { openRoute, type Route } from '../http/route.ts'
import type { ApiRoute } from './api-route.ts'
import { openApi, operationId } from './openapi.ts'
import { DOCUMENT, OperationPage, REFERENCE, ReferencePage } from './reference.views.tsx'

const WHY = 'It describes the interface, as the source does, and holds no data.'

/** The interface as a document for programs and as pages for people, from the operations themselves. */
export const referenceRoutes = (routes: readonly ApiRoute[]): readonly Route[] => [
  openRoute({
    method: 'GET',
    path: DOCUMENT,
    open: WHY,
    handle: async ({ services, viewer }) => json(openApi(routes, services.origin, viewer.lang)),
  }),
  openRoute({
    method: 'GET',
    path: REFERENCE,
    open: WHY,
    handle: async ({ viewer }) => page(<ReferencePage viewer={viewer} routes={routes} />),
  }),
  openRoute({
    method: 'GET',
    path: `${REFERENCE}/:operation`,
    open: WHY,
    handle: async ({ viewer, params, services }) => {
      const route = routes.find((one) => operationId(one) === params.operation)
      return route ? page(<OperationPage viewer={viewer} route={route} origin={services.origin} />) : notFound()
    },
  }),
]
