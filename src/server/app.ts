import type { Context } from 'hono'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { agreementRoutes } from './agreements/agreement.routes.tsx'
import { bulkActRoutes } from './bulk-acts/bulk-act.routes.tsx'
import { arrivalApi } from './collection/arrival.api.ts'
import { arrivalRoutes } from './collection/arrival.routes.tsx'
import { batchRoutes } from './collection/batch.routes.tsx'
import { dropRoutes } from './collection/drop.routes.tsx'
import { takeBackRoutes } from './collection/take-back.routes.tsx'
import { councilRoutes } from './council/council.routes.tsx'
import { demonstrationRoutes } from './demonstration/demonstration.routes.tsx'
import { erasureApi } from './erasure/erasure.api.ts'
import { erasureRoutes } from './erasure/erasure.routes.tsx'
import { lotRoutes } from './erasure/lot/lot.routes.tsx'
import { proofRoutes } from './erasure/proof.routes.tsx'
import { EXPORT_ADDRESSES, exportRoutes } from './exports/export.routes.tsx'
import { leadsToWelcome, WELCOME, watchInstallation } from './first-visit/gate.ts'
import { firstVisitRoutes } from './first-visit/start.routes.tsx'
import { communeRoutes } from './fleet/commune.routes.tsx'
import { deviceApi } from './fleet/device.api.ts'
import { fleetRoutes } from './fleet/fleet.routes.tsx'
import { mergeRoutes } from './fleet/merge.routes.tsx'
import { placeApi } from './fleet/place.api.ts'
import { placeRoutes } from './fleet/place.routes.tsx'
import { siteRoutes } from './fleet/site.routes.tsx'
import { handoverRoutes } from './handovers/handover.routes.tsx'
import { returnRoutes } from './handovers/return.routes.tsx'
import { importRoutes } from './imports/import.routes.tsx'
import { kitRoutes } from './kits/kit.routes.tsx'
import { kitModelRoutes } from './kits/kit-model.routes.tsx'
import { claimRoutes } from './labels/claim.routes.tsx'
import { labelRoutes } from './labels/label.routes.tsx'
import { legalRoutes } from './legal/legal.routes.tsx'
import { correctRoutes } from './losses/correct.routes.tsx'
import { lossRoutes } from './losses/loss.routes.tsx'
import { slipApi } from './moves/slip.api.ts'
import { slipRoutes } from './moves/slip.routes.tsx'
import { memberRoutes } from './organisation/members/member.routes.tsx'
import { overviewApi } from './overview/device.api.ts'
import { deviceRoutes } from './overview/device.routes.tsx'
import { leaveRoutes } from './overview/leave.routes.tsx'
import { openSteps, railOf } from './overview/rail.ts'
import { settingsRoutes } from './overview/settings.routes.tsx'
import { todayRoutes } from './overview/today.routes.tsx'
import { partyRoutes } from './parties/party.routes.tsx'
import { binRoutes } from './parts/bin.routes.tsx'
import { needsRoutes } from './parts/needs/needs.routes.tsx'
import { partApi } from './parts/part.api.ts'
import { partRoutes } from './parts/part.routes.tsx'
import { takeApartRoutes } from './parts/take-apart.routes.tsx'
import type { ApiRoute } from './platform/api/api-route.ts'
import { referenceRoutes } from './platform/api/reference.routes.tsx'
import { bulkRoutes } from './platform/bulk/bulk.routes.tsx'
import type { Database } from './platform/database/database.ts'
import { diagnose } from './platform/database/trouble.ts'
import type { Route } from './platform/http/route.ts'
import { serve } from './platform/http/serve.tsx'
import type { Services } from './platform/http/services.ts'
import { outboxRoutes } from './platform/mail/outbox.routes.tsx'
import type { Metrics } from './platform/metrics.ts'
import { accountRoutes } from './platform/sign-in/account.routes.tsx'
import { organisationRoutes } from './platform/sign-in/organisations.routes.tsx'
import { secondFactorRoutes } from './platform/sign-in/second-factor.routes.tsx'
import { signInRoutes } from './platform/sign-in/sign-in.routes.tsx'
import { setAssets } from './platform/ui/assets.ts'
import { coloursSheet } from './platform/ui/colours.ts'
import { displayRoutes } from './platform/ui/display.routes.tsx'
import { openExports } from './platform/ui/export-bar.tsx'
import { loadAssets } from './platform/ui/load-assets.ts'
import { programmeRoutes } from './programme/programme.routes.tsx'
import { palletRoutes } from './recycling/pallet.routes.tsx'
import { decommissionRoutes } from './renewal/decommission.routes.tsx'
import { renewalRoutes } from './renewal/renewal.routes.tsx'
import { allocationRoutes } from './requests/allocation.routes.tsx'
import { requestRoutes } from './requests/request.routes.tsx'
import { loadScanAssets } from './scanning/assets.ts'
import { scanRoutes } from './scanning/scan.routes.tsx'
import { stepsRoutes } from './steps/steps.routes.tsx'
import { roundApi } from './stocktake/round.api.ts'
import { roundRoutes } from './stocktake/round.routes.tsx'
import { supplyRoutes } from './supplies/supply.routes.tsx'
import { ticketApi } from './tickets/ticket.api.ts'
import { ticketRoutes } from './tickets/ticket.routes.tsx'
import { tokenRoutes } from './tokens/token.routes.tsx'
import { pricesRoutes } from './triage/prices.routes.tsx'
import { rulesRoutes } from './triage/rules.routes.tsx'
import { secondLookRoutes } from './triage/second-look.routes.tsx'
import { triageRoutes } from './triage/triage.routes.tsx'
import { witnessRoutes } from './witnesses/witnesses.routes.tsx'
import { boardRoutes } from './workshop/board/board.routes.tsx'
import { composeRoutes } from './workshop/compose/compose.routes.tsx'
import { conductRoutes } from './workshop/conduct/conduct.routes.tsx'
import { equipmentRoutes } from './workshop/equipment/equipment.routes.tsx'
import { holdRoutes } from './workshop/hold.routes.tsx'
import { modelRoutes } from './workshop/models/model.routes.tsx'
import { noteApi } from './workshop/notes/note.api.ts'
import { noteRoutes } from './workshop/notes/note.routes.tsx'
import { orderApi } from './workshop/order.api.ts'
import { workshopRoutes } from './workshop/order.routes.tsx'
import { photoRoutes } from './workshop/photos/photo.routes.tsx'
import { profileRoutes } from './workshop/profiles/profile.routes.tsx'
import { reconditioningRoutes } from './workshop/reconditionings/reconditioning.routes.tsx'
import { sheetRoutes } from './workshop/sheet/sheet.routes.ts'
import { timeRoutes } from './workshop/time/time.routes.tsx'
import { totalsRoutes } from './workshop/totals/totals.routes.tsx'

