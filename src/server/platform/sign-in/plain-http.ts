const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** What a proxy says of the way it was reached; a named proxy or not, it only chooses which words are shown. */
const forwarded = (headers: Headers): 'https' | 'http' | 'silent' | 'none' => {
  const said =
    headers.get('x-forwarded-proto')?.split(',')[0]?.trim() ?? headers.get('forwarded')?.match(/proto="?(\w+)/)?.[1]
  if (said === 'https' || said === 'http') return said
  return ['x-forwarded-for', 'forwarded', 'via'].some((name) => headers.has(name)) ? 'silent' : 'none'
}

/**
 * Off this machine, browsers drop Secure cookies that come over plain HTTP, and nobody can stay signed in. `never`: the program has no
 * HTTPS of its own and names none. `elsewhere`: it names one, and this request did not seem to come by it.
 */
export function plainHttp(request: Request, origin: string): 'never' | 'elsewhere' | null {
  const asked = new URL(request.url)
  const named = new URL(origin)
  if (LOCAL.test(asked.hostname) || LOCAL.test(named.hostname) || asked.protocol === 'https:') return null
  const way = forwarded(request.headers)
  if (way === 'https' || way === 'silent') return null
  if (named.protocol === 'http:') return 'never'
  return way === 'http' || asked.host !== named.host ? 'elsewhere' : null
}
