import { texts } from '../platform/text/text.ts'

/** A heading, its paragraphs, and a list under them; `href` makes the last paragraph a link. */
export interface Part {
  readonly title: string
  readonly says: readonly string[]
  readonly list?: readonly string[]
  readonly link?: { readonly href: string; readonly label: string }
}
export interface LegalPage {
  readonly title: string
  readonly lead: string
  readonly parts: readonly Part[]
}
interface Pages {
  readonly accessibility: LegalPage
  readonly legal: LegalPage
  readonly publisher: string
  readonly noPublisher: string
}

const DEFENDER = 'https://formulaire.defenseurdesdroits.fr/'
const DIRECTORY = 'https://lannuaire.service-public.gouv.fr/'
const LICENCE = 'https://interoperable-europe.ec.europa.eu/collection/eupl/eupl-text-eupl-12'
const CNIL = 'https://www.cnil.fr/fr/plaintes'

const fr: Pages = {
  publisher: 'Éditeur',
  noPublisher: 'Aucune collectivité ne s’est encore installée ici.',
  accessibility: {
    title: 'Accessibilité : non conforme',
    lead: 'Ce site doit pouvoir servir à chacun. Voici ce qui est vérifié, ce qui ne l’est pas encore, et à qui le dire quand une page vous arrête.',
    parts: [
      {
        title: 'État de conformité',
        says: [
          'Seconde Vie n’est pas déclaré conforme au référentiel général d’amélioration de l’accessibilité (RGAA 4.1) : aucun audit des 106 critères n’a encore été fait. La loi veut que la mention soit alors « non conforme » (loi n° 2005-102, article 47 ; décret n° 2019-768).',
        ],
      },
      {
        title: 'Ce qui est vérifié',
        says: ['À chaque changement du logiciel :'],
        list: [
          'chaque page est passée à l’outil axe (règles WCAG 2.2 A et AA), dans chaque réglage d’affichage : il ne doit rien relever ;',
          'chaque page marche au clavier seul et sans script ;',
          'le texte se détache du fond à 7 pour 1, et tout ce que dit une couleur est dit aussi par un mot ou une forme ;',
          'chaque dessin a un titre, une description et le tableau de ses chiffres ;',
          'une page tient dans un écran de 360 pixels, et s’imprime.',
        ],
      },
      {
        title: 'Ce qui ne l’est pas encore',
        says: [
          'Un outil ne trouve qu’une partie des défauts. Il reste à faire relire les pages par des personnes qui se servent d’un lecteur d’écran, d’une loupe ou d’une commande vocale, et à faire l’audit complet. Un relevé de machine, un procès-verbal d’effacement ou un document déposé par un tiers est montré tel qu’il a été reçu : il peut ne pas être accessible.',
        ],
      },
      {
        title: 'Régler l’affichage',
        says: [
          'Contraste, taille, espacement, présentation simple, sans images : chaque page les propose, celle de connexion aussi.',
        ],
        link: { href: '/affichage', label: 'Régler l’affichage' },
      },
      {
        title: 'Une page vous arrête ?',
        says: [
          'Dites-le à la collectivité, par le moyen qui vous convient : courrier, téléphone, accueil. Elle vous doit une autre manière d’obtenir le même service. Ses coordonnées sont dans l’annuaire des services publics.',
        ],
        link: { href: DIRECTORY, label: 'Annuaire des services publics' },
      },
      {
        title: 'Sans réponse',
        says: [
          'Vous pouvez saisir gratuitement le Défenseur des droits : par son formulaire, par téléphone au 09 69 39 00 00, auprès de son délégué dans votre département, ou par courrier sans timbre à « Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07 ».',
        ],
        link: { href: DEFENDER, label: 'Formulaire du Défenseur des droits' },
      },
    ],
  },
  legal: {
    title: 'Mentions légales',
    lead: 'Qui publie ce site, avec quel logiciel, et ce qu’il garde de vous.',
    parts: [
      {
        title: 'Directeur de la publication',
        says: [
          'La personne qui représente la collectivité : le maire, ou le président de l’intercommunalité ou du département (loi n° 2004-575 du 21 juin 2004, article 1-1).',
          'La collectivité héberge ce site, ou choisit qui l’héberge et le nomme.',
        ],
        link: { href: DIRECTORY, label: 'Ses coordonnées, dans l’annuaire des services publics' },
      },
      {
        title: 'Logiciel',
        says: [
          'Seconde Vie est un logiciel libre, sous licence publique de l’Union européenne (EUPL 1.2) : chacun peut l’utiliser, l’étudier, le modifier et le partager.',
        ],
        link: { href: LICENCE, label: 'Texte de la licence' },
      },
      {
        title: 'Ce qui est gardé',
        says: ['Pour suivre le matériel et prouver chaque étape, la collectivité garde :'],
        list: [
          'le nom, l’adresse électronique et les fonctions de ceux qui travaillent ici ;',
          'les coordonnées des organismes et des personnes qui donnent, demandent ou reçoivent du matériel, et les pièces qui montrent leur droit ;',
          'le registre de ce qui a été fait sur chaque appareil : il désigne les personnes par une référence tirée au hasard, et leur nom, tenu à part, peut s’effacer sans rompre le registre ;',
          'les relevés des machines, dont les champs personnels (utilisateurs, réseaux, clés de licence, adresses) sont retirés avant d’être écrits.',
        ],
      },
      {
        title: 'Vos droits',
        says: [
          'La collectivité est responsable de ces traitements. Vous pouvez lui demander ce qu’elle garde de vous, le faire corriger ou effacer, en limiter l’usage ou vous y opposer : écrivez à son délégué à la protection des données (RGPD, articles 15 à 22). Si sa réponse ne vous convient pas, la CNIL reçoit les plaintes.',
        ],
        link: { href: CNIL, label: 'Adresser une plainte à la CNIL' },
      },
      {
        title: 'Aucun tiers',
        says: [
          'Les pages ne chargent rien d’ailleurs : ni police, ni image, ni script, ni mesure d’audience. Rien de ce que vous faites ici n’est transmis à une régie, à un réseau ou à un moteur.',
        ],
      },
      {
        title: 'Cookies',
        says: ['Seuls les cookies nécessaires sont posés ; aucun ne demande d’accord (loi n° 78-17, article 82) :'],
        list: [
          'rester connecté, et la réponse attendue pendant une connexion ;',
          'la collectivité choisie, pour qui travaille dans plusieurs ;',
          'la langue et l’affichage choisis, un an ;',
          'le message qui suit une action, une minute au plus.',
        ],
      },
    ],
  },
}

