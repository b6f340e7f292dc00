import type { Children } from './children.ts'
import { ExportBar } from './export-bar.tsx'
import { Document, Foot, Header, PageHead, type PageProps } from './page.tsx'
import { Rail } from './rail.tsx'
import { words } from './words.ts'

/** A page of the circuit: the rail on the left, the page, and a margin with figures and links where it helps. */
export function Layout({ margin, children, ...page }: PageProps & { readonly margin?: Children }) {
  const { viewer } = page
  return (
    <Document viewer={viewer} title={page.title}>
      <Header viewer={viewer} />
      <div class={margin ? 'frame' : 'frame no-margin'}>
        <Rail viewer={viewer} />
        <main id="content" tabIndex={-1}>
          <PageHead {...page} />
          {children}
          <ExportBar viewer={viewer} />
        </main>
        {margin && (
          <aside class="margin" aria-label={words(viewer.lang).margin}>
            {margin}
          </aside>
        )}
      </div>
      <Foot viewer={viewer} />
    </Document>
  )
}
