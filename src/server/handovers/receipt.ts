import type { PrintedDocument } from '../platform/pdf/pdf.ts'

export interface ReceiptDevice {
  readonly code: string
  readonly name: string
  readonly serial: string
  readonly life: number
  /** What the erasure left aside, in words; empty where nothing. */
  readonly exceptions: readonly string[]
}

export interface Receipt {
  readonly number: number
  readonly at: Date
  readonly dayWritten: string
  readonly organisation: string
  readonly holder: string
  readonly receivedBy: string
  readonly handedBy: string
  readonly transfer: string
  readonly article: string
  readonly agreement: string | null
  readonly returnOn: string | null
  readonly session: string
  readonly software: readonly string[]
  readonly devices: readonly ReceiptDevice[]
  /** What leaves counted with its kit, each with how many and, for a cable, both ends; empty where nothing. */
  readonly supplies: readonly { readonly name: string; readonly ends: string; readonly count: number }[]
}

/** The receipt of a hand-over: who received exactly which serials, under which transfer, with what the erasure left aside. */
export function receiptPaper(receipt: Receipt): PrintedDocument {
  return {
    template: TEMPLATE,
    data: { ...receipt, at: receipt.at.toISOString() },
    lang: 'fr',
    at: receipt.at,
  }
}

const TEMPLATE = `
#set document(title: "Reçu de remise n° " + str(data.number))
#text(size: 11pt, weight: "bold")[#data.organisation]
#v(4mm)
= Reçu de remise n° #data.number
Le #data.dayWritten, #data.organisation a remis à #strong(data.holder), reçu par #data.receivedBy, les appareils suivants.

#table(
  columns: (auto, 1fr, auto, auto),
  table.header[Code][Appareil][Numéro de série][Vie],
  ..data.devices.map(d => (raw(d.code), d.name, raw(d.serial), str(d.life))).flatten()
)

#if data.supplies.len() > 0 [
  == Fournitures
  #list(..data.supplies.map(s => [#str(s.count) × #s.name#if s.ends != "" [, #s.ends]]))
]

== À quel titre
#data.transfer (#data.article).
#if data.agreement != none [Convention #data.agreement.]
#if data.returnOn != none [Retour prévu le #data.returnOn.]

== Données
Chaque support de stockage a une preuve d’effacement vérifiée, plus récente que son dernier usage.
#let noted = data.devices.filter(d => d.exceptions.len() > 0)
#if noted.len() > 0 [
  Réserves :
  #list(..noted.map(d => [#raw(d.code) : #d.exceptions.join(" ; ")]))
]

#if data.software.len() > 0 [
  == Logiciels installés
  #list(..data.software)
]

== Accompagnement
#data.session

#v(8mm)
#grid(columns: (1fr, 1fr), gutter: 8mm,
  [Pour la collectivité : #data.handedBy #v(18mm)],
  [Reçu par : #data.receivedBy #v(18mm)],
)
`
