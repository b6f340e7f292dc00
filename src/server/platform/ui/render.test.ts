import { expect, test } from 'vitest'
import { keepSignsWithWords } from './render.ts'

test('a French sign stays on the line of its word, attributes and typed text stay as they are', () => {
  const page =
    '<p title="Prêt : oui">« Prêt » : vraiment ? <b>Oui !</b></p><input value="a > b : c"><textarea name="note">État : bon</textarea><i>; fin</i>'
  expect(keepSignsWithWords(page)).toBe(
    '<p title="Prêt : oui">«\u00a0Prêt\u00a0»\u00a0: vraiment\u00a0? <b>Oui\u00a0!</b></p><input value="a > b : c"><textarea name="note">État : bon</textarea><i>; fin</i>',
  )
})
