import { FORMATS } from '../src/server/labels/formats.ts'
import { labelOf, subjectsOf } from '../src/server/labels/label.sql.ts'
import { labelPaper } from '../src/server/labels/label-pdf.ts'
import { openDatabase } from '../src/server/platform/database/database.ts'
import { embeddedServer } from '../src/server/platform/database/servers.ts'
import type { CodedDocument } from '../src/server/platform/pdf/pdf.ts'
import { bareSheet } from './baselines/labels.ts'
import type { Bar } from './frame.ts'
import { expectStatus, openInstallation } from './installation.ts'
import { elapsed, median, paired, quantile } from './measure.ts'

const LABELS = 500
const ROUNDS = 5
const PAGES = 40

/** A sheet of 500 labels as a person asks for it, and what somebody else waits meanwhile. */
export async function* bench(): AsyncGenerator<Bar> {
  const house = await openInstallation((ROUNDS + 1) * LABELS)
  try {
    const technician = await house.as('technician')
    const client = await house.client()
    const ask = async (path: string) => (await expectStatus(await technician.get(path), 200)).arrayBuffer()
    const { rows } = await client.query<{ code: string }>('select code from device order by id')
    const sheets: string[] = []
    const papers: CodedDocument[] = []
    for (let round = -1; round < ROUNDS; round += 1) {
      const codes = rows.slice((round + 1) * LABELS, (round + 2) * LABELS).map((row) => row.code)
      const form = { codes: codes.join('\n'), format: 'a4x24', start: '1' }
      const printed = await expectStatus(await technician.post('/etiquettes', form), 303)
      sheets.push(`${printed.headers.get('location')}/etiquettes.pdf`)
      papers.push(await samePaper(house, codes))
    }
    const [sheet = ''] = sheets

    const times = await paired(ROUNDS, (round) => ask(sheets[round + 1] ?? ''), await bareSheet(papers))
    yield {
      kind: 'ratio',
      name: `a sheet of ${LABELS} labels`,
      figure: median(times.product),
      baseline: median(times.baseline),
      unit: 'ms',
      ratio: { atMost: 4 },
    }

    const alone: number[] = []
    for (let at = 0; at < PAGES; at += 1) alone.push(await elapsed(() => ask('/etiquettes')))
    const beside: number[] = []
    while (beside.length < PAGES) {
      let drawn = false
      const drawing = ask(sheet).then(() => {
        drawn = true
      })
      while (!drawn) beside.push(await elapsed(() => ask('/etiquettes')))
      await drawing
    }
    yield {
      kind: 'ratio',
      name: 'another page while a sheet is drawn (p95)',
      figure: quantile(beside, 0.95),
      baseline: quantile(alone, 0.95),
      unit: 'ms',
      ratio: { atMost: 4 },
    }
  } finally {
    await house.close()
  }
}

/** The document that the product draws for these codes. */
async function samePaper(house: Awaited<ReturnType<typeof openInstallation>>, codes: readonly string[]) {
  const { app } = await embeddedServer(house.folder)
  const database = openDatabase(app, () => undefined)
  try {
    const subjects = await database.inOrganisation(house.organisationId, (tx) => subjectsOf(tx, codes, 'fr'))
    return labelPaper({
      format: FORMATS.a4x24,
      symbol: 'qr',
      start: 1,
      labels: subjects.map((one) => labelOf(one, house.running().origin)),
      organisation: 'Saint-Aubin-les-Sources',
      title: 'Étiquettes',
      lang: 'fr',
      at: new Date(),
    })
  } finally {
    await database.close()
  }
}