/** Every operation of the interface for programs, room by room. */
export const api: readonly ApiRoute[] = [
  ...overviewApi,
  ...deviceApi,
  ...arrivalApi,
  ...erasureApi,
  ...partApi,
  ...placeApi,
  ...orderApi,
  ...noteApi,
  ...ticketApi,
  ...slipApi,
  ...roundApi,
]

/** Every route of the application, room by room, in the order of the circuit. */
export const routes: readonly Route[] = [
  ...legalRoutes,
  ...referenceRoutes(api),
  ...displayRoutes,
  ...firstVisitRoutes,
  ...demonstrationRoutes,
  ...outboxRoutes,
  ...signInRoutes,
  ...organisationRoutes,
  ...accountRoutes,
  ...secondFactorRoutes,
  ...bulkRoutes,
  ...arrivalRoutes,
  ...dropRoutes,
  ...batchRoutes,
  ...takeBackRoutes,
  ...labelRoutes,
  ...claimRoutes,
  ...renewalRoutes,
  ...decommissionRoutes,
  ...palletRoutes,
  ...fleetRoutes,
  ...communeRoutes,
  ...placeRoutes,
  ...siteRoutes,
  ...partyRoutes,
  ...importRoutes,
  ...bulkActRoutes,
  ...councilRoutes,
  ...witnessRoutes,
  ...stepsRoutes,
  ...settingsRoutes,
  ...handoverRoutes,
  ...returnRoutes,
  ...deviceRoutes,
  ...mergeRoutes,
  ...lossRoutes,
  ...correctRoutes,
  ...requestRoutes,
  ...allocationRoutes,
  ...programmeRoutes,
  ...agreementRoutes,
  ...memberRoutes,
  ...leaveRoutes,
  ...tokenRoutes,
  ...todayRoutes,
  ...scanRoutes,
  ...secondLookRoutes,
  ...triageRoutes,
  ...rulesRoutes,
  ...pricesRoutes,
  ...lotRoutes,
  ...erasureRoutes,
  ...proofRoutes,
  ...boardRoutes,
  ...composeRoutes,
  ...reconditioningRoutes,
  ...noteRoutes,
  ...equipmentRoutes,
  ...totalsRoutes,
  ...timeRoutes,
  ...ticketRoutes,
  ...modelRoutes,
  ...sheetRoutes,
  ...workshopRoutes,
  ...conductRoutes,
  ...photoRoutes,
  ...holdRoutes,
  ...profileRoutes,
  ...exportRoutes,
  ...binRoutes,
  ...takeApartRoutes,
  ...needsRoutes,
  ...partRoutes,
  ...supplyRoutes,
  ...kitModelRoutes,
  ...kitRoutes,
  ...slipRoutes,
  ...roundRoutes,
]

