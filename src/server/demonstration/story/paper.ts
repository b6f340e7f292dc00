import type { AnnexLine } from '../../../domain/circuit/papers.ts'
import type { RouteAnswer } from '../../../domain/law/routes.ts'
import { contentOf, frozenHash, needsReturn, signatureSvg } from '../../agreements/agreement.ts'
import { agreementEvents } from '../../agreements/agreement-events.ts'
import { agreementPaper, type DrawnSignature } from '../../agreements/agreement-pdf.ts'
import { renderPdfHere } from '../../platform/pdf/pdf.ts'
import { format } from '../../platform/text/format.ts'
import { expiryFrom } from '../../requests/allocation.sql.ts'
import { showRequestNumber } from '../../requests/request.ts'
import { COUNTER_NAMES, DECISION_SCOPE } from '../territory.ts'
import { type Request, tellRequest } from './asking.ts'
import { DAY, dayOf, isoOf, workingInstant, yearOf } from './calendar.ts'
import type { Row } from './journal.ts'
import { type Live, standing } from './live.ts'
import type { Story } from './story.ts'
import type { Grounds } from './town.ts'

const ZONE = 'Europe/Paris'
const f = format({ lang: 'fr', timeZone: ZONE })

export interface Paper {
  readonly id: string
  readonly number: string
  readonly returnOn: string | null
  readonly serials: readonly string[]
  readonly signedBy: string
  readonly decided: boolean
}

const annexLine = ({ row, kind }: Live): AnnexLine => ({
  deviceId: row.id,
  code: row.code,
  kind,
  maker: row.maker ?? '',
  model: row.name ?? row.model ?? '',
  serial: row.serial ?? row.code,
  inventoryNumber: row.inventory_number ?? '',
  acquired: row.bought_on ?? row.built_year?.toString() ?? '',
  unitValueEur: row.unit_value_eur == null ? null : Number(row.unit_value_eur),
})

/** Draws the agreement or contract, frozen under its hash; both sides sign some days later. */
export function drawPaper(
  story: Story,
  grounds: Grounds,
  squad: readonly Live[],
  request: Request,
  answer: RouteAnswer,
  at: number,
  then: (paper: Paper, signedOn: number) => void,
): void {
  const { journal, town, chance } = story
  const { asker, row: asked } = request
  const toPerson = asker.personName !== null
  const decision = asker.transfer === 'gift' ? (grounds.decisions.at(-1) ?? null) : null
  const days = asker.days === 'forGood' ? 0 : asker.days
  const returnOn = needsReturn(asker.transfer, toPerson) ? dayOf(at + (days + 20) * DAY) : null
  const number = `CONV-${yearOf(at)}-${story.next(`agreement.${yearOf(at)}`)}`
  const annex = squad.map(annexLine).sort((a, b) => (a.code < b.code ? -1 : 1))
  const content = contentOf({
    number,
    subject: {
      transfer: asker.transfer,
      undertaking: answer.undertaking,
      resale: answer.resale,
      toPerson,
      organisation: town.name,
      recipient: asker.name,
      devices: annex.length,
      returnDay: returnOn ? f.date(returnOn) : '…',
      collectBy: f.date(expiryFrom(asked.judged_on ?? dayOf(at))),
      price: '…',
    },
    answer,
    identifier: '',
    decision: decision ? { number: decision.number, day: f.date(decision.decidedOn), scope: DECISION_SCOPE } : null,
    request: {
      number: showRequestNumber(asked.number),
      receivedDay: f.date(asked.received_on ?? dayOf(at)),
      judgedDay: f.date(asked.judged_on ?? dayOf(at)),
    },
    annex,
  })
  const id = journal.id(at)
  const [contentHash, annexHash] = [frozenHash(content), frozenHash(annex)]
  const row: Row<'agreement'> = {
    id,
    number,
    request_id: asked.id,
    transfer: asker.transfer,
    template_version: content.template,
    decision_id: decision?.id ?? null,
    return_on: returnOn,
    price_eur: null,
    annex: annex as never,
    annex_hash: annexHash,
    content: content as never,
    content_hash: contentHash,
    file_id: null,
    status: 'drawn',
    drawn_at: isoOf(at),
    drawn_by: town.people.coordinator,
  }
  request.kept.push(() => journal.row('agreement', row))
  journal.event(agreementEvents, 'drawn', at, town.people.coordinator, id, {
    number,
    requestId: asked.id,
    transfer: asker.transfer,
    template: content.template,
    devices: annex.length,
    contentHash,
    annexHash,
    ...(decision ? { decisionId: decision.id } : {}),
  })
  const signedBy = asker.personName ?? chance.oneOf(COUNTER_NAMES)
  const serials = annex.map(({ serial }) => serial)
  const paper = { id, number, returnOn, serials, signedBy, decided: decision !== null }
  const stands = () => {
    tellRequest(request)
    standing(story, squad)()
  }
  story.later(workingInstant(chance, at, chance.between(1, 6)), stands, (day) => {
    signBoth(story, request, row, { content, contentHash }, signedBy, day)
    then(paper, day)
  })
}

