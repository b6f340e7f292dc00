import { texts } from '../text/text.ts'

export const providerText = texts(
  {
    act: (name: string) => `Entrer avec ${name}`,
    silent: (name: string) => `${name} ne répond pas. Réessayez plus tard, ou entrez autrement.`,
    failed: (name: string) => `${name} n’a pas confirmé qui vous êtes. Réessayez, ou entrez autrement.`,
    unknown: (name: string) =>
      `Personne n’est invité ici sous l’adresse que ${name} donne. Demandez une invitation à votre administrateur.`,
    outTitle: 'Vous êtes déconnecté d’ici',
    outLead: (name: string) =>
      `${name} vous reconnaît encore sur cet ordinateur. S’il n’est pas à vous, déconnectez-vous aussi de ${name}.`,
    outAct: (name: string) => `Se déconnecter de ${name}`,
    stay: 'Revenir à la connexion',
  },
  {
    act: (name: string) => `Enter with ${name}`,
    silent: (name: string) => `${name} does not answer. Try again later, or enter another way.`,
    failed: (name: string) => `${name} did not confirm who you are. Try again, or enter another way.`,
    unknown: (name: string) =>
      `Nobody is invited here under the address that ${name} gives. Ask your administrator for an invitation.`,
    outTitle: 'You are signed out of here',
    outLead: (name: string) => `${name} still knows you on this computer. If it is not yours, sign out of ${name} too.`,
    outAct: (name: string) => `Sign out of ${name}`,
    stay: 'Back to the sign-in page',
  },
)
