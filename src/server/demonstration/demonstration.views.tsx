import { EXPLORE, PROGRESS } from '../first-visit/gate.ts'
import { ROLE_NAMES } from '../organisation/roles.ts'
import { ADDRESSES } from '../platform/ui/addresses.ts'
import { Submit } from '../platform/ui/button.tsx'
import { Notice } from '../platform/ui/notice.tsx'
import { PublicLayout } from '../platform/ui/public-layout.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { Account } from './accounts.ts'
import type { Building } from './building.ts'
import { demonstrationText } from './demonstration.text.ts'

export const ENTER = `${ADDRESSES.demonstration}/entrer`

interface PageProps {
  readonly viewer: Viewer
  readonly accounts: readonly Account[]
  /** Why the last entry failed, or ''. */
  readonly wrong: string
}

/** One account for each role, one click each. */
export function AccountsPage({ viewer, accounts, wrong }: PageProps) {
  const { lang } = viewer
  const text = demonstrationText(lang)
  return (
    <PublicLayout viewer={viewer} title={text.title} lead={text.lead}>
      {wrong && (
        <Notice lang={lang} tone="refused">
          {wrong}
        </Notice>
      )}
      <Table
        lang={lang}
        caption={text.caption}
        captionHidden
        rows={accounts}
        rowKey={({ role }) => role}
        columns={[
          {
            key: 'person',
            label: text.person,
            heading: true,
            cell: ({ name, role }) => (
              <>
                {name}
                <br />
                <small class="soft">{ROLE_NAMES[role][lang]}</small>
              </>
            ),
          },
          { key: 'does', label: text.does, cell: ({ role }) => text.about[role] },
          { key: 'address', label: text.address, cell: ({ email }) => email },
          {
            key: 'enter',
            label: text.enter,
            cell: ({ name, role }) => (
              <form method="post" action={ENTER} aria-label={text.enterAs(name)}>
                <input type="hidden" name="role" value={role} />
                <Submit look="plain">{text.enter}</Submit>
              </form>
            ),
          },
        ]}
      />
      <section>
        <h2>{text.byHand}</h2>
        <p>{text.byHandAbout(accounts[0]?.password ?? '')}</p>
      </section>
    </PublicLayout>
  )
}

/** How far the invented town is; the page asks again by itself, and offers to. */
export function BuildingPage({ viewer, building }: { readonly viewer: Viewer; readonly building: Building }) {
  const text = demonstrationText(viewer.lang).building
  if (building.failed)
    return (
      <PublicLayout viewer={viewer} title={text.failed} lead={text.nothingLeft}>
        <form method="post" action={EXPLORE}>
          <Submit>{text.again}</Submit>
        </form>
      </PublicLayout>
    )
  return (
    <PublicLayout viewer={viewer} title={text.title} lead={text.lead}>
      <meta http-equiv="refresh" content={`2;url=${PROGRESS}`} />
      <p>
        <progress value={building.share} max="1" aria-label={text.title} />{' '}
        {text.year(Math.min(8, Math.floor(building.share * 8) + 1))}
      </p>
      <p>
        <a href={PROGRESS}>{text.see}</a>
      </p>
    </PublicLayout>
  )
}
