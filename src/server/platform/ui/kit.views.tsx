import { format } from '../text/format.ts'
import { Balance } from './balance.tsx'
import { ButtonLink, Buttons, Submit } from './button.tsx'
import { Checklist } from './checklist.tsx'
import { Code } from './code.tsx'
import { Definitions } from './definition.tsx'
import { Documents } from './documents.tsx'
import { Empty } from './empty.tsx'
import { Checkboxes, DateField, FileField, NumberField, Radios, SelectField, TextArea, TextField } from './field.tsx'
import { Filters } from './filters.tsx'
import { Form, formState, Section } from './form.tsx'
import { type Sample, sample } from './kit-sample.ts'
import { Layout } from './layout.tsx'
import { LifeLine } from './life-line.tsx'
import { MarginLinks, Note } from './note.tsx'
import { Notice } from './notice.tsx'
import { Paging } from './paging.tsx'
import { PerItem } from './per-item.tsx'
import { River } from './river.tsx'
import { State } from './state.tsx'
import { Steps } from './steps.tsx'
import { Table } from './table.tsx'
import { Timeline } from './timeline.tsx'
import type { Viewer } from './viewer.ts'
import { WaitingList } from './waiting-list.tsx'

interface PartProps {
  readonly viewer: Viewer
  readonly text: Sample
}

/** One page that shows every piece, in the language and with the display options of whoever looks. */
export function KitPage({ viewer }: { readonly viewer: Viewer }) {
  const text = sample(viewer.lang)
  return (
    <Layout
      viewer={viewer}
      kicker={
        <>
          <Code>7K4M-2QR9-X</Code> · <State tone="wait">{text.states.wait}</State>
        </>
      }
      title={text.title}
      lead={text.lead}
      act={
        <ButtonLink href="#form" icon="add">
          {text.main}
        </ButtonLink>
      }
      margin={<Margin viewer={viewer} text={text} />}
    >
      <Said viewer={viewer} text={text} />
      <Pictures viewer={viewer} text={text} />
      <Lists viewer={viewer} text={text} />
      <SampleForm viewer={viewer} text={text} />
    </Layout>
  )
}

function Margin({ viewer, text }: PartProps) {
  const f = format(viewer)
  return (
    <>
      <Note tone="good" figure={text.figure}>
        {text.figureAbout} <a href="#balance">{text.source}</a>
      </Note>
      <Note tone="wait" figure={f.number(46)}>
        {text.oldest}
      </Note>
      <Note figure={f.minutes(130)}>{text.workshop}</Note>
      <MarginLinks
        links={[
          { href: '#label', label: text.label },
          { href: '#journal', label: text.journal },
        ]}
      />
    </>
  )
}

function Said({ viewer, text }: PartProps) {
  const { lang } = viewer
  const tests = { label: text.gates.tests, why: text.gates.testsWhy, held: true }
  const erase = { label: text.gates.erase, why: text.gates.eraseWhy, held: false }
  const grade = { label: text.gates.grade, why: text.gates.gradeWhy, held: false }
  return (
    <>
      <h2>{text.headings.waiting}</h2>
      <WaitingList
        empty={null}
        items={[
          { key: 'a', what: text.waits, why: text.waitsWhy, act: { label: text.identify, href: '#a' } },
          { key: 'b', what: text.asks, why: text.asksWhy, act: { label: text.decide, href: '#b', look: 'plain' } },
        ]}
      />
      <Checklist
        lang={lang}
        title={text.sheet}
        gates={[tests, erase, grade]}
        act={<ButtonLink href="#c">{text.eraseAct}</ButtonLink>}
      />
      <Checklist lang={lang} title={text.sheetHeld} gates={[tests, { ...erase, held: true }]} />
      <h2>{text.headings.states}</h2>
      <ul>
        {(['done', 'wait', 'open', 'refused', 'information', 'neutral'] as const).map((tone) => (
          <li key={tone}>
            <State tone={tone}>{text.states[tone]}</State>
          </li>
        ))}
      </ul>
      <h2>{text.headings.notices}</h2>
      {(['done', 'refused', 'information', 'wait'] as const).map((tone) => (
        <Notice key={tone} lang={lang} tone={tone}>
          {text.notices[tone]}
        </Notice>
      ))}
      <h2>{text.headings.buttons}</h2>
      <Buttons>
        <ButtonLink href="#main" icon="scan">
          {text.main}
        </ButtonLink>
        <ButtonLink href="#plain" look="plain" icon="print">
          {text.plain}
        </ButtonLink>
        <ButtonLink href="#danger" look="danger">
          {text.danger}
        </ButtonLink>
      </Buttons>
      <h2>{text.headings.progress}</h2>
      <Steps
        lang={lang}
        steps={text.steps
          .split('|')
          .map((label, index) => ({ label, state: index === 0 ? 'done' : index === 1 ? 'current' : 'ahead' }))}
      />
    </>
  )
}

