import { texts } from '../platform/text/text.ts'

export const pricesText = texts(
  {
    title: 'Prix du travail',
    lead: 'Ce que coûte chez vous chaque travail que le tri propose. Le tri en fait un coût par appareil ; ce qui n’est pas dit y est montré comme manquant, jamais comme gratuit.',
    back: 'Tous les réglages',
    hour: 'Une heure d’atelier',
    hourHint: 'Charges comprises. Laissez vide si vous ne comptez que les pièces.',
    minutes: (work: string) => `${work} : temps`,
    parts: (work: string) => `${work} : pièces`,
    works: 'Par travail',
    worksLead: 'Le temps compte à votre prix de l’heure, les pièces telles que vous les payez.',
    badNumber: 'Écrivez un nombre, zéro ou plus.',
    needsHour: 'Un temps est écrit plus bas : donnez le prix d’une heure, zéro s’il n’est pas compté.',
    save: 'Enregistrer',
    saved: 'Les prix sont enregistrés.',
  },
  {
    title: 'Prices of work',
    lead: 'What each work that triage proposes costs you. Triage makes a cost for each device; what is not said is shown there as missing, never as free.',
    back: 'All settings',
    hour: 'One hour of workshop',
    hourHint: 'Charges included. Leave empty if you count parts only.',
    minutes: (work: string) => `${work}: time`,
    parts: (work: string) => `${work}: parts`,
    works: 'By work',
    worksLead: 'Time counts at your price of an hour, parts as you pay them.',
    badNumber: 'Write a number, zero or more.',
    needsHour: 'A time is written below: give the price of an hour, zero if it is not counted.',
    save: 'Save',
    saved: 'The prices are saved.',
  },
)
