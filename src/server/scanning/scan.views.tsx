import { CARDS, type CardFamily, FAMILY_NAMES } from '../labels/cards.ts'
import { format } from '../platform/text/format.ts'
import type { FormState } from '../platform/ui/form.tsx'
import { Icon, type IconName } from '../platform/ui/icons.tsx'
import { Document } from '../platform/ui/page.tsx'
import type { Viewer } from '../platform/ui/viewer.ts'
import { scanAssets } from './assets.ts'
import type { Standing } from './scan.sql.ts'
import { scanText } from './scan.text.ts'
import type { ScanLine, Tone } from './scan.ts'
import { itemText } from './work-items.text.ts'
import { type Item, keyOf } from './work-items.ts'

const ICONS: Readonly<Record<Tone, IconName>> = { done: 'done', refused: 'refused', asks: 'wait', told: 'information' }

interface StateProps {
  readonly viewer: Viewer
  readonly standing: Standing
  /** The answer shown big: of the scan just made, else of the last. */
  readonly shown: ScanLine | null
  /** The place or the kit that the mode fills, by name. */
  readonly into: string | null
}

/** What a person sees at two metres: the mode, the answer, and what came before. Drawn again after each scan. */
export function ScanState({ viewer, standing, shown, into }: StateProps) {
  const text = scanText(viewer.lang)
  const { session, lines } = standing
  const { mode, hand, awaits } = session
  const asked = awaits.kind === 'items' ? awaits.items : []
  const filled = into && mode in text.into ? `${text.into[mode as keyof typeof text.into]} ${into}` : null
  return (
    <>
      <p class="scan-mode">
        <span>{text.mode}</span> <strong>{CARDS.MODE[mode].name[viewer.lang]}</strong>
        {[filled, hand.length > 1 ? text.inHand(hand.length) : null].filter(Boolean).map((one) => (
          <span key={one}>{one}</span>
        ))}
      </p>
      <Panel viewer={viewer} line={shown} asked={asked.length > 0} />
      {asked.map((item, at) => (
        <AskedItem key={keyOf(item)} viewer={viewer} item={item} hidden={at > 0} />
      ))}
      {lines.length > 1 && (
        <section class="scan-lines">
          <h2>{text.lines}</h2>
          <ol reversed>
            {lines.map((line) => (
              <Line key={line.id} viewer={viewer} line={line} />
            ))}
          </ol>
        </section>
      )}
    </>
  )
}

interface PanelProps {
  readonly viewer: Viewer
  readonly line: ScanLine | null
  /** An item stands under it, that says how to go on. */
  readonly asked?: boolean
}

function Panel({ viewer, line, asked = false }: PanelProps) {
  const text = scanText(viewer.lang)
  const tone = line?.tone ?? 'told'
  return (
    <div class={`scan-panel ${tone}`} id="scan-panel">
      <p class="scan-tone">
        <Icon name={line ? ICONS[tone] : 'scan'} />
        {line ? text.tones[tone] : text.ready}
        {line?.code && <span class="code">{line.code}</span>}
      </p>
      {line && <p class="scan-says">{line.says[viewer.lang]}</p>}
      {(!asked || tone === 'refused') && <p class="scan-how">{line ? line.how?.[viewer.lang] : text.readyHow}</p>}
    </div>
  )
}

interface AskedProps {
  readonly viewer: Viewer
  readonly item: Item
  /** Asked after those before it: through a network cut the script shows it when its turn comes. */
  readonly hidden: boolean
}

/** The one item of the order that the next answer card speaks of. */
function AskedItem({ viewer, item, hidden }: AskedProps) {
  const text = itemText(viewer.lang)
  const { what, nth, of } = item
  return (
    <div class="scan-panel scan-item asks" data-item={keyOf(item)} hidden={hidden}>
      <p class="scan-tone">
        <Icon name="wait" />
        {text.asked[what](nth, of)}
      </p>
      <p class="scan-says">{item[viewer.lang]}</p>
      <p class="scan-how">{text.how[what]}</p>
    </div>
  )
}

function Line({ viewer, line }: { readonly viewer: Viewer; readonly line: ScanLine }) {
  const text = scanText(viewer.lang)
  return (
    <li class={line.tone}>
      <Icon name={ICONS[line.tone]} />
      <span>
        <span class="unseen">{text.tones[line.tone]} </span>
        {line.code && <span class="code">{line.code}</span>}{' '}
        {line.undone ? <s>{line.says[viewer.lang]}</s> : line.says[viewer.lang]}
        {line.undone && ` (${text.undone})`}
      </span>
      <time dateTime={line.scannedAt.toISOString()}>{format(viewer).time(line.scannedAt)}</time>
    </li>
  )
}

