import { texts } from '../text/text.ts'

export const problemText = texts(
  {
    home: 'Revenir à l’accueil',
    notFound: {
      title: 'Cette page n’existe pas',
      lead: 'L’adresse est fausse, ou ce qu’elle désigne n’est pas dans votre collectivité.',
    },
    forbidden: {
      title: 'Cette page n’est pas de votre rôle',
      lead: 'Demandez à l’administrateur de votre collectivité si vous en avez besoin.',
    },
    nowhere: {
      title: 'Votre compte n’est rattaché à aucune collectivité',
      lead: 'Demandez à votre administrateur de vous inviter.',
    },
    tooLarge: { title: 'Envoi trop lourd' },
    tooLargeLead: (whole: number, one: number | null) =>
      `Cet envoi dépasse ${whole} Mo. ${one === null ? 'Envoyez moins de fichiers à la fois.' : `Envoyez moins de fichiers à la fois ; un seul fichier peut faire jusqu’à ${one} Mo.`}`,
    invalid: {
      title: 'Ce formulaire n’est pas complet',
      lead: 'Rien n’a été enregistré. Revenez à la page précédente et répondez de nouveau.',
    },
    broken: { title: 'Quelque chose s’est cassé de notre côté' },
    brokenLead: (id: string) =>
      `Rien n’a été enregistré. Réessayez ; si cela recommence, donnez ce code à votre administrateur : ${id}.`,
    refused: {
      title: 'Cela ne peut pas encore se faire',
      lead: 'Rien n’a été changé. Voici ce qui manque, et comment y répondre.',
    },
  },
  {
    home: 'Back to the home page',
    notFound: {
      title: 'This page does not exist',
      lead: 'The address is wrong, or what it names is not in your organisation.',
    },
    forbidden: {
      title: 'This page is not for your role',
      lead: 'Ask your organisation’s administrator if you need it.',
    },
    nowhere: { title: 'Your account belongs to no organisation', lead: 'Ask your administrator to invite you.' },
    tooLarge: { title: 'Too much at once' },
    tooLargeLead: (whole: number, one: number | null) =>
      `This is over ${whole} MB. ${one === null ? 'Send fewer files at a time.' : `Send fewer files at a time; one file may be up to ${one} MB.`}`,
    invalid: {
      title: 'This form is not complete',
      lead: 'Nothing was saved. Go back to the page before and answer again.',
    },
    broken: { title: 'Something broke on our side' },
    brokenLead: (id: string) =>
      `Nothing was saved. Try again; if it happens again, give this code to your administrator: ${id}.`,
    refused: {
      title: 'This cannot be done yet',
      lead: 'Nothing was changed. Here is what is missing, and how to mend it.',
    },
  },
)
