import type { Answer } from '../http/answer.ts'
import { redirect } from '../http/answer.ts'
import type { Problem } from '../http/form.ts'
import { type FormCall, type OpenCall, type OpenRoute, openRoute, type Route } from '../http/route.ts'
import { PATHS, withBack } from './paths.ts'
import type { Asker, SignedIn } from './who.ts'

/** A call by someone who is signed in, whatever the organisation. */
export interface OwnCall extends OpenCall {
  readonly who: SignedIn
  readonly asker: Asker
}

interface OwnRoute<T> extends Pick<OpenRoute<T>, 'method' | 'path' | 'form'> {
  handle(call: OwnCall & FormCall<T>): Promise<Answer>
  invalid?(call: OwnCall, problem: Problem): Promise<Answer>
}

/** A page or an act on one's own account, which belongs to a person and to no organisation; nobody is sent to sign in. */
export function ownRoute<T = Record<string, never>>(route: OwnRoute<T>): Route {
  const { invalid } = route
  const knowing = async <C extends OpenCall>(call: C, act: (own: C & OwnCall) => Promise<Answer>): Promise<Answer> => {
    const { services, request, viewer, address } = call
    const who = await services.signIn.whoIs(request.headers)
    if (!who) return redirect(withBack(PATHS.signIn, route.method === 'GET' ? viewer.path : '/'))
    const person = { name: who.name, functionLabel: who.email }
    const asker = { headers: request.headers, address }
    const answer = await act({ ...call, viewer: { ...viewer, person }, who, asker })
    const carries = answer.kind === 'page' || answer.kind === 'redirect' || answer.kind === 'json'
    return carries ? { ...answer, cookies: [...who.cookies, ...(answer.cookies ?? [])] } : answer
  }
  return openRoute<T>({
    method: route.method,
    path: route.path,
    open: 'The handler asks who is signed in: an account belongs to a person, in no organisation or in several.',
    ...(route.form ? { form: route.form } : {}),
    handle: (call) => knowing(call, route.handle),
    ...(invalid
      ? { invalid: (call: OpenCall, problem: Problem) => knowing(call, (own) => invalid(own, problem)) }
      : {}),
  })
}
