import { KINDS } from '../../domain/circuit/kinds.ts'
import type { AgreementContent } from '../../domain/circuit/papers.ts'
import { showCode } from '../fleet/code.ts'
import type { PrintedDocument } from '../platform/pdf/pdf.ts'
import { format } from '../platform/text/format.ts'

/** One signature block of the printed paper. */
export interface DrawnSignature {
  readonly side: 'us' | 'them'
  readonly way: 'drawn' | 'paper'
  readonly name: string
  readonly functionLabel: string
  readonly at: Date
  /** Of the drawing or the scan that is kept. */
  readonly hash: string
  readonly svg: Uint8Array | null
}

interface Printed {
  readonly content: AgreementContent
  readonly contentHash: string
}

/** The paper as PDF/A: parties, visas, numbered articles, signature blocks (blank until signed) and the annex of serials. */
export function agreementPaper(
  { content, contentHash }: Printed,
  signatures: readonly DrawnSignature[],
  at: Date,
  timeZone: string,
): PrintedDocument {
  const f = format({ lang: 'fr', timeZone })
  const block = (side: 'us' | 'them', heading: string) => {
    const one = signatures.find((signature) => signature.side === side)
    return {
      heading,
      signed: one !== undefined,
      name: one?.name ?? '',
      functionLabel: one?.functionLabel ?? '',
      when: one ? f.instant(one.at) : '',
      image: one?.svg ? `/${side}.svg` : null,
      paper: one?.way === 'paper' ? one.hash : null,
    }
  }
  const images = Object.fromEntries(signatures.flatMap((one) => (one.svg ? [[`/${one.side}.svg`, one.svg]] : [])))
  return {
    template: TEMPLATE,
    lang: 'fr',
    at,
    images,
    data: {
      ...content,
      contentHash,
      annex: content.annex.map((line) => ({
        code: showCode(line.code),
        device: [line.maker, line.model].filter(Boolean).join(' ') || KINDS.rows[line.kind].name.fr,
        kind: KINDS.rows[line.kind].name.fr,
        serial: line.serial,
        inventory: line.inventoryNumber,
        acquired: /^\d{4}-/.test(line.acquired) ? f.shortDate(line.acquired) : line.acquired,
        value: line.unitValueEur === null ? '' : f.euros(line.unitValueEur),
      })),
      blocks: [block('us', `Pour ${content.us.name}`), block('them', `Pour ${content.them.name}`)],
    },
  }
}

const TEMPLATE = `
#set document(title: data.title + " " + data.number)
#text(size: 11pt, weight: "bold")[#data.us.name]
#v(3mm)
= #data.title
#text(weight: "bold")[#data.number]

== Entre
#list(
  [#strong(data.us.name), #data.us.says ;],
  [#strong(data.them.name), #data.them.says.],
)

#for visa in data.visas [#visa ; #parbreak()]
il est convenu ce qui suit.

#for (index, clause) in data.clauses.enumerate() [
  == Article #(index + 1). #clause.title
  #clause.text
]

#block(breakable: false)[
  == Signatures
  #grid(columns: (1fr, 1fr), gutter: 8mm,
    ..data.blocks.map(one => [
      #strong(one.heading)
      #if one.signed [
        #linebreak()
        #one.name
        #if one.functionLabel != "" [#linebreak() #one.functionLabel]
        #linebreak()
        Le #one.when
        #if one.image != none [#v(2mm) #image(one.image, width: 60mm, alt: "Signature de " + one.name)]
        #if one.paper != none [
          #linebreak() Signé sur papier ; le scan est gardé sous l’empreinte
          #text(size: 7pt)[#one.paper.slice(0, 32) #linebreak() #one.paper.slice(32)]
        ]
      ] else [
        #linebreak() Nom : #v(4mm) Fonction ou qualité : #v(4mm) Date : #v(4mm) Signature : #v(22mm)
      ]
    ])
  )
]

#pagebreak()
== Annexe : liste exacte des appareils
#set text(size: 9pt)
#table(
  columns: (auto, 1fr, auto, auto, auto, auto),
  table.header[Code][Appareil][N° de série][N° d’inventaire][Acquis][Valeur],
  ..data.annex.map(d => (d.code, [#d.device #linebreak() #text(size: 8pt, d.kind)], strong(d.serial), d.inventory, d.acquired, d.value)).flatten()
)
#data.annex.len() #if data.annex.len() > 1 [appareils] else [appareil].

#v(6mm)
#text(size: 8pt)[Texte et annexe figés sous l’empreinte SHA-256 #linebreak() #data.contentHash]
`
