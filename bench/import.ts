import { copyOfImport } from './baselines/import.ts'
import type { Bar } from './frame.ts'
import { expectStatus, type Installation, openInstallation, type Visitor } from './installation.ts'
import { elapsed } from './measure.ts'

const LINES = 200_000
const LOOK_MS = 250

/** The inventory of a town, from the form that takes the file to the last line answered; `args`: number of lines. */
export async function* bench(args: readonly string[]): AsyncGenerator<Bar> {
  const lines = Number(args[0] ?? LINES)
  const house = await openInstallation(2000)
  try {
    const technician = await house.as('technician')
    const file = new File([inventory(lines)], 'parc.csv', { type: 'text/csv' })
    let href = ''
    const received = await elapsed(async () => {
      const answer = await expectStatus(await technician.post('/imports', { target: 'devices', file }), 303)
      href = answer.headers.get('location') ?? ''
      await phase(house, href, 'mapping')
    })
    const checked = await elapsed(() => check(house, technician, href))
    const run = await elapsed(async () => {
      await expectStatus(await technician.post(`${href}/importer`, {}), 303)
      await phase(house, href, 'done')
    })
    const client = await house.client()
    const { rows } = await client.query(
      'select count(*)::integer as n from import_answer where pass = $1 and outcome = $2',
      ['run', 'new'],
    )
    if (rows[0]?.n !== lines) throw new Error(`${rows[0]?.n} lines of ${lines} made a device`)
    const copied = await elapsed(await copyOfImport(client, house.folder, href.slice(href.lastIndexOf('/') + 1)))
    const whole = received + checked + run
    const parts = { received, checked, run }
    for (const [name, took] of Object.entries(parts)) console.error(`${name}: ${(took / 1000).toFixed(1)} s`)
    yield {
      kind: 'ratio',
      name: `import of ${lines} lines, received, checked and run`,
      figure: whole / 1000,
      baseline: copied / 1000,
      unit: 's',
      ratio: { atMost: 6 },
    }
  } finally {
    await house.close()
  }
}

async function check(house: Installation, technician: Visitor, href: string): Promise<void> {
  const form = { sheet: '0', header: '1', columns: COLUMNS.map(({ field }) => field), standing: 'inUse', next: 'check' }
  await expectStatus(await technician.post(`${href}/colonnes`, { ...form, createPlaces: 'yes' }), 303)
  await phase(house, href, 'checked')
}

async function phase(house: Installation, href: string, wanted: string): Promise<void> {
  const client = await house.client()
  for (;;) {
    const { rows } = await client.query<{ phase: string }>('select phase from import where id = $1', [
      href.slice(href.lastIndexOf('/') + 1),
    ])
    if (rows[0]?.phase === wanted) return
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

const MODELS = ['Latitude 5480', 'OptiPlex 3050', 'ProBook 450 G5', 'ThinkCentre M720q', 'Veriton X2660G']
const COLUMNS: readonly { readonly field: string; readonly of: (line: number) => string }[] = [
  { field: 'kind', of: (line) => (line % 3 === 0 ? 'Portable' : 'Unité centrale') },
  { field: 'maker', of: (line) => (line % 5 < 2 ? 'Dell' : 'HP') },
  { field: 'model', of: (line) => MODELS[line % MODELS.length] ?? '' },
  { field: 'serial', of: (line) => `BN${String(line).padStart(7, '0')}` },
  { field: 'inventoryNumber', of: (line) => `BN-2026-${line}` },
  { field: 'boughtOn', of: (line) => `${1 + (line % 28)}/0${1 + (line % 9)}/${2012 + (line % 12)}` },
  { field: 'valueEur', of: (line) => String(40 + (line % 400)) },
  { field: 'place', of: (line) => `École n° ${line % 60}` },
]

function inventory(lines: number): string {
  const head = COLUMNS.map(({ field }) => field).join(';')
  return [head, ...Array.from({ length: lines }, (_, line) => COLUMNS.map(({ of }) => of(line)).join(';'))].join('\n')
}
