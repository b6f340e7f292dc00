export interface Answered {
  readonly status: number
  readonly location: string
  readonly text: string
  readonly headers: Headers
}

/** A person's browser reduced to what a fault needs: it posts forms, reads the answer to its end, and keeps its cookies. */
export interface Client {
  post(path: string, form: Readonly<Record<string, string>> | FormData): Promise<Answered>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answered>
}

export function client(origin: string, jar: Map<string, string> = new Map()): Client {
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(origin + path, {
      ...init,
      redirect: 'manual',
      headers: {
        origin,
        accept: 'text/html',
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        ...init.headers,
      },
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s)
      if (/max-age=0/i.test(cookie)) jar.delete(name)
      else jar.set(name, value)
    }
    const { status, headers } = answer
    return { status, headers, location: headers.get('location') ?? '', text: await answer.text() }
  }
  return {
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, form) => ask(path, { method: 'POST', body: once(form) }),
  }
}

/** A form has a token of its own, unless it has one already: then it is the same form, sent again. */
function once(form: Readonly<Record<string, string>> | FormData): URLSearchParams | FormData {
  if (!(form instanceof FormData)) return new URLSearchParams({ _once: crypto.randomUUID(), ...form })
  if (!form.has('_once')) form.append('_once', crypto.randomUUID())
  return form
}

const PASSWORD = 'un vélo vert sous la pluie'

/** Sets a programme up through its forms, as the first person does, and gives that person's cookies. */
export async function setUp(origin: string): Promise<Map<string, string>> {
  const jar = new Map<string, string>()
  const { post } = client(origin, jar)
  const answer = await post('/bienvenue/programme', {
    nature: 'commune',
    code: '63300',
    organisation: 'Ville de Riom',
    territory: 'hexagone',
    programme: 'Seconde vie',
    startedOn: '2026-01-05',
    status: 'running',
    person: 'Claire Aubert',
    email: 'claire@exemple.fr',
    password: PASSWORD,
    again: PASSWORD,
    roles: 'coordinator',
    model: 'default',
  })
  if (answer.status !== 303) throw new Error(`the programme was not set up: ${answer.status} ${answer.text}`)
  return jar
}
