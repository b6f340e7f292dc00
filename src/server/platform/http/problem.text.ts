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
    unable: {
      unavailable: {
        title: 'La base de données ne répond pas',
        reading: 'Rien n’est perdu. Cette page revient d’elle-même dès que la base est là.',
        acting:
          'On ne sait pas si votre envoi a été enregistré. Rechargez cette page dans un instant et acceptez de renvoyer : le même envoi ne compte qu’une fois.',
        administrator:
          'Si cela dure plus d’une minute, prévenez la personne qui tient le serveur : la page « Que faire quand… » du guide lui dit quoi regarder.',
      },
      full: {
        title: 'Le serveur n’a plus de place',
        reading: 'Rien n’est perdu. Cette page revient d’elle-même dès qu’il y a de la place.',
        acting:
          'Votre envoi n’a pas été enregistré, et rien ne l’a été à moitié. Quand il y aura de la place, rechargez cette page et acceptez de renvoyer : le même envoi ne compte qu’une fois.',
        administrator:
          'Prévenez la personne qui tient le serveur : le disque des données est plein, il faut lui rendre de la place. La page « Que faire quand… » du guide dit comment.',
      },
    },
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
    unable: {
      unavailable: {
        title: 'The database does not answer',
        reading: 'Nothing is lost. This page comes back by itself as soon as the database does.',
        acting:
          'We cannot tell whether what you sent was saved. Reload this page in a moment and agree to send it again: the same sending counts once.',
        administrator:
          'If it lasts more than a minute, tell the person who keeps the server: the guide’s page « Que faire quand… » says what to look at.',
      },
      full: {
        title: 'The server has no room left',
        reading: 'Nothing is lost. This page comes back by itself as soon as there is room.',
        acting:
          'What you sent was not saved, and nothing was half saved. Once there is room, reload this page and agree to send it again: the same sending counts once.',
        administrator:
          'Tell the person who keeps the server: the disk of the data is full and needs room. The guide’s page « Que faire quand… » says how.',
      },
    },
    refused: {
      title: 'This cannot be done yet',
      lead: 'Nothing was changed. Here is what is missing, and how to mend it.',
    },
  },
)
