import { ADDRESSES, address } from './addresses.ts'
import { assets } from './assets.ts'
import type { Children } from './children.ts'
import { coloursAddress } from './colours.ts'
import { displayAttributes } from './display.ts'
import { Icon } from './icons.tsx'
import { Notice } from './notice.tsx'
import { RailButton } from './rail.tsx'
import type { Viewer } from './viewer.ts'
import { words } from './words.ts'

export interface PageProps {
  readonly viewer: Viewer
  /** The question the page answers: its heading, and its name in the browser. */
  readonly title: string
  /** One line over the title: code and state of the thing shown. */
  readonly kicker?: Children
  /** One sentence under the title. */
  readonly lead?: Children
  /** The one main act. */
  readonly act?: Children
  readonly children: Children
}

interface ViewerProps {
  readonly viewer: Viewer
}

/** The HTML document itself; its name says the page, then the site. */
export function Document({
  viewer,
  title,
  children,
}: ViewerProps & { readonly title: string; readonly children: Children }) {
  const text = words(viewer.lang)
  const colours = coloursAddress(viewer.organisation?.colours ?? [])
  return (
    <html lang={viewer.lang} {...displayAttributes(viewer.display)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{[title, viewer.organisation?.name, text.product].filter(Boolean).join(' · ')}</title>
        <link rel="icon" href={assets().icon} />
        <link rel="stylesheet" href={assets().css} />
        {colours && <link rel="stylesheet" href={colours} />}
      </head>
      <body>
        <a class="skip" href="#content">
          {text.skip}
        </a>
        {children}
      </body>
    </html>
  )
}

/** Who keeps this site, the search box, and the person signed in. */
export function Header({ viewer }: ViewerProps) {
  const text = words(viewer.lang)
  const { organisation } = viewer
  return (
    <header>
      {viewer.demonstration && (
        <p class="demonstration">
          {text.demonstration} <a href={ADDRESSES.demonstration}>{text.otherRole}</a>
        </p>
      )}
      <div class="top">
        <a class="brand" href={ADDRESSES.home}>
          {organisation?.logo && viewer.display.images && <img src={organisation.logo} alt="" height="36" />}
          {organisation?.name ?? text.product}
        </a>
        {organisation && <span class="product">{text.product}</span>}
        <RailButton viewer={viewer} />
        {viewer.searches && (
          <search class="find">
            <form action={ADDRESSES.search}>
              <Icon name="search" />
              <input
                type="search"
                name="q"
                aria-label={text.searchLabel}
                placeholder={text.searchHint}
                autocomplete="off"
              />
              <button type="submit">{text.searchAct}</button>
            </form>
          </search>
        )}
        <div class="tools">
          <DisplayLink viewer={viewer} />
          <LanguageLink viewer={viewer} />
          <Person viewer={viewer} />
        </div>
      </div>
    </header>
  )
}

function DisplayLink({ viewer }: ViewerProps) {
  const there = viewer.path.startsWith(ADDRESSES.display)
  const href = there ? viewer.path : address(ADDRESSES.display, { retour: viewer.path })
  return <a href={href}>{words(viewer.lang).display}</a>
}

function LanguageLink({ viewer }: ViewerProps) {
  const other = viewer.lang === 'fr' ? 'en' : 'fr'
  return (
    <a href={address(ADDRESSES.language, { langue: other, retour: viewer.path })} lang={other} hreflang={other}>
      {words(viewer.lang).otherLanguage}
    </a>
  )
}

function Person({ viewer }: ViewerProps) {
  const text = words(viewer.lang)
  const [path] = viewer.path.split('?')
  if (viewer.person === null && path === ADDRESSES.signIn) return null
  if (viewer.person === null) return <a href={address(ADDRESSES.signIn, { retour: viewer.path })}>{text.signIn}</a>
  return (
    <details class="menu">
      <summary>
        <Icon name="person" />
        <span>{viewer.person.name}</span>
      </summary>
      <div>
        <p class="soft">{viewer.person.functionLabel}</p>
        <p>
          <a href={ADDRESSES.account}>{text.account}</a>
        </p>
        {viewer.organisation !== null && (
          <p>
            <a href={ADDRESSES.answers}>{text.answers}</a>
          </p>
        )}
        <form method="post" action={ADDRESSES.signOut}>
          <button class="button plain" type="submit">
            {text.signOut}
          </button>
        </form>
      </div>
    </details>
  )
}

/** What the last act answered, then the title, its sentence and the main act. */
export function PageHead({ viewer, title, kicker, lead, act }: Omit<PageProps, 'children'>) {
  return (
    <>
      <div role="status">
        {viewer.notice && (
          <Notice lang={viewer.lang} tone={viewer.notice.tone}>
            {viewer.notice.text}
          </Notice>
        )}
      </div>
      {kicker && <p class="kicker">{kicker}</p>}
      <h1>{title}</h1>
      {lead && <p class="lead">{lead}</p>}
      {act && <p class="buttons main-act">{act}</p>}
    </>
  )
}

/** The links every public service owes: accessibility (its mention is due on the home page), legal notice, display, language. */
export function Foot({ viewer }: ViewerProps) {
  const text = words(viewer.lang)
  return (
    <footer class="foot">
      <a href={ADDRESSES.accessibility}>{text.accessibility}</a>
      <a href={ADDRESSES.legal}>{text.legal}</a>
      <DisplayLink viewer={viewer} />
      <LanguageLink viewer={viewer} />
    </footer>
  )
}