const en: Pages = {
  publisher: 'Publisher',
  noPublisher: 'No organisation is set up here yet.',
  accessibility: {
    title: 'Accessibility: not compliant',
    lead: 'Everyone must be able to use this site. Here is what is checked, what is not yet, and whom to tell when a page stops you.',
    parts: [
      {
        title: 'Compliance status',
        says: [
          'Seconde Vie is not declared compliant with the French accessibility standard (RGAA 4.1): no audit of its 106 criteria has been made yet. The law then wants the mention “not compliant” (loi n° 2005-102, article 47; décret n° 2019-768).',
        ],
      },
      {
        title: 'What is checked',
        says: ['At every change of the software:'],
        list: [
          'every page goes through the axe tool (WCAG 2.2 rules, A and AA), in every display setting: it must find nothing;',
          'every page works with the keyboard alone and without script;',
          'text stands out at 7 to 1, and whatever a colour says, a word or a shape says too;',
          'every drawing has a title, a description and the table of its figures;',
          'a page fits a screen of 360 pixels, and prints.',
        ],
      },
      {
        title: 'What is not yet',
        says: [
          'A tool finds only part of the faults. The pages have still to be read by people who use a screen reader, a magnifier or voice control, and the full audit has to be made. A hardware report, an erasure record or a document left by somebody else is shown as it was received: it may not be accessible.',
        ],
      },
      {
        title: 'Set the display',
        says: ['Contrast, size, spacing, simple layout, no images: every page offers them, the sign-in page too.'],
        link: { href: '/affichage', label: 'Set the display' },
      },
      {
        title: 'Does a page stop you?',
        says: [
          'Tell the organisation in the way that suits you: letter, telephone, front desk. It owes you another way to the same service. Its contact details are in the directory of public services.',
        ],
        link: { href: DIRECTORY, label: 'Directory of public services (in French)' },
      },
      {
        title: 'No answer',
        says: [
          'You may turn to the Défenseur des droits, free of charge: by its form, by telephone on +33 9 69 39 00 00, through its delegate in your département, or by letter without a stamp to “Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07”.',
        ],
        link: { href: DEFENDER, label: 'Form of the Défenseur des droits (in French)' },
      },
    ],
  },
  legal: {
    title: 'Legal notice',
    lead: 'Who publishes this site, with which software, and what it keeps of you.',
    parts: [
      {
        title: 'Director of publication',
        says: [
          'The person who represents the organisation: the mayor, or the president of the group of communes or of the département (loi n° 2004-575 of 21 June 2004, article 1-1).',
          'The organisation hosts this site, or chooses who hosts it and names them.',
        ],
        link: { href: DIRECTORY, label: 'Its contact details, in the directory of public services' },
      },
      {
        title: 'Software',
        says: [
          'Seconde Vie is free software under the European Union Public Licence (EUPL 1.2): anyone may use, study, change and share it.',
        ],
        link: { href: LICENCE, label: 'Text of the licence' },
      },
      {
        title: 'What is kept',
        says: ['To follow the equipment and prove every step, the organisation keeps:'],
        list: [
          'the name, e-mail address and functions of those who work here;',
          'the contact details of the bodies and people who give, ask for or receive equipment, and the pieces that show their right;',
          'the ledger of what was done to each device: it refers to people by a random reference, and their names, kept apart, can be erased without breaking it;',
          'hardware reports, whose personal fields (users, networks, licence keys, addresses) are removed before anything is written.',
        ],
      },
      {
        title: 'Your rights',
        says: [
          'The organisation is the controller. You may ask what it keeps of you, have it corrected or erased, limit its use or object to it: write to its data-protection officer (GDPR, articles 15 to 22). If the answer does not suit you, the CNIL receives complaints.',
        ],
        link: { href: CNIL, label: 'Complain to the CNIL (in French)' },
      },
      {
        title: 'No third party',
        says: [
          'Pages load nothing from elsewhere: no font, no image, no script, no audience measurement. Nothing of what you do here is passed to an advertiser, a network or an engine.',
        ],
      },
      {
        title: 'Cookies',
        says: ['Only necessary cookies are set; none of them needs consent (loi n° 78-17, article 82):'],
        list: [
          'staying signed in, and the answer awaited while signing in;',
          'the organisation chosen, for whoever works in several;',
          'the language and the display chosen, for a year;',
          'the message that follows an act, for a minute at most.',
        ],
      },
    ],
  },
}

export const legalText = texts(fr, en)
