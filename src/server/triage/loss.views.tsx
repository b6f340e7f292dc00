import type { Loss, LostPart } from '../../domain/triage/loss.ts'
import { format } from '../platform/text/format.ts'
import type { Viewer } from '../platform/ui/viewer.ts'
import { triageText } from './triage.text.ts'

/** What scrapping this device would lose, in words: parts in order, how old, does it start. */
export function LossList({ viewer, loss }: { readonly viewer: Viewer; readonly loss: Loss }) {
  const text = triageText(viewer.lang)
  const f = format(viewer)
  const { atLeast, atMost } = loss.age
  const from = atLeast ?? atMost
  const to = atMost ?? atLeast
  return (
    <>
      <ul>
        {loss.parts.map((part) => {
          const words = lostPart(viewer, part)
          return <li key={words}>{words}</li>
        })}
        {loss.parts.length === 0 && <li>{text.lossNone}</li>}
      </ul>
      <p>
        {text.works3[loss.works]} {from !== null && to !== null && text.age(f.number(from), f.number(to))}
      </p>
    </>
  )
}

function lostPart(viewer: Viewer, part: LostPart): string {
  const text = triageText(viewer.lang)
  const f = format(viewer)
  const say = text.lossParts
  switch (part.part) {
    case 'processor':
      return say.processor(part.name)
    case 'memory':
      return say.memory(f.binaryBytes(part.bytes), part.type ?? '')
    case 'medium':
      return say.medium(text.media[part.kind], part.bytes === null ? '' : f.bytes(part.bytes))
    case 'battery':
      return say.battery(f.percent(part.health))
    case 'screen':
      return say.screen(part.inches === null ? '' : text.inches(f.number(part.inches)))
  }
}
