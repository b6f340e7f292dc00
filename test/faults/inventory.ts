import type { Client } from './clients.ts'
import { rowsOf } from './rows.ts'

/** An inventory of that many machines, whose serials start with `name`. */
export const inventory = (name: string, lines: number): string =>
  ['Type;Fabricant;Modèle;Numéro de série']
    .concat(Array.from({ length: lines }, (_, at) => `Portable;Dell Inc.;Latitude 5490;${name}-${at}`))
    .join('\r\n')

/** Sends an inventory, in stock; answers the address of its import. */
export async function sendInventory({ post }: Client, text: string): Promise<string> {
  const form = new FormData()
  form.append('target', 'devices')
  form.append('file', new File([text], 'parc.csv'))
  return accepted(await post('/imports', form))
}

/** Maps the columns of a file once it is read, and has it judged; `reached` comes back once every line has its answer. */
export async function checkInventory({ post }: Client, data: string, href: string): Promise<void> {
  await reached(data, href, ({ phase }) => phase === 'mapping')
  const form = new FormData()
  for (const [name, value] of Object.entries({ sheet: '0', header: '1', next: 'check', standing: 'received' }))
    form.append(name, value)
  for (const column of ['kind', 'maker', 'model', 'serial']) form.append('columns', column)
  accepted(await post(`${href}/colonnes`, form))
}

export async function runInventory({ post }: Client, href: string): Promise<void> {
  accepted(await post(`${href}/importer`, {}))
}

function accepted(answer: { readonly status: number; readonly location: string; readonly text: string }): string {
  if (answer.status !== 303) throw new Error(`not accepted: ${answer.status} ${answer.text.slice(0, 500)}`)
  return answer.location
}

const idOf = (href: string): string => href.split('/').at(-1) ?? ''

export interface Standing {
  readonly phase: string
  readonly answered: number
  readonly lines: number
}

/** Where an import stands in the database; null where it is unknown there. */
export async function standingOf(data: string, href: string): Promise<Standing | null> {
  const query = 'select phase, answered, lines from import where id = $1'
  return (await rowsOf<Standing>(data, query, [idOf(href)]))[0] ?? null
}

/** Waits until the import stands there. Throws when it goes elsewhere, or nowhere. */
export async function reached(data: string, href: string, there: (standing: Standing) => boolean): Promise<Standing> {
  const deadline = performance.now() + 240_000
  for (;;) {
    const standing = await standingOf(data, href)
    if (standing && there(standing)) return standing
    if (performance.now() > deadline) throw new Error(`the import stays at ${JSON.stringify(standing)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** How many machines the serials of this inventory name, and how many they would if none were there twice. */
export async function machinesOf(data: string, name: string): Promise<{ readonly all: number; readonly once: number }> {
  const [row] = await rowsOf<{ all: number; once: number }>(
    data,
    'select count(*)::int as all, count(distinct serial)::int as once from device where serial like $1',
    [`${name}-%`],
  )
  return row ?? { all: 0, once: 0 }
}
