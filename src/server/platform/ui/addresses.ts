/** Addresses that every page links to. */
export const ADDRESSES = {
  home: '/',
  search: '/recherche',
  display: '/affichage',
  language: '/langue',
  signIn: '/connexion',
  signOut: '/deconnexion',
  account: '/compte',
  answers: '/reponses',
  accessibility: '/accessibilite',
  legal: '/mentions-legales',
  demonstration: '/demonstration',
} as const

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>

/** `path?name=value…`: empty values are left out, so that an address says only what was asked. */
export function address(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) if (one !== '') search.append(name, one)
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}
