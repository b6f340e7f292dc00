import { format } from '../text/format.ts'
import { Definitions } from '../ui/definition.tsx'
import { Empty } from '../ui/empty.tsx'
import { PublicLayout } from '../ui/public-layout.tsx'
import { Table } from '../ui/table.tsx'
import type { Viewer } from '../ui/viewer.ts'
import { outboxText } from './outbox.text.ts'
import type { CaughtMail } from './outbox.ts'

export const OUTBOX = '/outbox'

export function OutboxPage({ viewer, mails }: { readonly viewer: Viewer; readonly mails: readonly CaughtMail[] }) {
  const text = outboxText(viewer.lang)
  const f = format(viewer)
  return (
    <PublicLayout viewer={viewer} title={text.title} lead={text.lead}>
      <Table<CaughtMail>
        lang={viewer.lang}
        caption={text.title}
        captionHidden
        rows={mails}
        rowKey={(mail) => mail.id}
        empty={<Empty title={text.empty}>{text.emptyLead}</Empty>}
        columns={[
          {
            key: 'subject',
            label: text.subject,
            heading: true,
            cell: (mail) => <a href={`${OUTBOX}/${mail.id}`}>{mail.subject}</a>,
          },
          { key: 'to', label: text.to, cell: (mail) => mail.to },
          { key: 'at', label: text.at, cell: (mail) => f.instant(mail.at) },
        ]}
      />
    </PublicLayout>
  )
}

export function CaughtMailPage({ viewer, mail }: { readonly viewer: Viewer; readonly mail: CaughtMail }) {
  const text = outboxText(viewer.lang)
  return (
    <PublicLayout viewer={viewer} title={mail.subject}>
      <Definitions
        items={[
          { term: text.to, value: mail.to },
          { term: text.at, value: format(viewer).instant(mail.at) },
        ]}
      />
      {mail.text.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph}>{paragraph.split('\n').map(Line)}</p>
      ))}
      <p>
        <a href={OUTBOX}>{text.back}</a>
      </p>
    </PublicLayout>
  )
}

/** One line of a message; an address on its own becomes a link. */
const Line = (line: string) => (
  <>
    {/^https?:\/\/\S+$/.test(line) ? <a href={line}>{line}</a> : line}
    <br />
  </>
)
