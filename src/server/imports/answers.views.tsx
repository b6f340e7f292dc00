import { KINDS } from '../../domain/circuit/kinds.ts'
import { STATES } from '../../domain/circuit/states.ts'
import { format } from '../platform/text/format.ts'
import type { Lang } from '../platform/text/text.ts'
import { State, type StateTone } from '../platform/ui/state.tsx'
import { Table } from '../platform/ui/table.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import type { DeviceLine, ShownLine } from './device-line.ts'
import type { Target } from './fields.ts'
import { importText } from './import.text.ts'
import type { Outcome } from './import.ts'
import { sayAnswer } from './say.ts'

const TONES: Readonly<Record<Outcome, StateTone>> = {
  new: 'done',
  changed: 'open',
  same: 'neutral',
  refused: 'refused',
  undone: 'done',
  kept: 'wait',
}

/** A device as the file tells it: kind, name and numbers, state, place, day. */
function sayDevice(device: DeviceLine, lang: Lang): readonly string[] {
  const name = [device.maker, device.model].filter(Boolean).join(' ')
  return [
    [KINDS.rows[device.kind].name[lang], name, device.serial, device.inventoryNumber].filter(Boolean).join(' · '),
    [STATES.rows[device.standing].name[lang], device.place.join(' > '), device.boughtOn].filter(Boolean).join(' · '),
  ]
}

export function AnswerTable({
  viewer,
  target,
  caption,
  lines,
}: {
  readonly viewer: Viewer
  readonly target: Target
  readonly caption: string
  readonly lines: readonly ShownLine[]
}) {
  const { lang } = viewer
  const text = importText(lang)
  return (
    <Table
      lang={lang}
      caption={caption}
      rows={lines}
      rowKey={({ answer }) => String(answer.line)}
      columns={[
        {
          key: 'line',
          label: text.line,
          number: true,
          heading: true,
          cell: ({ answer }) => format(viewer).number(answer.line),
        },
        {
          key: 'what',
          label: text.what1,
          cell: ({ answer, device }) => {
            const [first, second] = device ? sayDevice(device, lang) : [answer.said, '']
            const [code] =
              (device === null && target === 'devices' && /^SV-[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]/.exec(answer.said)) ||
              []
            return (
              <div>
                {code ? <a href={`/parc/${code.replace(/^SV-|-/g, '')}`}>{first}</a> : first}
                {second && <small>{second}</small>}
              </div>
            )
          },
        },
        {
          key: 'answer',
          label: text.answer,
          cell: ({ answer }) => (
            <div>
              <State tone={TONES[answer.outcome]}>{text.outcomes[answer.outcome]}</State>
              {sayAnswer(answer, target, lang).map((said) => (
                <small key={said}>{said}</small>
              ))}
            </div>
          ),
        },
      ]}
    />
  )
}
