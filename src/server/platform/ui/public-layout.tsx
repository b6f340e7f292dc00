import { Document, Foot, Header, PageHead, type PageProps } from './page.tsx'

/** A page without the rail: sign-in, first visit, public pages, and whoever comes with a link. */
export function PublicLayout({ children, ...page }: PageProps) {
  const { viewer } = page
  return (
    <Document viewer={viewer} title={page.title}>
      <Header viewer={viewer} />
      <div class="frame public">
        <main id="content" tabIndex={-1}>
          <PageHead {...page} />
          {children}
        </main>
      </div>
      <Foot viewer={viewer} />
    </Document>
  )
}
