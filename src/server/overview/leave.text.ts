import { texts } from '../platform/text/text.ts'

export const leaveText = texts(
  {
    title: (name: string) => `Départ de ${name}`,
    lead: 'La porte se ferme tout de suite. Ce que la personne a fait et signé reste à son nom ; ce qu’elle a en cours passe à d’autres mains.',
    handTo: 'Qui reprend son travail',
    handToHint: 'Cette personne lit le mot de passation sur sa page d’accueil.',
    handToEmpty: 'Personne pour l’instant',
    order: 'Fiches d’atelier ouvertes à son nom',
    request: 'Demandes qu’elle suit',
    slip: 'Bordereaux de mouvement qu’elle suit',
    round: 'Inventaires ouverts qu’elle suit',
    showSlip: (number: number, from: string, to: string) => `Bordereau ${number} · ${from} → ${to}`,
    showRound: (number: number, place: string) => `Inventaire ${number} · ${place}`,
    each: 'Choisissez pour chacune, ou laissez.',
    nothing:
      'Cette personne n’a ni fiche d’atelier, ni demande, ni bordereau, ni inventaire en cours : rien n’est à transmettre.',
    successor: 'La personne qui reprend si ses rôles le permettent, sinon au pot commun',
    nobody: 'À personne : revient au pot commun',
    note: 'Mot de passation',
    noteHint: 'Ce qui est en cours, où c’est rangé, qui attend quoi.',
    act: 'Fermer son accès',
    left: (name: string, given: number, freed: number) =>
      [
        `${name} n’a plus accès.`,
        given > 0 ? (given === 1 ? 'Une chose est transmise.' : `${given} choses sont transmises.`) : '',
        freed > 0 ? (freed === 1 ? 'Une revient au pot commun.' : `${freed} reviennent au pot commun.`) : '',
      ]
        .filter(Boolean)
        .join(' '),
  },
  {
    title: (name: string) => `${name} leaves`,
    lead: 'The door closes at once. What they did and signed stays under their name; what they have under way passes to other hands.',
    handTo: 'Who takes over their work',
    handToHint: 'This person reads the hand-over note on their home page.',
    handToEmpty: 'Nobody for now',
    order: 'Work orders open in their name',
    request: 'Requests they follow',
    slip: 'Move slips they follow',
    round: 'Open inventory rounds they follow',
    showSlip: (number: number, from: string, to: string) => `Slip ${number} · ${from} → ${to}`,
    showRound: (number: number, place: string) => `Round ${number} · ${place}`,
    each: 'Choose for each, or leave them as they are.',
    nothing:
      'This person has no open work order and follows no request, slip or inventory round: there is nothing to hand on.',
    successor: 'Whoever takes over where their roles allow it, else free for anyone',
    nobody: 'Nobody: free for anyone to take',
    note: 'Hand-over note',
    noteHint: 'What is under way, where things are, who waits for what.',
    act: 'Close their access',
    left: (name: string, given: number, freed: number) =>
      [
        `${name} no longer has access.`,
        given > 0 ? (given === 1 ? 'One thing is handed on.' : `${given} things are handed on.`) : '',
        freed > 0 ? (freed === 1 ? 'One is free for anyone to take.' : `${freed} are free for anyone to take.`) : '',
      ]
        .filter(Boolean)
        .join(' '),
  },
)