/** The item that a page without script shows. */
function seenIn({ standing: { session } }: StateProps): string {
  const [item] = session.awaits.kind === 'items' ? session.awaits.items : []
  return item ? keyOf(item) : ''
}

interface PageProps {
  readonly viewer: Viewer
  readonly form: FormState
  /** Of the person who scans: what waits for the network leaves under this name only. Null on the page kept for a cut. */
  readonly who: string | null
  readonly state: StateProps | null
  /** The id of the next scan, where no script makes one. */
  readonly next: string
}

/** The scan screen, full page. Enter sends a scan; with a script it stays, beeps, and waits for the network. */
export function ScanPage({ viewer, form, who, state, next }: PageProps) {
  const text = scanText(viewer.lang)
  const assets = scanAssets()
  return (
    <Document viewer={viewer} title={text.title}>
      <link rel="stylesheet" href={assets.css} />
      <main
        id="content"
        class="scan"
        tabIndex={-1}
        data-scan={who ?? ''}
        data-decoder={assets.decoder}
        data-wasm={assets.wasm}
      >
        <div class="scan-head">
          <h1>{text.title}</h1>
          <a href="/">{text.leave}</a>
        </div>
        <form class="scan-form" method="post" action="/balayage">
          <input type="hidden" name="_once" value={form.once} />
          <input type="hidden" name="scan" value={next} />
          <input type="hidden" name="after" value={state?.standing.last ?? ''} />
          <input type="hidden" name="seen" value={state ? seenIn(state) : ''} />
          <label for="scan-text">{text.field}</label>
          <div class="scan-field">
            <input
              id="scan-text"
              name="text"
              // Kept for a cut, the page takes scans once its script can write them down.
              disabled={who === null}
              autofocus
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              maxlength={500}
              aria-describedby="scan-hint"
            />
            <button class="button main" type="submit">
              {text.send}
            </button>
            <button class="button plain" type="button" hidden id="scan-camera" data-stop={text.cameraStop}>
              {text.camera}
            </button>
          </div>
          <p class="hint" id="scan-hint">
            {text.fieldHint}
          </p>
          <video hidden muted playsInline aria-label={text.cameraLabel} />
          <OnScreenCards viewer={viewer} />
        </form>
        <div id="scan-net" role="status" />
        <div id="scan-state" role="status">
          {state ? <ScanState {...state} /> : <Panel viewer={viewer} line={null} />}
        </div>
        <ScanWords viewer={viewer} />
        <script type="module" src={assets.script} />
      </main>
    </Document>
  )
}

/** What the script says in the person's language; counts stand as `#`. */
function ScanWords({ viewer }: { readonly viewer: Viewer }) {
  const text = scanText(viewer.lang)
  const said = {
    one: text.waiting(1),
    many: text.waiting(2).replace('2', '#'),
    noted: text.noted,
    how: text.waitingHow,
    lone: text.replayed(1, 0),
    all: text.replayed(2, 0).replace('2', '#'),
    some: text.replayed(2, 3).replace('2', '#').replace('3', '%'),
    out: text.signedOut,
    signin: text.signIn,
    others: text.others(2).replace('2', '#'),
    bad: text.refusedText,
    trouble: text.troubled,
    nocamera: text.noCamera,
    later: itemText(viewer.lang).askedLater,
  }
  return (
    <ul hidden id="scan-words">
      {Object.entries(said).map(([name, words]) => (
        <li key={name} data-name={name}>
          {words}
        </li>
      ))}
    </ul>
  )
}

const ON_SCREEN: readonly CardFamily[] = ['MODE', 'ACT', 'VERDICT', 'GRADE']

/** The cards as buttons, for whoever has none at hand; each sends what its printed card says. */
function OnScreenCards({ viewer }: { readonly viewer: Viewer }) {
  const text = scanText(viewer.lang)
  return (
    <details class="scan-cards">
      <summary>{text.cards}</summary>
      <p class="hint">
        {text.cardsHint} <a href="/etiquettes/cartes.pdf">{text.printCards}</a>
      </p>
      {ON_SCREEN.map((family) => (
        <fieldset key={family}>
          <legend>{FAMILY_NAMES[family][viewer.lang]}</legend>
          {Object.entries(CARDS[family]).map(([name, card]) => (
            <button key={name} class="button plain" type="submit" name="card" value={`SV:${family}:${name}`}>
              {card.name[viewer.lang]}
            </button>
          ))}
        </fieldset>
      ))}
    </details>
  )
}
