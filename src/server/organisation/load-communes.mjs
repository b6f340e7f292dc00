// Reads the official list of communes, EPCI and départements (12 MB of JSON) away from the thread that serves people, and hands
// over one short line for each: code, name, folded name, population, then what belongs to its kind.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'

const require = createRequire(workerData.root)
const read = (name) =>
  JSON.parse(readFileSync(require.resolve(`@etalab/decoupage-administratif/data/${name}.json`), 'utf8'))

/** Letters without accents, in lower case; « saint » is one word however it is shortened. */
const fold = (name) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\bst\b/g, 'saint')
    .replace(/\bste\b/g, 'sainte')
    .trim()

const LONG = {
  CC: 'Communauté de communes',
  CA: 'Communauté d’agglomération',
  CU: 'Communauté urbaine',
}
/** « CC de Lacq-Orthez » is written out; what carries its own name keeps it. */
const written = (name) => name.replace(/^(CC|CA|CU)\b/, (short) => LONG[short])

const row = (...fields) => fields.join('\t')

const communes = read('communes')
  .filter((one) => one.type === 'commune-actuelle')
  .map((one) =>
    row(
      one.code,
      one.nom,
      fold(one.nom),
      one.population ?? 0,
      one.departement ?? one.collectiviteOutremer?.code ?? one.code.slice(0, 3),
      (one.codesPostaux ?? []).join(' '),
    ),
  )
const groups = [...read('epci'), ...read('ept')].map((one) => {
  const name = written(one.nom)
  const members = one.membres.map((member) => member.code).join(' ')
  return row(one.code, name, fold(name), one.populationTotale ?? 0, members)
})
const departements = read('departements')
  .filter((one) => !['984', '989'].includes(one.code))
  .map((one) => row(one.code, one.nom, fold(one.nom), 0))

parentPort.postMessage({
  communes: communes.join('\n'),
  groups: groups.join('\n'),
  departements: departements.join('\n'),
})
