import type { Lang } from '../text/text.ts'
import type { Children } from './children.ts'
import { State } from './state.tsx'
import { Table } from './table.tsx'
import { words } from './words.ts'

export interface ItemAnswer {
  readonly key: string
  readonly item: Children
  readonly outcome:
    | { readonly done: true; readonly what: Children }
    /** Refused: by which rule, and what satisfies it. */
    | { readonly done: false; readonly why: Children; readonly how?: Children }
}

/** The answer of a bulk act, one line per item, what was refused first. */
export function PerItem({ lang, answers }: { readonly lang: Lang; readonly answers: readonly ItemAnswer[] }) {
  const text = words(lang)
  const done = answers.filter(({ outcome }) => outcome.done)
  const refused = answers.filter(({ outcome }) => !outcome.done)
  return (
    <Table
      lang={lang}
      caption={text.perItem(done.length, refused.length)}
      rows={[...refused, ...done]}
      rowKey={(row) => row.key}
      columns={[
        { key: 'item', label: text.item, heading: true, cell: (row) => row.item },
        { key: 'answer', label: text.answer, cell: (row) => <Answer lang={lang} outcome={row.outcome} /> },
      ]}
    />
  )
}

function Answer({ lang, outcome }: { readonly lang: Lang; readonly outcome: ItemAnswer['outcome'] }) {
  const { tones } = words(lang)
  if (outcome.done)
    return (
      <div>
        <State tone="done">{tones.done}</State> {outcome.what}
      </div>
    )
  return (
    <div>
      <State tone="refused">{tones.refused}</State> {outcome.why}
      {outcome.how && <small class="how">{outcome.how}</small>}
    </div>
  )
}