const STROKES = {
  us: 'M60 120L90 60L110 140L140 70L160 130L200 90L230 120L290 80L340 118L420 96L520 110',
  them: 'M50 90L80 130L120 60L150 140L190 70L210 128L260 100L300 122L360 84L400 116L500 92L540 104',
} as const

/** The text is frozen at the first signature; at the second the paper is complete. */
function signBoth(
  story: Story,
  request: Request,
  row: Row<'agreement'>,
  printed: Parameters<typeof agreementPaper>[0],
  signedBy: string,
  at: number,
): void {
  const { journal, town } = story
  const { id, number } = row
  const actor = town.people.elected
  const subject = { subjectKind: 'agreement', subjectId: id }
  const pdf = { ...subject, mediaType: 'application/pdf' }
  const { contentHash } = printed
  const frozen = story.document(at, actor, {
    ...pdf,
    name: `${number}-texte.pdf`,
    kind: 'agreementText',
    draw: () => renderPdfHere(agreementPaper(printed, [], new Date(at), ZONE)),
  })
  journal.event(agreementEvents, 'frozen', at, actor, id, { contentHash, fileHash: frozen.hash })
  const [theirs = '', theirFunction = ''] = signedBy.split(', ')
  const signers = {
    us: { name: town.signer.name, functionLabel: town.signer.functionOn(dayOf(at)) },
    them: { name: theirs, functionLabel: theirFunction },
  }
  const marks = (['us', 'them'] as const).map((side): DrawnSignature => {
    const svg = new TextEncoder().encode(signatureSvg(STROKES[side]) ?? '')
    const kept = story.document(at, actor, {
      ...subject,
      name: `signature-${side}-${number}.svg`,
      mediaType: 'image/svg+xml',
      kind: 'signature',
      draw: () => svg,
    })
    const { name, functionLabel } = signers[side]
    const signature = {
      id: journal.id(at),
      agreement_id: id,
      side,
      way: 'drawn',
      signer_name: name,
      signer_function: functionLabel,
      signed_at: isoOf(at),
      signed_hash: contentHash,
      file_id: kept.id,
      recorded_by: actor,
    }
    request.kept.push(() => journal.row('signature', signature))
    const payload = { side, way: 'drawn', signedHash: contentHash, fileHash: kept.hash } as const
    journal.event(agreementEvents, 'signed', at, actor, id, payload)
    return { side, way: 'drawn', name, functionLabel, at: new Date(at), hash: kept.hash, svg }
  })
  const complete = story.document(at, actor, {
    ...pdf,
    name: `${number}.pdf`,
    kind: 'agreement',
    draw: () => renderPdfHere(agreementPaper(printed, marks, new Date(at), ZONE)),
  })
  journal.event(agreementEvents, 'completed', at, actor, id, { fileHash: complete.hash })
  row.status = 'signed'
  row.file_id = complete.id
}
