import { expect, test } from 'vitest'

const Loose = ({ name }: { readonly name: string }) => (
  <>
    <b>{name}</b>, <i>et</i>
  </>
)

test('what people wrote is never mark-up, in a text or in an attribute', () => {
  const wrote = `<script>"R&D"</script>`
  expect((<p title={wrote}>{wrote}</p>).text).toBe(
    '<p title="&lt;script>&quot;R&amp;D&quot;&lt;/script>">&lt;script>&quot;R&amp;D&quot;&lt;/script></p>',
  )
})

test('a French sign stays on the line of its word; attributes and what was typed in a field stay as they are', () => {
  const page = (
    <>
      <p title="Prêt : oui">
        « Prêt » : vraiment ? <b>Oui !</b>
      </p>
      <input value="a > b : c" />
      <textarea name="note">{'État : <bon>'}</textarea>
    </>
  )
  expect(page.text).toBe(
    '<p title="Prêt : oui">«\u00a0Prêt\u00a0»\u00a0: vraiment\u00a0? <b>Oui\u00a0!</b></p><input value="a > b : c"/><textarea name="note">État : &lt;bon></textarea>',
  )
})

test('an attribute is left out, given alone, or said in the words that HTML asks for', () => {
  const box = (
    <input type="checkbox" checked disabled={false} tabIndex={-1} aria-invalid={false} aria-label={undefined} alt="" />
  )
  expect(box.text).toBe('<input type="checkbox" checked tabindex="-1" aria-invalid="false" alt/>')
  expect((<span translate={false}>SV-1</span>).text).toBe('<span translate="no">SV-1</span>')
})

test('a component may hold nothing, a number, or several pieces, and draws them in their order', () => {
  const Nothing = () => null
  expect(
    (
      <div>
        <Nothing />
        {false}
        {0}
        {['a', <Loose key="name" name="<É>" />]}
      </div>
    ).text,
  ).toBe('<div>0a<b>&lt;É></b>, <i>et</i></div>')
})