const DAYS = [
  '2017-03-01',
  '2019-02-01',
  '2022-06-10',
  '2022-07-10',
  '2022-09-01',
  '2024-05-01',
  '2026-11-05',
  '2026-11-19',
]

function Pictures({ viewer, text }: PartProps) {
  const f = format(viewer)
  const node = text.nodes.split('|')
  const named = (index: number): string => node[index] ?? ''
  return (
    <>
      <h2>{text.headings.pictures}</h2>
      <LifeLine
        viewer={viewer}
        today="2026-11-22"
        stretches={[
          { life: 1, label: text.life1, from: '2017-03-01', to: '2022-06-10', kind: 'use' },
          { life: 2, label: text.life2, from: '2022-09-01', to: '2026-11-05', kind: 'use' },
          { life: 3, label: '', from: '2026-11-22', to: null, kind: 'ahead' },
        ]}
        marks={[
          ...text.marks.split('|').map((label, index) => ({
            at: DAYS[index] ?? '2026-11-19',
            label,
            kind: 'event' as const,
            proven: index !== 6,
          })),
          { at: '2026-11-22', label: text.erasing, kind: 'wait', proven: false },
        ]}
      />
      <River
        viewer={viewer}
        title={text.river}
        nodes={[
          { id: 'received', label: named(0), kind: 'step', held: 31 },
          { id: 'erased', label: named(1), kind: 'step', held: 14 },
          { id: 'refurbished', label: named(2), kind: 'step', held: 22 },
          { id: 'schools', label: named(3), kind: 'use' },
          { id: 'given', label: named(4), kind: 'use' },
          { id: 'parts', label: named(5), kind: 'side' },
          { id: 'recycling', label: named(6), kind: 'side' },
        ]}
        flows={[
          { from: 'received', to: 'erased', count: 381 },
          { from: 'erased', to: 'refurbished', count: 277 },
          { from: 'erased', to: 'parts', count: 52 },
          { from: 'erased', to: 'recycling', count: 38 },
          { from: 'refurbished', to: 'schools', count: 208 },
          { from: 'refurbished', to: 'given', count: 47 },
        ]}
      />
      <Balance
        viewer={viewer}
        title={text.balance}
        write={f.kilograms}
        rows={[
          {
            key: 'avoided',
            label: text.avoided,
            low: 26_000,
            central: 35_800,
            high: 47_000,
            tone: 'avoided',
            details: <p>{text.balanceLines}</p>,
          },
          { key: 'cost', label: text.cost, low: -5200, central: -3800, high: -2600, tone: 'cost' },
          { key: 'net', label: text.net, low: 22_000, central: 32_000, high: 43_500, tone: 'result' },
        ]}
      />
    </>
  )
}

