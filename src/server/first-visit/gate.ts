import type { Database } from '../platform/database/database.ts'
import { installationState } from '../platform/database/installation.ts'

export const WELCOME = '/bienvenue'
/** Where the demonstration is asked for, instead of a programme. */
export const EXPLORE = `${WELCOME}/demonstration`
/** Says how far it is. */
export const PROGRESS = `${EXPLORE}/avancement`

type State = Awaited<ReturnType<typeof installationState>>

/** What the installation holds, asked of the database until it holds something: it never becomes empty again. */
export function watchInstallation(database: Database): () => Promise<State> {
  let settled: State | undefined
  return async () => {
    if (settled) return settled
    const state = await installationState(database)
    if (state !== 'empty') settled = state
    return state
  }
}

/** What answers before anything is set up, beside what is served ahead of every route (assets, health). */
const BEFORE_ALL = [WELCOME, '/affichage', '/langue', '/accessibilite', '/mentions-legales']

/** While the installation is empty every address leads to the first visit. */
export const leadsToWelcome = (state: State, path: string): boolean =>
  state === 'empty' && !BEFORE_ALL.some((open) => path === open || path.startsWith(`${open}/`))
