import { renderPdfHere } from '../../platform/pdf/pdf.ts'

/** What stands for a paper of a demonstration that is too old to have been drawn: it says what it is. */
export const archiveSheet = (organisation: string, at: number): Uint8Array =>
  renderPdfHere({ template: TEMPLATE, lang: 'fr', at: new Date(at), data: { organisation } })

const TEMPLATE = `
#set document(title: "Feuille d’archive de la démonstration")
#text(size: 11pt, weight: "bold")[#data.organisation]
#v(4mm)
= Feuille d’archive
Cette feuille tient la place d’un document ancien de la démonstration : tout y est inventé, et seuls les documents des
derniers mois y sont dessinés. Dans une vraie collectivité, chaque document est gardé tel qu’il a été signé ou remis.
`
