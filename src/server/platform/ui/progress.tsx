import type { Lang } from '../text/text.ts'
import { assets } from './assets.ts'
import type { Children } from './children.ts'
import { words } from './words.ts'

interface Props {
  readonly lang: Lang
  /** Where the page is seen again. */
  readonly href: string
  readonly done: number
  readonly total: number
  /** « 12 fichiers lus sur 40 ». */
  readonly said: string
  readonly children: Children
}

/**
 * Long work seen as it goes: how much is done, then what it answered so far. A script draws it again every second while
 * it lasts; without one, a link does.
 */
export function Progress({ lang, href, done, total, said, children }: Props) {
  const going = done < total
  return (
    <div data-progress={going ? href : undefined} id="progress">
      {going && (
        <div class="progress">
          <p role="status">{said}</p>
          <progress max={total} value={done} aria-label={said} />
          <p class="buttons">
            <a class="button plain" href={href}>
              {words(lang).seeAgain}
            </a>
          </p>
          <script type="module" src={assets().progress} />
        </div>
      )}
      {children}
    </div>
  )
}