export interface Parts {
  readonly database: Database
  readonly services: Services
  readonly log: Logger
  readonly metrics: Metrics
  readonly addressOf: (context: Context) => string
  /** Where the data is: a database that is gone from a full disk is told so. */
  readonly dataFolder: string
}

/** The whole application as one fetch handler. */
export async function application(parts: Parts): Promise<Hono> {
  const assets = await loadAssets()
  setAssets(assets)
  openExports(EXPORT_ADDRESSES)
  openSteps(routes.filter((route) => route.method === 'GET').map((route) => route.path))
  const outer = new Hono()
  outer.use('/assets/*', compress())
  const scanning = await loadScanAssets()
  outer.get(scanning.worker.path, (context) =>
    context.body(scanning.worker.body, 200, {
      'content-type': scanning.worker.mediaType,
      'cache-control': 'no-cache',
    }),
  )
  for (const asset of [...assets.all, ...scanning.kept]) {
    outer.get(asset.path, (context) =>
      context.body(asset.body, 200, {
        'content-type': asset.mediaType,
        'cache-control': 'public, max-age=31536000, immutable',
      }),
    )
  }
  outer.get('/assets/:name{couleurs-.+}', (context) => {
    const sheet = coloursSheet(context.req.path)
    const headers = {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    }
    return sheet === null ? context.notFound() : context.body(sheet, 200, headers)
  })
  outer.get('/metrics', (context) => parts.metrics.page(context, parts.addressOf(context)))
  outer.get('/healthz', (context) => context.text('ok'))
  outer.get('/readyz', async (context) => {
    const ready = await parts.database
      .outside((tx) => sql`select 1`.execute(tx))
      .then(
        () => true,
        () => false,
      )
    return ready ? context.text('ready') : context.text('database unreachable', 503)
  })
  const installation = watchInstallation(parts.database)
  return serve(
    {
      ...parts,
      routes,
      api,
      railOf,
      signInPath: '/connexion',
      demonstration: async () => (await installation()) === 'demonstration',
      troubleOf: (error) => diagnose(error, parts.database, parts.dataFolder),
      divert: async (path) => (leadsToWelcome(await installation(), path) ? WELCOME : null),
    },
    outer,
  )
}
