import { showCode } from '../../fleet/code.ts'
import { deviceName } from '../../fleet/device-name.ts'
import { format } from '../../platform/text/format.ts'
import { ButtonLink, Submit } from '../../platform/ui/button.tsx'
import { Code } from '../../platform/ui/code.tsx'
import { Empty } from '../../platform/ui/empty.tsx'
import { Form, type FormState, fieldId } from '../../platform/ui/form.tsx'
import { Layout } from '../../platform/ui/layout.tsx'
import { State } from '../../platform/ui/state.tsx'
import { Table } from '../../platform/ui/table.tsx'
import type { Viewer } from '../../platform/ui/viewer.ts'
import type { Timer } from '../time/time.sql.ts'
import { RunningTimer } from '../time/time.views.tsx'
import { boardText } from './board.text.ts'
import { type Card, type Load, STAGES, type Stage } from './board.ts'

interface Props {
  readonly viewer: Viewer
  readonly cards: readonly Card[]
  /** How many each column holds, drawn or not. */
  readonly counts: Readonly<Record<Stage, number>>
  readonly load: readonly Load[]
  readonly personId: string
  /** Whose orders alone are shown; null for everybody's. */
  readonly only: Load | null
  readonly timer: Timer | null
  readonly now: Date
  readonly small: () => FormState
  readonly links: readonly ('time' | 'reconditionings' | 'notes' | 'benches' | 'people' | 'model')[]
}

export const BOARD_LINKS = {
  time: '/atelier/temps',
  reconditionings: '/atelier/remises-en-etat',
  notes: '/atelier/notes',
  benches: '/atelier/bancs',
  people: '/atelier/equipes',
  model: '/reglages/atelier',
} as const

/** The benches: a column a stage, then what each person has before them. */
export function BoardPage(props: Props) {
  const { viewer, cards, counts, load, only } = props
  const text = boardText(viewer.lang)
  const nothing = STAGES.every((stage) => counts[stage] === 0)
  return (
    <Layout
      viewer={viewer}
      title={only ? text.only(only.name ?? '') : text.title}
      lead={only ? undefined : text.lead}
      kicker={only ? <a href="/atelier">{text.all}</a> : undefined}
    >
      <RunningTimer viewer={viewer} timer={props.timer} now={props.now} small={props.small} />
      {nothing ? (
        <Empty title={text.none} act={<ButtonLink href="/tri">{text.toTriage}</ButtonLink>}>
          {text.noneHow}
        </Empty>
      ) : (
        <div class="board">
          {STAGES.map((stage) => (
            <Column
              key={stage}
              {...props}
              stage={stage}
              cards={cards.filter((card) => card.stage === stage)}
              count={counts[stage]}
            />
          ))}
        </div>
      )}
      {load.length > 0 && <LoadTable viewer={viewer} load={load} />}
      <p class="buttons">
        {props.links.map((link) => (
          <a key={link} href={BOARD_LINKS[link]}>
            {text.links[link]}
          </a>
        ))}
      </p>
    </Layout>
  )
}

function Column({
  viewer,
  stage,
  cards,
  count,
  personId,
  now,
}: Props & { readonly stage: Stage; readonly count: number }) {
  const text = boardText(viewer.lang)
  const title = `stage-${stage}`
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>
        {text.stages[stage]} <b>{format(viewer).number(count)}</b>
      </h2>
      {cards.length === 0 && <p class="soft">{text.empty}</p>}
      {cards.length > 0 && (
        <ul>
          {cards.map((card) => (
            <li key={card.id} class={card.personId === personId ? 'mine' : undefined}>
              <CardBody viewer={viewer} card={card} mine={card.personId === personId} now={now} />
            </li>
          ))}
        </ul>
      )}
      {count > cards.length && <p class="soft">{text.more(count - cards.length)}</p>}
    </section>
  )
}

