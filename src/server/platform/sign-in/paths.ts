import { address } from '../ui/addresses.ts'

/** Addresses of the ways in and of the account. */
export const PATHS = {
  signIn: '/connexion',
  code: '/connexion/code',
  link: '/connexion/lien',
  forgotten: '/connexion/oubli',
  passkey: '/connexion/cle',
  provider: '/connexion/fournisseur',
  signOut: '/deconnexion',
  organisations: '/collectivites',
  account: '/compte',
} as const

/** The address, and the local path to go to afterwards where it is not the home page. */
export const withBack = (path: string, back: string): string => address(path, { retour: back === '/' ? '' : back })
