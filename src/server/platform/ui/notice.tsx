import type { Lang } from '../text/text.ts'
import type { Children } from './children.ts'
import { Icon } from './icons.tsx'
import { words } from './words.ts'

interface NoticeProps {
  readonly lang: Lang
  readonly tone: 'done' | 'refused' | 'information' | 'wait'
  readonly children: Children
}

/** One thing said on a page: done, refused, good to know, or waiting on someone. */
export function Notice({ lang, tone, children }: NoticeProps) {
  return (
    <div class={`notice ${tone}`}>
      <Icon name={tone} />
      <div>
        <span class="unseen">
          {words(lang).tones[tone]}
          {words(lang).colon}
        </span>
        {children}
      </div>
    </div>
  )
}
