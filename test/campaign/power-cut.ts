import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { client, setUp } from '../faults/clients.ts'
import { CUTS, type Cut, type Disk, openDisk } from '../faults/disk.ts'
import { checkInventory, inventory, machinesOf, reached, runInventory, sendInventory } from '../faults/inventory.ts'
import { crowd } from '../faults/people.ts'
import { wrongIn } from '../faults/whole.ts'
import { launch, type Running, start } from '../support/server.ts'

const DISK_MB = 4096
/** Lines of the import that each cut falls on: four steps of the check and four of the run. */
const LINES = 8000
/** What each person is told is kept before the power may go. */
const LEAST_TOLD = 2
/** The power goes at any moment of this long after it, so that it falls on every part of the work. */
const LUCK_MS = 2500

/** Rounds of a power cut under load: twenty, or as many as the argument says; the three ways of cutting take turns. */
export async function campaign([count = '20']: readonly string[]): Promise<number> {
  const disk = await openDisk(DISK_MB, true)
  if ('why' in disk) {
    console.log(
      `SKIPPED power cut: ${disk.why}. Run as root on Linux, outside a container, with e2fsprogs and python3 or perl.`,
    )
    return 0
  }
  try {
    return await rounds(disk, Number(count))
  } finally {
    await disk.close()
  }
}

async function rounds(disk: Disk, count: number): Promise<number> {
  const data = join(disk.folder, 'data')
  const ways = Object.keys(CUTS) as Cut[]
  let failed = 0
  let server = await start(data)
  const jar = await setUp(server.origin)
  for (let round = 1; round <= count; round += 1) {
    const how = ways[(round - 1) % ways.length] ?? 'nothingFlushed'
    const name = `R${round}`
    const worked = await workUntilCut(server, disk, jar, name, how)
    await disk.again()
    const back = await launch(data)
    if (!('origin' in back)) {
      console.log(`FAILED power cut ${round} (${how}): it does not start again: ${back.said}`)
      console.log(readFileSync(join(data, 'postgres.log'), 'utf8').slice(-4000))
      return 1
    }
    server = back
    const wrong = [
      await wrongIn(data, worked.people.kept),
      ...worked.people.odd,
      await unfinished(data, name, worked.href),
    ]
    const said = wrong.filter((one) => one !== null).join(' · ')
    if (said) failed += 1
    const told = Object.entries(worked.people.kept).map(([what, list]) => `${list.length} ${what}`)
    console.log(
      `${said ? 'FAILED' : 'passed'} power cut ${round} (${how}, import ${worked.at}): ${told.join(', ')} acknowledged${said && ` · ${said}`}`,
    )
  }
  await server.stop()
  console.log(`${count - failed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

/** People work and an inventory comes in; then the power goes. Answers what they were told, and where the import was. */
async function workUntilCut(server: Running, disk: Disk, jar: ReadonlyMap<string, string>, name: string, how: Cut) {
  const people = crowd(server.origin, jar, name)
  const importer = client(server.origin, new Map(jar))
  const data = join(disk.folder, 'data')
  let href: string | null = null
  let at = 'not received'
  const importing = async () => {
    href = await sendInventory(importer, inventory(`${name}I`, LINES))
    at = 'received'
    await checkInventory(importer, data, href)
    at = 'being checked'
    await reached(data, href, ({ phase }) => phase === 'checked')
    await runInventory(importer, href)
    at = 'being written'
    await reached(data, href, ({ phase }) => phase === 'done')
    at = 'done'
  }
  // The cut ends it wherever it is.
  const imported = importing().catch(() => undefined)
  await people.told(LEAST_TOLD)
  await new Promise((resolve) => setTimeout(resolve, randomInt(LUCK_MS)))
  disk.cut(how)
  const cutAt = at
  await Promise.all([people.leave(), server.stop('SIGKILL')])
  await imported
  return { people, href: href as string | null, at: cutAt }
}

/** What was acknowledged of the import goes on by itself, to its end, each line once; null when it does. */
async function unfinished(data: string, name: string, href: string | null): Promise<string | null> {
  if (href === null) return null
  const { phase } = await reached(data, href, ({ phase }) => phase !== 'checking' && phase !== 'running')
  const { all, once } = await machinesOf(data, `${name}I`)
  const expected = phase === 'done' ? LINES : 0
  return all === expected && once === expected
    ? null
    : `import ${phase}: ${all} machines, ${once} different, not ${expected}`
}
