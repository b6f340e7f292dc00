/** What is answered for each drive of a log, in both languages: the answers are kept and may be read again. */
export const nwipeText = {
  title: { fr: 'Journaux d’effacement lus', en: 'Erasure logs read' },
  giveTheLog: {
    fr: 'Donnez le journal texte que nwipe écrit (--logfile).',
    en: 'Give the text log that nwipe writes (--logfile).',
  },
  nothingRecorded: { fr: 'Rien n’est enregistré.', en: 'Nothing is recorded.' },
  designate: {
    fr: 'Rien n’est enregistré. Ouvrez l’appareil dans Effacement et désignez le support, ou déposez d’abord son relevé.',
    en: 'Nothing is recorded. Open the device under Erasure and designate the medium, or drop its hardware report first.',
  },
  namesAnother: {
    fr: 'Le journal nomme un autre support que celui que vous désignez.',
    en: 'The log names another medium than the one you designate.',
  },
  eraseAgain: { fr: 'Effacez à nouveau, ou faites détruire.', en: 'Erase again, or have it destroyed.' },
  readBack: { fr: 'relue', en: 'read back' },
  notReadBack: { fr: 'non relue', en: 'not read back' },
  erased: (technique: string, readBack: string, _left: string) => ({
    fr: `Effacé : ${technique}, ${readBack}.`,
    en: `Erased: ${technique}, ${readBack}.`,
  }),
  erasedWithExceptions: (technique: string, readBack: string, left: string) => ({
    fr: `Effacé avec réserves : ${technique}, ${readBack}. ${left}`,
    en: `Erased with exceptions: ${technique}, ${readBack}. ${left}`,
  }),
  failed: (reasons: string) => ({ fr: `Échec. ${reasons}`, en: `Failed. ${reasons}` }),
  recordedOn: (code: string) => ({ fr: `Enregistré sur ${code}.`, en: `Recorded on ${code}.` }),
  already: (code: string) => ({
    fr: `Déjà enregistré sur ${code} : le même journal ne compte qu’une fois.`,
    en: `Already recorded on ${code}: the same log counts once.`,
  }),
} as const
