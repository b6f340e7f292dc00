import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LISTS } from '../src/server/exports/lists.ts'
import { readImport } from '../src/server/imports/read.sql.ts'
import type { ActRoute } from '../src/server/platform/http/route.ts'
import { openWorkbook } from '../src/server/platform/sheets/workbook-read.ts'
import { examplePath } from './support/example.ts'
import {
  type HostileFile,
  NAMES,
  NO_SCANS,
  PRETENDING_SCANS,
  REFUSED_DUMPS,
  REFUSED_LATER,
  REFUSED_LISTS,
  TAKEN_LISTS,
} from './support/hostile/files.ts'
import { faultsOf, hidden, none, quoting } from './support/hostile/judge.ts'
import { openRehearsal, type Rehearsal } from './support/hostile/rehearsal.ts'
import { routes } from './support/house.ts'
import { ORIGIN } from './support/sample.ts'

let house: Rehearsal
beforeAll(async () => {
  house = await openRehearsal('hostile files')
})
afterAll(() => house.close())

type Lang = 'fr' | 'en'
/** Sends files as a browser does, to somebody who reads that language. */
function sendTo(
  path: string,
  as: string,
  fields: Readonly<Record<string, string>>,
  files: readonly (readonly [string, File])[],
  lang: Lang,
) {
  const body = new FormData()
  for (const [name, value] of Object.entries({ _once: crypto.randomUUID(), ...fields })) body.append(name, value)
  for (const [field, file] of files) body.append(field, file)
  const headers = { origin: ORIGIN, cookie: `${house.sample.cookies[as]}; lang=${lang}`, accept: 'text/html' }
  return house.request(path, { method: 'POST', headers, body })
}
const fileOf = ([name, make]: HostileFile, as = name) => new File([make() as BlobPart], as)

/** The sentences beside the fields of a page drawn again. */
const sentencesOf = (page: string): string =>
  [...page.matchAll(/<p class="error"[^>]*>(.*?)<\/p>/gs)]
    .map(([, said = '']) => said.replace(/<[^>]*>/g, ''))
    .join(' ')

/** That a file is refused on a page, in the language of who reads it: at once, or where `later` reads it behind. */
async function refusedIn(
  ask: (lang: Lang) => Promise<Response>,
  later?: (answer: Response, lang: Lang) => Promise<string>,
): Promise<readonly string[]> {
  const said = { fr: '', en: '' }
  const faults: string[] = []
  for (const lang of ['fr', 'en'] as const) {
    const answer = await ask(lang)
    if (answer.status === 303 && later) said[lang] = await later(answer, lang)
    else if (answer.status !== 422) faults.push(`status ${answer.status}, not refused`)
    else said[lang] = sentencesOf(await answer.clone().text())
    faults.push(...(await faultsOf(answer)))
  }
  if (said.fr === '' || said.en === '' || said.fr === said.en) faults.push(`says « ${said.fr} », « ${said.en} »`)
  return faults
}

describe('a list to import', () => {
  const send = (file: HostileFile, lang: Lang = 'fr') =>
    sendTo('/imports', 'technician', { target: 'devices' }, [['file', fileOf(file, 'liste.csv')]], lang)

  const FAULTS = {
    fr: /lisible jusqu’au bout|plus de 200 000 lignes/,
    en: /reads to its end|more than 200,000 lines/,
  }
  /** Does what the job does, then reads what the import's page says. */
  const read = async (answer: Response, lang: Lang) => {
    const address = answer.headers.get('location') ?? ''
    const id = address.split('/').at(-1) ?? ''
    await readImport(house.inside, house.services.files, house.sample.organisationId, id)
    const cookie = `${house.sample.cookies.technician}; lang=${lang}`
    const page = await (await house.request(address, { headers: { cookie } })).text()
    return FAULTS[lang].exec(page)?.[0] ?? ''
  }

  test.each(REFUSED_LISTS)('%s is refused with a sentence', async (...file) => {
    none(await house.rehearse(() => refusedIn((lang) => send(file, lang), read)))
  })

  test.each(TAKEN_LISTS)('%s: its list is read, and nothing else', async (...file) => {
    const found = await house.rehearse(async () => {
      const answer = await send(file)
      if (answer.status !== 303) return { status: answer.status, sheets: 0, text: sentencesOf(await answer.text()) }
      const id = answer.headers.get('location')?.split('/').at(-1) ?? ''
      await readImport(house.inside, house.services.files, house.sample.organisationId, id)
      const lines = await house.inside((tx) =>
        tx.selectFrom('import_line').select(['sheet', 'cells']).where('import_id', '=', id).execute(),
      )
      return {
        status: answer.status,
        sheets: new Set(lines.map(({ sheet }) => sheet)).size,
        text: JSON.stringify(lines),
      }
    })
    expect(found).toMatchObject({ status: 303, sheets: 1, text: expect.stringContaining('Latitude') })
    expect(found.text).not.toContain('root:')
  })

  test('what is refused by its content was never inflated past what it declares', async () => {
    for (const [name, make] of REFUSED_LISTS) {
      const bytes = make()
      const book = bytes[0] === 0x50 ? openWorkbook(bytes) : null
      try {
        for await (const _ of book?.parts ?? []) if ((book?.done() ?? 0) > 64_000_000) break
      } catch {
        // Refused while it is read: what counts is how much came out.
      }
      expect(book?.done() ?? 0, name).toBeLessThanOrEqual((book?.weight ?? 0) + 65_536)
      expect(book?.weight ?? 0, name).toBeLessThanOrEqual(600 * 1_048_576)
    }
  })
})