function Lists({ viewer, text }: PartProps) {
  const f = format(viewer)
  const { lang } = viewer
  const query = { q: 'optiplex', lieu: 'atelier' }
  const [agreement = '', evidence = ''] = text.documents.split('|')
  const [received = '', erased = ''] = text.events.split('|')
  return (
    <>
      <h2>{text.headings.lists}</h2>
      <Filters
        lang={lang}
        path="/kit"
        query={query}
        filters={[
          { kind: 'words', name: 'q', label: text.search },
          {
            kind: 'choice',
            name: 'lieu',
            label: text.place,
            options: [
              { value: 'atelier', label: text.workshop },
              { value: 'reserve', label: text.store },
            ],
          },
        ]}
      />
      <Table
        lang={lang}
        caption={text.devices}
        rows={[
          { code: '7K4M-2QR9-X', model: 'OptiPlex 7050', memory: 8 * 2 ** 30, place: text.workshop },
          { code: '3HT8-4XCV-2', model: 'EliteDesk 800 G3', memory: 16 * 2 ** 30, place: text.store },
          { code: '9PWR-6D3K-H', model: 'ThinkPad T470', memory: 8 * 2 ** 30, place: text.workshop },
        ]}
        rowKey={(row) => row.code}
        sorting={{ by: 'memory', order: 'ascending', href: (by, order) => `/kit?tri=${by}&ordre=${order}` }}
        columns={[
          {
            key: 'code',
            label: text.code,
            heading: true,
            sortable: true,
            cell: (row) => <Code href={`#${row.code}`}>{row.code}</Code>,
          },
          { key: 'model', label: text.model, cell: (row) => row.model },
          { key: 'memory', label: text.memory, number: true, sortable: true, cell: (row) => f.binaryBytes(row.memory) },
          { key: 'place', label: text.place, cell: (row) => row.place },
        ]}
      />
      <Paging lang={lang} path="/kit" query={query} before="a" after="b">
        {text.shown}
      </Paging>
      <PerItem
        lang={lang}
        answers={[
          { key: '1', item: '7K4M-2QR9-X', outcome: { done: true, what: text.answered } },
          { key: '2', item: '3HT8-4XCV-2', outcome: { done: false, why: text.whyNot, how: text.how } },
        ]}
      />
      <Definitions
        items={[
          { term: text.model, value: 'OptiPlex 7050' },
          { term: text.memory, value: f.binaryBytes(8 * 2 ** 30) },
          { term: text.media, value: f.bytes(256_060_514_304) },
          { term: text.day, value: f.day('2026-11-19', '2026-11-22') },
        ]}
      />
      <Documents
        viewer={viewer}
        files={[
          { href: '#agreement', name: agreement, type: 'PDF', bytes: 84_213, about: text.documentAbout },
          { href: '#evidence', name: evidence, type: 'JSON', bytes: 1_843_200 },
        ]}
      />
      <Timeline
        viewer={viewer}
        events={[
          { key: '1', at: '2026-11-22T09:12:00Z', what: erased, who: 'Yanis B.', sealed: false },
          { key: '2', at: '2026-11-19T15:40:00Z', what: received, who: 'Claire M.', sealed: true },
        ]}
      />
      <Empty title={text.emptyTitle} act={<ButtonLink href="#open">{text.emptyAct}</ButtonLink>}>
        {text.emptyText}
      </Empty>
    </>
  )
}

function SampleForm({ viewer, text }: PartProps) {
  const form = formState(
    viewer.lang,
    'kit',
    { name: 'École des Tilleuls', mail: 'ecole@', with: ['charger'], place: 'store' },
    { mail: text.mailError, boots: text.bootsError },
  )
  return (
    <>
      <h2 id="form">{text.headings.form}</h2>
      <Form action="/kit" form={form} files label={text.headings.form}>
        <Section title={text.who}>
          <TextField
            form={form}
            name="name"
            label={text.name}
            hint={text.nameHint}
            required
            autocomplete="organization"
          />
          <TextField form={form} name="mail" label={text.mail} type="email" autocomplete="email" />
          <SelectField
            form={form}
            name="place"
            label={text.place}
            options={[
              { value: 'workshop', label: text.workshop },
              { value: 'store', label: text.store },
            ]}
          />
          <DateField form={form} name="day" label={text.day} />
        </Section>
        <Section title={text.what}>
          <NumberField form={form} name="weight" label={text.weight} unit="kg" />
          <Radios
            form={form}
            name="boots"
            label={text.boots}
            required
            options={[
              { value: 'yes', label: text.yes },
              { value: 'no', label: text.no, hint: text.noHint },
            ]}
          />
          <Checkboxes
            form={form}
            name="with"
            label={text.comesWith}
            options={[
              { value: 'charger', label: text.charger },
              { value: 'mouse', label: text.mouse },
            ]}
          />
          <TextArea form={form} name="remarks" label={text.remarks} />
          <FileField form={form} name="dumps" label={text.dumps} accept=".json,.txt,.xml" multiple />
        </Section>
        <Buttons>
          <Submit>{text.save}</Submit>
          <Submit look="danger" name="scrap" value="yes">
            {text.danger}
          </Submit>
        </Buttons>
      </Form>
    </>
  )
}
