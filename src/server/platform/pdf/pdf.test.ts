import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderPdf } from './pdf.ts'

const AT = new Date('2026-11-22T10:00:00Z')
const document = (name: string) => ({
  template: '#set document(title: data.title)\n= #data.title\nRemis à #data.name.',
  data: { title: 'Récépissé', name },
  lang: 'fr',
  at: AT,
})

const read = (bytes: Uint8Array, command: string, ...args: string[]) => {
  const file = join(mkdtempSync(join(tmpdir(), 'sv-pdf-')), 'document.pdf')
  writeFileSync(file, bytes)
  return execFileSync(command, [...args, file, ...(command === 'pdftotext' ? ['-'] : [])], { encoding: 'utf8' })
}

test('a document opens, is tagged, and says what was given, whatever it holds', () => {
  const hostile = '#panic("x") $ \\ [École] <b>'
  const bytes = renderPdf(document(hostile))
  expect(read(bytes, 'pdftotext')).toContain('#panic("x") $ \\ [École] <b>')
  expect(read(bytes, 'pdfinfo')).toMatch(/Tagged:\s+yes/)
  expect(Buffer.from(bytes).toString('latin1')).toContain('pdfaid:part>2')
})

test('the same document at the same date is the same file, and another is not', () => {
  expect(Buffer.from(renderPdf(document('A'))).equals(Buffer.from(renderPdf(document('A'))))).toBe(true)
  expect(Buffer.from(renderPdf(document('A'))).equals(Buffer.from(renderPdf(document('B'))))).toBe(false)
})
