import { texts } from '../text/text.ts'

export const signInText = texts(
  {
    email: 'Adresse électronique',
    password: 'Mot de passe',
    newPassword: 'Nouveau mot de passe',
    passwordHint: (shortest: number) =>
      `${shortest} caractères au moins. Une phrase de quelques mots se retient mieux qu’une suite de signes.`,
    passwordWrong: (shortest: number, longest: number) =>
      `Choisissez un mot de passe de ${shortest} à ${longest} caractères.`,
    emailWrong: 'Écrivez une adresse complète : prenom.nom@exemple.fr.',
    here: 'Sur cet appareil',
    remember: 'Rester connecté',
    rememberHint: 'Une semaine après le dernier usage. Sur un poste partagé, laissez la case vide.',
    otherWays: 'Autrement',
    tooMany: 'Trop d’essais. Attendez un quart d’heure avant de recommencer.',
    plain: {
      title: 'La connexion demande HTTPS',
      lead: 'Cette page est arrivée sans chiffrement. Un mot de passe y passerait en clair, et votre navigateur refuserait de rester connecté : rien n’est donc demandé ici.',
      own: 'Ou bien le programme chiffre lui-même : donnez-lui un certificat et sa clé par TLS_CERT et TLS_KEY.',
      proxy:
        'Ou bien un mandataire chiffre devant lui : nommez son adresse par TRUST_PROXY, faites-lui transmettre X-Forwarded-Proto, et donnez par PUBLIC_URL l’adresse en https que les gens tapent.',
      restart:
        'Puis redémarrez. La personne qui a installé le programme trouve ces réglages dans le README, « Mettre en production ».',
      elsewhere:
        'Cette page semble être arrivée sans HTTPS : votre navigateur ne restera pas connecté. Entrez par l’adresse publique :',
    },
    signIn: {
      title: 'Se connecter',
      act: 'Se connecter',
      wrong: 'L’adresse ou le mot de passe ne convient pas.',
      tooMany: 'Trop d’essais pour cette adresse. Attendez un quart d’heure, ou demandez un lien par courriel.',
      link: 'Recevoir un lien par courriel',
      forgotten: 'Choisir un nouveau mot de passe',
    },
    passkey: {
      act: 'Entrer avec une clé d’accès',
      failed: 'La clé d’accès n’a pas répondu. Réessayez, ou entrez autrement.',
      refused: 'Cette clé d’accès n’est pas, ou n’est plus, celle d’un compte.',
    },
    code: {
      title: 'Votre code à six chiffres',
      lead: 'Lisez-le dans l’application de votre téléphone. Sans téléphone, écrivez un de vos codes de secours.',
      label: 'Code',
      act: 'Continuer',
      wrong: 'Ce code ne convient pas, ou a déjà servi. Attendez le suivant.',
      expired: 'Le temps est passé, ou les essais sont épuisés : recommencez par le début.',
    },
    link: {
      title: 'Recevoir un lien par courriel',
      lead: (minutes: number) => `Le lien sert une fois, dans les ${minutes} minutes, sur l’appareil de votre choix.`,
      act: 'Envoyer le lien',
      tooMany: 'Trop de liens demandés pour cette adresse. Attendez une heure.',
      mailedTitle: 'Regardez vos courriels',
      mailed: (email: string) =>
        `Si ${email} a un compte ici, un lien vient de partir. Rien n’arrive ? Regardez les indésirables, ou demandez à votre administrateur si c’est la bonne adresse.`,
      confirmTitle: 'Entrer dans Seconde Vie',
      confirmLead: 'Appuyez pour entrer. Le lien ne servira plus ensuite.',
      confirmAct: 'Entrer',
      expired: 'Ce lien a déjà servi ou est trop ancien. Demandez-en un autre.',
    },
    forgotten: {
      title: 'Choisir un nouveau mot de passe',
      lead: 'Un lien par courriel vous laissera le choisir, le premier comme les suivants.',
      chooseLead: 'Toutes les connexions de votre compte prendront fin.',
      act: 'Enregistrer le mot de passe',
      done: 'Mot de passe enregistré. Connectez-vous avec lui.',
    },
    organisations: {
      title: 'Pour quelle collectivité ?',
      lead: 'Vous pourrez en changer depuis votre compte.',
      act: 'Continuer',
      label: 'Collectivité',
    },
    signedOut: 'Vous êtes déconnecté.',
    letters: {
      change: {
        subject: 'Votre compte Seconde Vie a changé',
        what: {
          password: 'son mot de passe a été changé',
          secondFactorOn: 'le second facteur a été allumé',
          secondFactorOff: 'le second facteur a été éteint',
          passkey: 'une clé d’accès a été ajoutée',
        },
        body: (name: string, what: string, address: string) =>
          `Bonjour ${name},

Dans votre compte, ${what}. Si c’est vous, il n’y a rien à faire.
Sinon, choisissez un nouveau mot de passe, terminez les autres connexions et prévenez votre administrateur :
${address}
`,
      },
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
    email: 'E-mail address',
    password: 'Password',
    newPassword: 'New password',
    passwordHint: (shortest: number) =>
      `${shortest} characters or more. A phrase of a few words is easier to remember than a string of signs.`,
    passwordWrong: (shortest: number, longest: number) => `Choose a password of ${shortest} to ${longest} characters.`,
    emailWrong: 'Write a whole address: first.last@example.org.',
    here: 'On this device',
    remember: 'Stay signed in',
    rememberHint: 'For a week after the last use. On a shared computer, leave the box empty.',
    otherWays: 'Other ways',
    tooMany: 'Too many attempts. Wait a quarter of an hour before trying again.',
    plain: {
      title: 'Signing in needs HTTPS',
      lead: 'This page came unencrypted. A password would travel in clear, and your browser would refuse to stay signed in: so nothing is asked here.',
      own: 'Either the program encrypts by itself: give it a certificate and its key by TLS_CERT and TLS_KEY.',
      proxy:
        'Or a proxy encrypts in front of it: name its address by TRUST_PROXY, have it pass X-Forwarded-Proto on, and give by PUBLIC_URL the https address that people type.',
      restart:
        'Then restart. Whoever installed the program finds these settings in the README, “Mettre en production”.',
      elsewhere:
        'This page seems to have come without HTTPS: your browser will not stay signed in. Enter by the public address:',
    },
    signIn: {
      title: 'Sign in',
      act: 'Sign in',
      wrong: 'The address or the password does not match.',
      tooMany: 'Too many attempts for this address. Wait a quarter of an hour, or ask for a link by e-mail.',
      link: 'Get a link by e-mail',
      forgotten: 'Choose a new password',
    },
    passkey: {
      act: 'Enter with a passkey',
      failed: 'The passkey did not answer. Try again, or enter another way.',
      refused: 'This passkey does not belong, or no longer belongs, to an account.',
    },
    code: {
      title: 'Your six-digit code',
      lead: 'Read it in the application of your phone. Without the phone, write one of your backup codes.',
      label: 'Code',
      act: 'Continue',
      wrong: 'This code does not match, or has served already. Wait for the next one.',
      expired: 'Time is up, or there were too many attempts: please start again.',
    },
    link: {
      title: 'Get a link by e-mail',
      lead: (minutes: number) => `The link works once, within ${minutes} minutes, on the device of your choice.`,
      act: 'Send the link',
      tooMany: 'Too many links asked for this address. Wait an hour.',
      mailedTitle: 'Look at your e-mail',
      mailed: (email: string) =>
        `If ${email} has an account here, a link has just left. Nothing arrives? Look among unwanted mail, or ask your administrator whether this is the right address.`,
      confirmTitle: 'Enter Seconde Vie',
      confirmLead: 'Press to enter. The link will not work again afterwards.',
      confirmAct: 'Enter',
      expired: 'This link has served already or is too old. Ask for another one.',
    },
    forgotten: {
      title: 'Choose a new password',
      lead: 'A link by e-mail will let you choose it, the first one as well as the next ones.',
      chooseLead: 'Every sign-in of your account will end.',
      act: 'Save the password',
      done: 'Password saved. Sign in with it.',
    },
    organisations: {
      title: 'For which organisation?',
      lead: 'You can change it later from your account.',
      act: 'Continue',
      label: 'Organisation',
    },
    signedOut: 'You are signed out.',
    letters: {
      change: {
        subject: 'Your Seconde Vie account has changed',
        what: {
          password: 'the password was changed',
          secondFactorOn: 'the second factor was turned on',
          secondFactorOff: 'the second factor was turned off',
          passkey: 'a passkey was added',
        },
        body: (name: string, what: string, address: string) =>
          `Hello ${name},

In your account, ${what}. If it was you, there is nothing to do.
If not, choose a new password, end the other sign-ins and tell your administrator:
${address}
`,
      },
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