describe('a dump', () => {
  const send = (files: readonly File[], lang: Lang = 'fr') =>
    sendTo(
      '/arrivees/releves',
      'technician',
      { owner: 'organisation' },
      files.map((file) => ['files', file] as const),
      lang,
    )
  /** The page of a drop, in a language. */
  const dropped = async (files: readonly File[], lang: Lang) => {
    const answer = await send(files, lang)
    expect(answer.status, await answer.clone().text()).toBe(303)
    const cookie = `${house.sample.cookies.technician}; lang=${lang}`
    return house.request(answer.headers.get('location') ?? '', { headers: { cookie } })
  }

  test('each that is none is answered beside the others, in the language of who dropped it', async () => {
    const files = REFUSED_DUMPS.map((one) => fileOf(one))
    const found = await house.rehearse(async () => {
      const pages = { fr: await dropped(files, 'fr'), en: await dropped(files, 'en') }
      const faults = [...(await faultsOf(pages.fr.clone())), ...(await faultsOf(pages.en.clone()))]
      const devices = await house.inside((tx) => tx.selectFrom('dropped_file').select('answer').execute())
      return { faults, fr: await pages.fr.text(), en: await pages.en.text(), answers: JSON.stringify(devices) }
    })
    none(found.faults)
    for (const [name] of REFUSED_DUMPS) expect(found.fr, name).toContain(name)
    expect(found.fr).not.toContain('root:')
    expect(found.answers).not.toMatch(/lollol|root:|"broken"/)
    expect(found.fr).not.toBe(found.en)
  })

  test('whatever its name is, it leads nowhere', async () => {
    const found = await house.rehearse(async () => {
      const page = await dropped(
        NAMES.map((name) => new File(['bonjour'], name)),
        'fr',
      )
      const names = await house.inside((tx) => tx.selectFrom('dropped_file').select('name').execute())
      return { faults: await faultsOf(page), names: names.map(({ name }) => name) }
    })
    none([...found.faults, ...hidden(found.names)])
    for (const name of found.names) expect(name).not.toMatch(/(^|[/\\])\.\.?([/\\]|$)|^[/\\]/)
  })

  test('what its fields hide is not kept, and what they would run is shown as it is', async () => {
    const dump = [
      '# dmidecode 3.4\nHandle 0x0001, DMI type 1, 27 bytes\nSystem Information',
      '\tManufacturer: De\u202ell\u200b "><img src=x onerror=alert(1)>',
      '\tProduct Name: <script>alert(1)</script>\u2067',
      "\tSerial Number: =cmd|' /C calc'!A0\u0007",
      '\tUUID: 4c4c4544-0051-5810-8034-b9c04f543940\n',
    ].join('\n')
    const glpi = JSON.stringify({
      action: 'inventory',
      itemtype: 'Computer',
      deviceid: 'a-2026-01-01',
      content: {
        bios: { smanufacturer: 'De\ud800ll\u202e', smodel: 'a\0b\u2028c', ssn: 'HSTGLPI1\u200b' },
        hardware: { uuid: '4c4c4544-0051-5810-8034-b9c04f543941' },
      },
    })
    const found = await house.rehearse(async () => {
      const page = await dropped([new File([dump], 'dmi.txt'), new File([glpi], 'glpi.json')], 'fr')
      const devices = await house.inside((tx) => tx.selectFrom('device').selectAll().execute())
      const components = await house.inside((tx) => tx.selectFrom('component').selectAll().execute())
      const drops = await house.inside((tx) =>
        tx.selectFrom('dropped_file').select('answer').where('name', 'in', ['dmi.txt', 'glpi.json']).execute(),
      )
      const shown = [page]
      for (const { code } of devices)
        if (drops.some(({ answer }) => JSON.stringify(answer).includes(code)))
          shown.push(await house.get(`/parc/${code}`, 'technician'))
      const faults = (await Promise.all(shown.map(faultsOf))).flat()
      return { faults, devices, components, count: shown.length, drops: JSON.stringify(drops) }
    })
    expect(found.count, found.drops).toBe(3)
    none([...found.faults, ...hidden(found.devices.map(({ maker, model, serial }) => [maker, model, serial]))])
    none(hidden(found.components.map(({ maker, model, serial }) => [maker, model, serial])))
  })
})

