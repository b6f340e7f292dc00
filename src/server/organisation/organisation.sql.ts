import { sql } from 'kysely'
import { z } from 'zod'
import { ALL_STEPS, type StepId } from '../../domain/circuit/steps.ts'
import { enterOrganisation, type Tx } from '../platform/database/database.ts'
import { newId } from '../platform/database/id.ts'
import { type Actor, eventsOf } from '../platform/ledger/ledger.ts'
import { saveSetting } from '../platform/setting/setting.sql.ts'
import { TERRITORIES, TERRITORY_KEYS, type Territory } from './territories.ts'

export const ORGANISATION_KINDS = ['commune', 'epci', 'departement', 'other'] as const
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]

export const organisationEvents = eventsOf('organisation', {
  created: {
    says: { fr: 'Collectivité créée', en: 'Organisation created' },
    payload: z.strictObject({
      kind: z.enum(ORGANISATION_KINDS),
      territory: z.enum(TERRITORY_KEYS as [Territory, ...Territory[]]),
      code: z.string().max(9).nullable(),
    }),
  },
  stepsOrdered: {
    says: { fr: 'Étapes ordonnées', en: 'Steps ordered' },
    payload: z.strictObject({ steps: z.array(z.enum(ALL_STEPS as [StepId, ...StepId[]])) }),
  },
  communesAdded: {
    says: { fr: 'Communes membres ajoutées', en: 'Member communes added' },
    payload: z.strictObject({ codes: z.array(z.string().max(5)) }),
  },
  communeRemoved: {
    says: { fr: 'Commune membre retirée', en: 'Member commune removed' },
    payload: z.strictObject({ code: z.string().max(5) }),
  },
})

export interface NewOrganisation {
  readonly name: string
  readonly kind: OrganisationKind
  readonly territory: Territory
  /** INSEE code, or the SIREN of an EPCI. */
  readonly code: string | null
}

/** Makes the organisation and enters it; its first event is written by `recordCreation`, once somebody can sign it. */
export async function makeOrganisation(tx: Tx, given: NewOrganisation, demonstration = false): Promise<string> {
  const id = newId()
  const { timeZone } = TERRITORIES[given.territory]
  await sql`select create_organisation(${id}, ${given.name}, ${given.kind}, ${given.territory}, ${given.code}, ${timeZone},
    ${demonstration})`.execute(tx)
  await enterOrganisation(tx, id)
  return id
}

export async function recordCreation(tx: Tx, actor: Actor, { kind, territory, code }: NewOrganisation): Promise<void> {
  await organisationEvents.record(tx, actor, 'created', actor.organisationId, { kind, territory, code })
}

/** Keeps the order in which the organisation does its steps; it changes no gate. */
export async function saveSteps(tx: Tx, actor: Actor, steps: readonly StepId[]): Promise<void> {
  await saveSetting(tx, actor, 'steps', steps)
  await organisationEvents.record(tx, actor, 'stepsOrdered', actor.organisationId, { steps: [...steps] })
}

/** Adds communes to those the organisation is made of; answers how many were new. */
export async function addCommunes(
  tx: Tx,
  actor: Actor,
  communes: readonly { readonly code: string; readonly name: string }[],
): Promise<number> {
  if (communes.length === 0) return 0
  const added = await tx
    .insertInto('member_commune')
    .values(communes.map(({ code, name }) => ({ organisation_id: actor.organisationId, insee_code: code, name })))
    .onConflict((same) => same.doNothing())
    .returning('insee_code')
    .execute()
  if (added.length > 0)
    await organisationEvents.record(tx, actor, 'communesAdded', actor.organisationId, {
      codes: added.map((row) => row.insee_code),
    })
  return added.length
}

/** Kind and official code of the organisation that is entered. */
export async function organisationNow(tx: Tx): Promise<{ readonly kind: string; readonly code: string | null }> {
  return tx.selectFrom('organisation').select(['kind', 'insee_code as code']).executeTakeFirstOrThrow()
}

/** INSEE codes of the communes the organisation is made of: its own where it is one. */
export async function memberCodes(tx: Tx): Promise<readonly string[]> {
  const { kind, code } = await organisationNow(tx)
  if (kind === 'commune') return code === null ? [] : [code]
  return (await tx.selectFrom('member_commune').select('insee_code').execute()).map((row) => row.insee_code)
}
