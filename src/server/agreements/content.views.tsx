import { KINDS } from '../../domain/circuit/kinds.ts'
import type { AgreementContent, AnnexLine } from '../../domain/circuit/papers.ts'
import { showCode } from '../fleet/code.ts'
import { format } from '../platform/text/format.ts'
import { Code } from '../platform/ui/code.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { agreementText } from './agreement.text.ts'

/** The paper on screen, word for word what is printed; in French whatever the language of the page. */
export function ContentView({ viewer, content }: { readonly viewer: Viewer; readonly content: AgreementContent }) {
  const text = agreementText(viewer.lang)
  const french = agreementText('fr')
  return (
    <>
      {text.frenchOnly && <p class="soft">{text.frenchOnly}</p>}
      <article lang="fr">
        <h2>
          {content.title} {content.number}
        </h2>
        <h3>{french.parties}</h3>
        <ul>
          <li>
            <strong>{content.us.name}</strong>, {content.us.says} ;
          </li>
          <li>
            <strong>{content.them.name}</strong>, {content.them.says}.
          </li>
        </ul>
        {content.visas.map((visa) => (
          <p key={visa}>{visa} ;</p>
        ))}
        <p>il est convenu ce qui suit.</p>
        {content.clauses.map((clause, index) => (
          <section key={clause.id}>
            <h3>
              {french.article(index + 1)} {clause.title}
            </h3>
            <p>{clause.text}</p>
          </section>
        ))}
      </article>
      <Annex viewer={viewer} annex={content.annex} />
    </>
  )
}

function Annex({ viewer, annex }: { readonly viewer: Viewer; readonly annex: readonly AnnexLine[] }) {
  const { lang } = viewer
  const text = agreementText(lang)
  const f = format(viewer)
  return (
    <Table
      lang={lang}
      caption={text.annex}
      rows={annex}
      rowKey={(row) => row.deviceId}
      columns={[
        { key: 'serial', label: text.serial, heading: true, cell: (row) => <Code>{row.serial}</Code> },
        {
          key: 'device',
          label: text.device,
          cell: (row) => (
            <>
              {[row.maker, row.model].filter(Boolean).join(' ')}
              <small>{KINDS.rows[row.kind].name[lang]}</small>
            </>
          ),
        },
        { key: 'code', label: text.code, cell: (row) => <Code>{showCode(row.code)}</Code> },
        { key: 'inventory', label: text.inventory, cell: (row) => row.inventoryNumber },
        {
          key: 'acquired',
          label: text.acquired,
          cell: (row) => (/^\d{4}-/.test(row.acquired) ? f.shortDate(row.acquired) : row.acquired),
        },
        {
          key: 'value',
          label: text.value,
          number: true,
          cell: (row) => (row.unitValueEur === null ? '' : f.euros(row.unitValueEur)),
        },
      ]}
    />
  )
}
