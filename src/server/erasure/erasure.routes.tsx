import { judgeFleet, seeFleet, work } from '../organisation/permissions.ts'
import { saveAnswers } from '../platform/bulk/bulk.sql.ts'
import { type Answer, notFound, page, redirect } from '../platform/http/answer.ts'
import { freshForm, type Problem } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import { actRoute, type FormCall, pageRoute, type Route, type TenantCall } from '../platform/http/route.ts'
import { readDeviceMedia } from './device-media.sql.ts'
import { DeviceMediaPage } from './device-media.views.tsx'
import { erasureText } from './erasure.text.ts'
import { LOGS, MOST_LOGS } from './erasure.ts'
import { ErasurePage } from './erasure.views.tsx'
import { notLookedInto, waitingMedia } from './media-list.sql.ts'
import { recordLog } from './nwipe.sql.ts'
import { nwipeText } from './nwipe.text.ts'
import type { ProofForm } from './proof-forms.views.tsx'

async function erasurePage({ tx, viewer, member }: TenantCall, problem?: Problem): Promise<Answer> {
  const view = (
    <ErasurePage
      viewer={viewer}
      form={freshForm(viewer, problem)}
      mayWork={allows(member, work)}
      mayJudge={allows(member, judgeFleet)}
      {...(await waitingMedia(tx))}
      notLooked={await notLookedInto(tx)}
    />
  )
  return page(view, problem ? 422 : 200)
}

/** The media of one device, with one of its forms as it was typed where something is wrong with it. */
export async function deviceMediaPage(
  { tx, viewer, member, params }: TenantCall,
  wrong?: { readonly form: ProofForm; readonly problem: Problem },
): Promise<Answer> {
  const data = await readDeviceMedia(tx, params.code ?? '')
  if (!data) return notFound()
  const form = (name: ProofForm) => freshForm(viewer, wrong?.form === name ? wrong.problem : undefined)
  return page(
    <DeviceMediaPage
      viewer={viewer}
      data={data}
      personId={member.personId}
      mayWork={allows(member, work)}
      mayJudge={allows(member, judgeFleet)}
      small={() => freshForm(viewer)}
      forms={{
        log: form('log'),
        certificate: form('certificate'),
        absence: form('absence'),
        none: form('none'),
        reset: form('reset'),
        found: form('found'),
        aside: form('aside'),
      }}
    />,
    wrong ? 422 : 200,
  )
}

type LogCall = TenantCall & FormCall<{ text: string | null; logMedium: string | null }>

/** Dropped files, then what was pasted; none where nothing was sent. */
function logsOf({ files, form }: LogCall) {
  const pasted = form.text ? [{ name: 'nwipe.log', bytes: new TextEncoder().encode(form.text) }] : []
  return [...files.filter((file) => file.field === 'files' && file.bytes.length > 0), ...pasted]
}

async function readLogs(call: LogCall, deviceId: string | null): Promise<Answer> {
  const { tx, member, services, form } = call
  const lines = []
  for (const log of logsOf(call))
    lines.push(...(await recordLog(tx, services.files, member, log, { deviceId, mediumId: form.logMedium })))
  return redirect(await saveAnswers(tx, member, nwipeText.title, lines))
}

const nothingSent = (call: TenantCall): Problem => ({
  values: {},
  errors: { files: erasureText(call.viewer.lang).nothingSent },
})

export const erasureRoutes: readonly Route[] = [
  pageRoute({
    path: '/effacement',
    access: seeFleet,
    example: { as: 'technician' },
    handle: (call) => erasurePage(call),
  }),
  actRoute({
    path: '/effacement/journaux',
    access: work,
    most: MOST_LOGS,
    form: LOGS,
    example: { as: 'trainee', form: {}, files: [{ field: 'files', name: 'nwipe.log', text: '{erasure.log}' }] },
    invalid: (call, problem) => erasurePage(call, problem),
    handle: async (call) => (logsOf(call).length === 0 ? erasurePage(call, nothingSent(call)) : readLogs(call, null)),
  }),
  pageRoute({
    path: '/effacement/:code',
    access: seeFleet,
    example: { as: 'technician', params: { code: '{erasure.device}' } },
    handle: (call) => deviceMediaPage(call),
  }),
  actRoute({
    path: '/effacement/:code/journaux',
    access: work,
    most: MOST_LOGS,
    form: LOGS,
    example: {
      as: 'trainee',
      params: { code: '{erasure.device}' },
      form: {},
      files: [{ field: 'files', name: 'nwipe.log', text: '{erasure.log}' }],
    },
    invalid: (call, problem) => deviceMediaPage(call, { form: 'log', problem }),
    handle: async (call) => {
      const data = await readDeviceMedia(call.tx, call.params.code ?? '')
      if (!data) return notFound()
      return logsOf(call).length === 0
        ? deviceMediaPage(call, { form: 'log', problem: nothingSent(call) })
        : readLogs(call, data.device.id)
    },
  }),
]
