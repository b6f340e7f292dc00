import { texts } from '../text/text.ts'

export const signInText = texts(
  {
    letters: {
      link: {
        subject: 'Votre lien pour entrer dans Seconde Vie',
        body: (name: string, address: string, minutes: number) =>
          `Bonjour ${name},

Ouvrez ce lien, puis appuyez sur le bouton de la page :
${address}

Il sert une fois, dans les ${minutes} minutes. Si vous n’avez rien demandé, laissez ce message : personne n’est entré.
`,
      },
      reset: {
        subject: 'Choisir un nouveau mot de passe pour Seconde Vie',
        body: (name: string, address: string, minutes: number) =>
          `Bonjour ${name},

Pour choisir un nouveau mot de passe, ouvrez ce lien :
${address}

Il sert une fois, dans les ${minutes} minutes. Si vous n’avez rien demandé, laissez ce message : rien n’a changé.
`,
      },
    },
  },
  {
    letters: {
      link: {
        subject: 'Your link to enter Seconde Vie',
        body: (name: string, address: string, minutes: number) =>
          `Hello ${name},

Open this link, then press the button on the page:
${address}

It works once, within ${minutes} minutes. If you did not ask for it, leave this message: nobody has signed in.
`,
      },
      reset: {
        subject: 'Choose a new password for Seconde Vie',
        body: (name: string, address: string, minutes: number) =>
          `Hello ${name},

To choose a new password, open this link:
${address}

It works once, within ${minutes} minutes. If you did not ask for it, leave this message: nothing has changed.
`,
      },
    },
  },
)