function CardBody({
  viewer,
  card,
  mine,
  now,
}: {
  readonly viewer: Viewer
  readonly card: Card
  readonly mine: boolean
  readonly now: Date
}) {
  const text = boardText(viewer.lang)
  const f = format(viewer)
  const open = card.stage !== 'toStart' && card.stage !== 'ready'
  const facts = [
    open ? (mine ? text.mine : (card.person ?? text.nobody)) : f.ago(card.since, now),
    card.bench,
    card.of > 0 ? text.steps(card.done, card.of) : null,
    card.left > 0 ? text.left(f.minutes(card.left)) : null,
    card.timed ? text.timed : null,
  ]
  const waits = text.waits[card.waitsFor as keyof typeof text.waits]
  return (
    <>
      <a href={`/atelier/${card.code}`}>{deviceName(card, showCode(card.code))}</a>
      <Code>{showCode(card.code)}</Code>
      <small>{facts.filter(Boolean).join(' · ')}</small>
      {waits && <State tone="wait">{waits}</State>}
    </>
  )
}

/** What each person has open, has left, did this week, and the time they have: more left than time is said. */
function LoadTable({ viewer, load }: { readonly viewer: Viewer; readonly load: readonly Load[] }) {
  const text = boardText(viewer.lang)
  const f = format(viewer)
  const time = (minutes: number) => (minutes === 0 ? '' : f.minutes(minutes))
  return (
    <Table
      lang={viewer.lang}
      caption={text.load}
      rows={load}
      rowKey={(row) => row.personId}
      columns={[
        {
          key: 'person',
          label: text.person,
          heading: true,
          cell: (row) => (
            <>
              <a href={`/atelier?personne=${row.personId}`}>{row.name ?? ''}</a>
              {row.team && <small>{row.team}</small>}
            </>
          ),
        },
        { key: 'orders', label: text.orders, number: true, cell: (row) => f.number(row.orders) },
        { key: 'left', label: text.toDo, number: true, cell: (row) => time(row.left) },
        { key: 'spent', label: text.worked, number: true, cell: (row) => time(row.spent) },
        {
          key: 'capacity',
          label: text.capacity,
          number: true,
          cell: (row) =>
            row.capacity === null ? (
              text.notSaid
            ) : (
              <>
                {f.minutes(row.capacity)}
                {row.spent + row.left > row.capacity && <State tone="wait">{text.over}</State>}
              </>
            ),
        },
      ]}
    />
  )
}

/** One line a person: the team and the hours a week. */
export function PeoplePage({
  viewer,
  people,
  form,
}: {
  readonly viewer: Viewer
  readonly people: readonly { readonly personId: string; readonly name: string }[]
  readonly form: FormState
}) {
  const text = boardText(viewer.lang)
  const typed = (name: string) => {
    const value = form.values[name]
    return typeof value === 'string' ? value : ''
  }
  const field = (name: string, label: string, look: 'short number' | 'medium') => (
    <input
      class={look}
      type="text"
      autocomplete="off"
      id={fieldId(name)}
      name={name}
      value={typed(name)}
      aria-label={label}
      maxLength={80}
      aria-invalid={form.errors[name] ? 'true' : undefined}
    />
  )
  return (
    <Layout
      viewer={viewer}
      title={text.peopleTitle}
      lead={text.peopleLead}
      kicker={<a href="/atelier">{text.title}</a>}
    >
      <Form action={BOARD_LINKS.people} form={form} label={text.peopleTitle}>
        <Table
          lang={viewer.lang}
          caption={text.peopleTitle}
          captionHidden
          rows={people}
          rowKey={(row) => row.personId}
          columns={[
            { key: 'person', label: text.person, heading: true, cell: (row) => row.name },
            {
              key: 'team',
              label: text.teamShort,
              cell: (row) => field(`t.${row.personId}`, text.team(row.name), 'medium'),
            },
            {
              key: 'hours',
              label: text.hoursShort,
              cell: (row) => field(`h.${row.personId}`, text.hours(row.name), 'short number'),
            },
          ]}
        />
        <Submit>{text.save}</Submit>
      </Form>
    </Layout>
  )
}
