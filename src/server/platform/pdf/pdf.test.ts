import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderPdf, renderPdfHere } from './pdf.ts'

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

test('a document opens, is tagged, and says what was given, whatever it holds', async () => {
  const hostile = '#panic("x") $ \\ [École] <b>'
  const bytes = await renderPdf(document(hostile))
  expect(read(bytes, 'pdftotext')).toContain('#panic("x") $ \\ [École] <b>')
  expect(read(bytes, 'pdfinfo')).toMatch(/Tagged:\s+yes/)
  expect(Buffer.from(bytes).toString('latin1')).toContain('pdfaid:part>2')
})

const same = (one: Uint8Array, other: Uint8Array) => Buffer.from(one).equals(Buffer.from(other))

test('the same document at the same date is the same file, whatever was drawn before, and another is not', async () => {
  const first = await renderPdf(document('A'))
  const other = await renderPdf(document('B'))
  expect(same(await renderPdf(document('A')), first)).toBe(true)
  expect(same(renderPdfHere(document('A')), first)).toBe(true)
  expect(same(other, first)).toBe(false)
})

test('while a document is drawn this thread goes on, and documents come in the order in which they were asked', async () => {
  const done: string[] = []
  const long = { ...document('A'), template: '#for n in range(40) { pagebreak(weak: true); [#n] }' }
  const drawings = [long, document('B')].map((one, at) => renderPdf(one).then(() => done.push(`document ${at}`)))
  await new Promise((resolve) => setImmediate(() => resolve(done.push('something else'))))
  await Promise.all(drawings)
  expect(done).toEqual(['something else', 'document 0', 'document 1'])
})

test('a template that is wrong is refused, and the next document is drawn', async () => {
  await expect(renderPdf({ ...document('A'), template: '#panic("no")' })).rejects.toThrow('could not be drawn')
  expect(
    Buffer.from(await renderPdf(document('A')))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
})

test('a name in letters that no face has is drawn with squares in their place, and full-width letters as plain ones', async () => {
  const said = read(await renderPdf(document('＝SOMME Łucja 漢字 Ελένη علي 한국 ไทย')), 'pdftotext')
  expect(said).toContain('=SOMME Łucja □□ Ελένη')
})
