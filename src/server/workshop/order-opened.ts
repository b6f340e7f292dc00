import type { Answer } from '../platform/http/answer.ts'
import type { TenantCall } from '../platform/http/route.ts'
import { type Bench, type Order, readBench } from './order.sql.ts'
import { orderText } from './order.text.ts'

/** The device of the address with its open order; a closed one is said, with how to open another. */
export async function opened(
  call: Pick<TenantCall, 'tx' | 'params'>,
): Promise<{ bench: Bench; order: Order } | { answer: Extract<Answer, { kind: 'refused' | 'notFound' }> }> {
  const bench = await readBench(call.tx, call.params.code ?? '')
  if (!bench) return { answer: { kind: 'notFound' } }
  const { order } = bench
  if (order && order.closedAt === null) return { bench, order }
  const [fr, en] = [orderText('fr'), orderText('en')]
  return {
    answer: {
      kind: 'refused',
      refusals: [
        {
          rule: 'workOrderOpen',
          message: { fr: fr.notOpen, en: en.notOpen },
          satisfy: { fr: fr.notOpenHow, en: en.notOpenHow },
        },
      ],
    },
  }
}
