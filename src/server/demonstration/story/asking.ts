import type { Route } from '../../../domain/law/eligibility/rule.ts'
import type { RecipientKind } from '../../../domain/law/recipients.ts'
import type { Row } from './journal.ts'

/** Who asks, and how the devices would leave. */
export interface Asker {
  readonly name: string
  readonly placeId: string | null
  readonly partyId: string | null
  readonly personName: string | null
  readonly recipientKind: RecipientKind
  readonly transfer: Route
  readonly purpose: string
  /** Days that the devices stay there; `forGood` where they are given. */
  readonly days: number | 'forGood'
}

export interface Request {
  readonly row: Row<'request'> & { id: string; number: number }
  readonly asker: Asker
  readonly personId: string | null
  readonly kept: (() => void)[]
}

/** Tells a request as it stands, with what waits for it. */
export function tellRequest({ kept }: Request): void {
  for (const tellOne of kept.splice(0)) tellOne()
}

/** What a request that was confirmed brings to the circuit. */
export const promised = ({ asker }: Request) =>
  ({
    request: {
      kind: 'made',
      route: 'eligible',
      legalOpinion: 'none',
      confirmedBy: 'personWithTheRight',
    },
    transfer: { kind: asker.transfer, to: asker.personName ? 'person' : asker.placeId ? 'site' : 'body' },
  }) as const
