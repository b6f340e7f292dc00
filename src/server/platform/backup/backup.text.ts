import { texts } from '../text/text.ts'

/** What backup and restore say, and why they refuse. */
export const backupText = texts(
  {
    foreign: 'Ce fichier n’est pas une sauvegarde de Seconde Vie, ou son début est abîmé. Rien n’a été écrit.',
    damaged: (where: string) =>
      `Cette sauvegarde est abîmée (${where}) : prenez-en une autre copie. Rien n’a été écrit.`,
    newerFormat: (format: number) =>
      `Cette sauvegarde est d’un format plus récent (${format}) : installez une version plus récente du programme. Rien n’a été écrit.`,
    newer: (migrations: string) =>
      `Cette sauvegarde vient d’un programme plus récent, ou d’un autre (${migrations}) : installez la version qui l’a écrite. Rien n’a été écrit.`,
    passphraseWanted: 'Cette sauvegarde est chiffrée : donnez sa phrase secrète.',
    passphraseWrong: 'Cette phrase secrète n’ouvre pas cette sauvegarde, ou son début est abîmé. Rien n’a été écrit.',
    passphraseShort: (least: number) => `La phrase secrète doit faire ${least} caractères au moins.`,
    nothingToSave: 'Cette base ne contient rien : il n’y a rien à sauvegarder.',
    notOwner: (table: string) =>
      `DATABASE_OWNER_URL n’est pas le rôle qui possède la table ${table} : la sauvegarde serait incomplète. Rien n’a été écrit.`,
    there: (path: string) => `${path} existe déjà : donnez un autre nom.`,
    full: (path: string) => `Il n’y a plus de place pour écrire ${path}. La sauvegarde n’est pas faite.`,
    notEmpty: 'Cette base contient déjà des données : on ne restaure que dans une base neuve. Rien n’a été écrit.',
    openedByNewer: (migration: string) =>
      `Cette base, encore vide, a déjà été ouverte par un programme plus récent que la sauvegarde (${migration}) : donnez une base ou un dossier de données neuf. Rien n’a été écrit.`,
    otherKeys: (folder: string) =>
      `${folder} contient déjà d’autres clés que la sauvegarde : indiquez un dossier neuf par SECONDE_VIE_SECRETS. Rien n’a été écrit.`,
    written: (path: string, rows: number, files: number, megabytes: string) =>
      `${path} : ${rows} lignes, ${files} fichiers, ${megabytes} Mo.`,
    keysInside: 'Les clés sont dedans ; le fichier est chiffré. Sans sa phrase secrète, personne ne l’ouvrira.',
    keysOutside: (folder: string) =>
      `Les clés n’y sont pas : sauvegardez aussi ${folder}, ailleurs. Sans elles tout le monde est déconnecté, et les secondes étapes de connexion sont à refaire.`,
    restored: (at: string, rows: number, files: number) =>
      `Sauvegarde du ${at} remise en place : ${rows} lignes, ${files} fichiers.`,
    keysBack: (folder: string) => `Les clés sont dans ${folder}.`,
    keysToBring: (folder: string) =>
      `Les clés n’étaient pas dans la sauvegarde : remettez-les dans ${folder} avant « npm start ».`,
    missing: (hash: string) =>
      `MANQUE : le fichier ${hash} n’était plus dans la réserve de fichiers, ou n’y était plus entier.`,
    askPassphrase: 'Phrase secrète : ',
    askAgain: 'La même, encore une fois : ',
    passphrasesDiffer: 'Les deux phrases ne sont pas les mêmes.',
  },
  {
    foreign: 'This file is not a Seconde Vie backup, or its beginning is damaged. Nothing was written.',
    damaged: (where: string) => `This backup is damaged (${where}): take another copy of it. Nothing was written.`,
    newerFormat: (format: number) =>
      `This backup has a newer format (${format}): install a newer version of the program. Nothing was written.`,
    newer: (migrations: string) =>
      `This backup comes from a newer program, or another one (${migrations}): install the version that wrote it. Nothing was written.`,
    passphraseWanted: 'This backup is encrypted: give its passphrase.',
    passphraseWrong: 'This passphrase does not open this backup, or its beginning is damaged. Nothing was written.',
    passphraseShort: (least: number) => `The passphrase must be at least ${least} characters long.`,
    nothingToSave: 'This database holds nothing: there is nothing to back up.',
    notOwner: (table: string) =>
      `DATABASE_OWNER_URL is not the role that owns the table ${table}: the backup would be incomplete. Nothing was written.`,
    there: (path: string) => `${path} is already there: give another name.`,
    full: (path: string) => `There is no room left to write ${path}. The backup is not made.`,
    notEmpty: 'This database already holds data: a backup is restored into a new one only. Nothing was written.',
    openedByNewer: (migration: string) =>
      `This database, still empty, was already opened by a program newer than the backup (${migration}): give a new database or data folder. Nothing was written.`,
    otherKeys: (folder: string) =>
      `${folder} already holds other keys than the backup: name a new folder with SECONDE_VIE_SECRETS. Nothing was written.`,
    written: (path: string, rows: number, files: number, megabytes: string) =>
      `${path}: ${rows} rows, ${files} files, ${megabytes} MB.`,
    keysInside: 'The keys are inside; the file is encrypted. Without its passphrase nobody will open it.',
    keysOutside: (folder: string) =>
      `The keys are not inside: back up ${folder} too, elsewhere. Without them everybody is signed out, and second steps of sign-in are to be set up again.`,
    restored: (at: string, rows: number, files: number) => `Backup of ${at} put back: ${rows} rows, ${files} files.`,
    keysBack: (folder: string) => `The keys are in ${folder}.`,
    keysToBring: (folder: string) => `The keys were not in the backup: put them back in ${folder} before “npm start”.`,
    missing: (hash: string) => `MISSING: the file ${hash} was no longer in the file store, or no longer whole.`,
    askPassphrase: 'Passphrase: ',
    askAgain: 'The same again: ',
    passphrasesDiffer: 'The two passphrases are not the same.',
  },
)
