import { z } from 'zod'
import { STEP_MODELS } from '../../domain/circuit/steps/models.ts'
import type { StepId } from '../../domain/circuit/steps.ts'
import { type PlaceKind, schoolKind } from '../fleet/place.ts'
import type { Body } from '../organisation/communes.ts'
import { ORGANISATION_KINDS } from '../organisation/organisation.sql.ts'
import { ROLES, type Role } from '../organisation/roles.ts'
import { TERRITORY_KEYS, type Territory } from '../organisation/territories.ts'
import { civilDate, line, optional, paragraph, several, wholeNumber } from '../platform/http/form.ts'
import { INDICATOR_KEYS, type Indicator, STATUS_KEYS } from '../programme/programme.ts'

const MOST_PLACES = 300
const MODELS = Object.keys(STEP_MODELS.rows) as [keyof typeof STEP_MODELS.rows, ...(keyof typeof STEP_MODELS.rows)[]]
export const STEP_MODEL_KEYS = MODELS

/** One place a line. */
const lines = paragraph(20_000).transform((text) =>
  text
    .split('\n')
    .map((name) => name.trim().slice(0, 200))
    .filter(Boolean)
    .slice(0, MOST_PLACES),
)
const target = optional(wholeNumber(0, 10_000_000))
/** The field of a yearly target; places have fields of the same plain names. */
export const targetField = (indicator: Indicator) => `target.${indicator}` as const
const targets = Object.fromEntries(INDICATOR_KEYS.map((key) => [targetField(key), target])) as Readonly<
  Record<ReturnType<typeof targetField>, typeof target>
>

/** The one form of a first start. */
export const START_FORM = z.object({
  firstVisitCode: z.string().max(100).default(''),
  nature: z.enum(ORGANISATION_KINDS),
  code: optional(z.string().regex(/^[0-9AB]{2,9}$/)),
  organisation: line(),
  territory: z.enum(TERRITORY_KEYS as [Territory, ...Territory[]]),
  programme: line(),
  aims: paragraph().default(''),
  reasons: paragraph().default(''),
  startedOn: civilDate,
  status: z.enum(STATUS_KEYS),
  formerName: optional(line()),
  formerUntil: optional(civilDate),
  ...targets,
  person: line(),
  email: z.string().trim().max(320).pipe(z.email()),
  password: z.string().max(1000),
  again: z.string().max(1000),
  roles: several(z.enum(ROLES)),
  services: lines.default([]),
  workshops: lines.default([]),
  stores: lines.default([]),
  schools: lines.default([]),
  epn: lines.default([]),
  model: z.enum(MODELS),
})
export type Start = z.infer<typeof START_FORM>

/** Whoever starts a programme administers it, whatever else was ticked. */
export const founderRoles = (asked: readonly Role[]): readonly Role[] => [...new Set<Role>([...asked, 'administrator'])]

const KIND_OF_LINES = {
  services: () => 'service',
  workshops: () => 'workshop',
  stores: () => 'store',
  schools: schoolKind,
  epn: () => 'epn',
} as const satisfies Readonly<Record<string, (name: string) => PlaceKind>>
export const PLACE_LINES = ['services', 'workshops', 'stores', 'schools', 'epn'] as const

/** The places the form names, each with its kind. */
export const placesOf = (start: Start): readonly { readonly kind: PlaceKind; readonly name: string }[] =>
  PLACE_LINES.flatMap((field) => start[field].map((name) => ({ kind: KIND_OF_LINES[field](name), name })))

export const stepsOf = (start: Pick<Start, 'model'>): readonly StepId[] => STEP_MODELS.rows[start.model].steps

/** « de Trélazé », « du Lamentin », « d’Angers »: as French joins a name to what comes before. */
export function partitive(name: string): string {
  const article = name.match(/^(Le|Les) (.+)$/)
  if (article) return `${article[1] === 'Le' ? 'du' : 'des'} ${article[2]}`
  return /^[aeiouyhéèêàâîôœ]/i.test(name) ? `d’${name}` : `de ${name}`
}

const NAMED: Readonly<Record<Body['kind'], (name: string) => string>> = {
  commune: (name) => `Ville ${partitive(name)}`,
  epci: (name) => name,
  departement: (name) => `Département : ${name}`,
}
/** The name to start from; the person writes it as it is to be printed. */
export const nameOf = ({ kind, name }: Pick<Body, 'kind' | 'name'>): string => NAMED[kind](name)
