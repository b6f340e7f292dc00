// Writes the pages of docs/guide that are made from the product's own tables. `--check` compares only.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from './compile.mjs'

const GUIDE = fileURLToPath(new URL('../docs/guide/', import.meta.url))
const check = process.argv.includes('--check')

const [circuit] = await compile(['src/domain/circuit/guide.ts'])
const { circuitGuide } = await import(circuit)
const pages = { 'circuit.md': circuitGuide() }

for (const [name, text] of Object.entries(pages)) {
  const file = join(GUIDE, name)
  if (!check) writeFileSync(file, text)
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`docs/guide/${name} ne correspond plus aux tables : npm run guide`)
    process.exitCode = 1
  }
}