describe('a scanned paper', () => {
  const scans = routes.flatMap((route) =>
    route.method === 'POST' && 'example' in route && route.example.files?.some(({ text }) => text.startsWith('%PDF'))
      ? [[route.path, route as ActRoute<unknown>] as const]
      : [],
  )
  const send = (route: ActRoute<unknown>, file: HostileFile, lang: Lang) => {
    const fields = Object.fromEntries(
      Object.entries(route.example.form ?? {}).map(([name, value]) => [name, house.fill([value].flat()[0] ?? '')]),
    )
    const files = (route.example.files ?? []).map(({ field }) => [field, fileOf(file)] as const)
    return sendTo(examplePath(route, house.fill), route.example.as, fields, files, lang)
  }

  test('is asked by several forms', () => expect(scans.length).toBeGreaterThan(4))

  test.each(scans)('%s refuses what is none, and keeps what begins as one for what it is', async (_, route) => {
    const faults: string[] = []
    for (const file of NO_SCANS) {
      const found = await house.rehearse(() => refusedIn((lang) => send(route, file, lang)))
      faults.push(...found.map((fault) => `${file[0]}: ${fault}`))
    }
    for (const file of PRETENDING_SCANS) {
      const found = await house.rehearse(async () => {
        const before = await keptFiles()
        const answer = await send(route, file, 'fr')
        const kept = (await keptFiles()).filter(({ id }) => !before.some((one) => one.id === id))
        const wrong = kept.filter(({ name, media_type }) => !TRUE_NAMES[media_type]?.test(name))
        const served = await Promise.all(kept.map(({ id }) => house.get(`/documents/${id}`, 'coordinator')))
        return [
          ...(await faultsOf(answer)),
          ...hidden(kept.map(({ name }) => name)),
          ...wrong.map(({ name, media_type }) => `${name} is kept as ${media_type}`),
          ...served.flatMap(({ headers, status }) =>
            status === 200 && headers.get('x-content-type-options') !== 'nosniff' ? ['a browser guesses its type'] : [],
          ),
        ]
      })
      faults.push(...found.map((fault) => `${file[0]}: ${fault}`))
    }
    none(faults)
  })
})

const keptFiles = () => house.inside((tx) => tx.selectFrom('file').select(['id', 'name', 'media_type']).execute())
/** A name that no system opens as anything else, and that leads nowhere. */
const TRUE_NAMES: Readonly<Record<string, RegExp>> = {
  'application/pdf': /^[^/\\]*\.pdf$/i,
  'image/png': /^[^/\\]*\.png$/i,
}

test('a scan sent as JSON, deep, huge or wrong, is refused and harms nothing', async () => {
  const cookie = house.sample.cookies.trainee ?? ''
  const headers = { origin: ORIGIN, cookie, 'content-type': 'application/json', accept: 'application/json' }
  for (const body of ['{', 'null', '['.repeat(500_000), `{"text":"${'a'.repeat(900_000)}"}`, 'x'.repeat(1_200_000)]) {
    const answer = await house.request('/balayage', { method: 'POST', headers, body })
    expect([413, 422], body.slice(0, 10)).toContain(answer.status)
  }
})

test('a file too large for a job says so on its page, and the house still answers', async () => {
  const sent: string[] = []
  for (const file of REFUSED_LATER) {
    const answer = await sendTo(
      '/imports',
      'technician',
      { target: 'devices' },
      [['file', fileOf(file, 'liste.csv')]],
      'fr',
    )
    expect(answer.status).toBe(303)
    sent.push(answer.headers.get('location') ?? '')
  }
  await house.runJobs()
  for (const address of sent) expect(await (await house.get(address, 'technician')).text()).toContain('jusqu’au bout')
  for (const { path, as } of LISTS.slice(0, 3)) expect((await house.get(path, as)).status).toBe(200)
})

test('the log of all that holds no value that was sent', () => {
  expect(house.logged.length).toBeGreaterThan(50)
  none(quoting(house.logged))
})
