import { checklistOf } from '../circuit/perform.sql.ts'
import { judgeFleet, work } from '../organisation/permissions.ts'
import { type Answer, notFound, page } from '../platform/http/answer.ts'
import { freshForm, type Problem, type Values } from '../platform/http/form.ts'
import { allows } from '../platform/http/permission.ts'
import type { TenantCall } from '../platform/http/route.ts'
import { checksOf, workedOn } from './conduct/check.sql.ts'
import { supervisorsOf } from './conduct/supervisors.sql.ts'
import { workingBenches } from './equipment/equipment.sql.ts'
import { readCriteria } from './models/model.sql.ts'
import { notesFor } from './notes/note.sql.ts'
import { appraise, type Order, readBench } from './order.sql.ts'
import { BenchPage, type OrderForm } from './order.views.tsx'
import { photosOf } from './photos/photo.sql.ts'
import { readProfiles } from './profiles/profile.sql.ts'
import { profilesFor } from './profiles/profile.ts'
import { runningTimer } from './time/time.sql.ts'

/** The order page, or the same with what is wrong in one of its forms. */
export async function benchPage(
  { tx, viewer, member, params }: TenantCall,
  wrong?: { readonly form: OrderForm; readonly problem: Problem },
): Promise<Answer> {
  const bench = await readBench(tx, params.code ?? '')
  if (!bench) return notFound()
  const form = (name: OrderForm, values: Values) =>
    freshForm(viewer, wrong?.form === name ? wrong.problem : undefined, values)
  const iWorked = bench.order !== null && (await workedOn(tx, bench.order.id, member.personId))
  const lines = (await checklistOf(tx, 'finish', bench.device.id)) ?? []
  const { eur } = appraise(bench.device, { soughtAfter: false, value: null, valueReason: null }, new Date())
  return page(
    <BenchPage
      viewer={viewer}
      bench={bench}
      personId={member.personId}
      timer={await runningTimer(tx, member.personId)}
      now={new Date()}
      mayWork={allows(member, work)}
      mayJudge={allows(member, judgeFleet)}
      checklist={
        iWorked ? lines : lines.map((line) => (line.rule === 'secondPersonChecked' ? { ...line, held: true } : line))
      }
      estimateEur={eur === 'notValued' ? null : eur}
      profiles={profilesFor(bench.device.kind, await readProfiles(tx))}
      small={() => freshForm(viewer)}
      checks={bench.order ? await checksOf(tx, bench.order.id) : []}
      iWorked={iWorked}
      supervisors={await supervisorsOf(tx)}
      benches={await workingBenches(tx)}
      photos={await photosOf(tx, bench.device.id)}
      criteria={await readCriteria(tx)}
      notes={await notesFor(tx, bench.device)}
      mayWithdraw={(photo) => photo.takenBy === member.personId || allows(member, judgeFleet)}
      forms={{
        photos: form('photos', {}),
        conduct: form('conduct', {
          supervisor: bench.order?.supervisorId ?? '',
          bench: bench.order?.benchId ?? '',
          waitsFor: bench.order?.waitsFor ?? '',
        }),
        check: form('check', {}),
        steps: form('steps', stepValues(bench.order)),
        tests: form('tests', testValues(bench.order)),
        software: form('software', { licence: 'free' }),
        grade: form('grade', { grade: bench.device.grade ?? '' }),
      }}
    />,
    wrong ? 422 : 200,
  )
}

/** Which steps are done; the minutes to add begin empty. */
const stepValues = (order: Order | null): Values =>
  Object.fromEntries((order?.steps ?? []).map(({ step }) => [`s.${step}`, 'done']))
const testValues = (order: Order | null): Values =>
  Object.fromEntries(
    Object.entries(order?.tests ?? {}).flatMap(([test, { result, remark }]) => [
      [`t.${test}`, result],
      [`r.${test}`, remark ?? ''],
    ]),
  )
