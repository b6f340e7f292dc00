// The scan screen at work: keeps the focus, beeps, writes each scan down before it is sent, and sends them one by one, in order.

import { rankAsked } from './scan-ahead.ts'
import { watch } from './scan-camera.ts'
import { openQueue, type Waiting } from './scan-queue.ts'
import { beep } from './scan-sounds.ts'

interface Answer {
  readonly tone: 'done' | 'refused' | 'asks' | 'told'
  readonly last: string
  readonly html: string
}

const RETRY_MS = 2_000
/** A network that swallows everything is a cut: the scan leaves again, and is done once. */
const PATIENCE_MS = 10_000
/** A scan on which the server stumbles this many times is told as not done, and the others go on. */
const TRIES = 5
const MOST_TEXT = 500
const page = document.querySelector<HTMLElement>('[data-scan]')
const form = page?.querySelector('form')
const field = page?.querySelector<HTMLInputElement>('#scan-text')
const state = page?.querySelector<HTMLElement>('#scan-state')
const net = page?.querySelector<HTMLElement>('#scan-net')

const words = (name: string): string =>
  document.querySelector(`#scan-words [data-name=${name}]`)?.textContent?.trim() ?? ''

if (page && form && field && state && net) void start(page, form, field, state, net)

async function start(
  page: HTMLElement,
  form: HTMLFormElement,
  field: HTMLInputElement,
  state: HTMLElement,
  net: HTMLElement,
): Promise<void> {
  // A scanner is faster than a disk: what comes before the queue is open waits in its order.
  const early: [text: string, seen: string][] = []
  let take = (text: string, seen: string): void => {
    early.push([text, seen])
  }
  /** The texts scanned here that no answer came for, the oldest first. */
  const unanswered: string[] = []
  const items = () => [...state.querySelectorAll<HTMLElement>('.scan-item')]
  const seenNow = () => items().find((one) => !one.hidden)?.dataset.item ?? ''
  /** Shows the item that comes once all that was scanned is answered; through a cut too, each card speaks of what is read. */
  const askNext = () => {
    const all = items()
    const rank = rankAsked(unanswered, all.length)
    for (const [at, one] of all.entries()) one.hidden = at !== rank
  }
  const read = (text: string) => {
    if (text.trim() === '') return
    // From the key that ends a scan until the last is answered.
    page.dataset.busy = 'yes'
    const seen = seenNow()
    unanswered.push(text)
    askNext()
    take(text, seen)
  }
  listen(form, field, read)
  field.disabled = false
  field.focus()
  const queue = await openQueue()
  const here = page.dataset.scan ?? ''
  // The page kept for a network cut knows nobody: it goes on for whoever was last here.
  const who = here || (await queue.recall('who'))
  const shown = form.querySelector<HTMLInputElement>('[name=after]')?.value ?? ''
  if (here) {
    await queue.remember('who', here)
    if ((await queue.of(here)).length === 0) await queue.remember(`last ${here}`, shown)
  }
  unanswered.unshift(...(await queue.of(who)).map(({ text }) => text))
  askNext()

  const tell = (text: string, link?: { readonly href: string; readonly text: string }) => {
    net.textContent = text
    if (!link) return
    const a = document.createElement('a')
    a.href = link.href
    a.textContent = link.text
    net.append(' ', a)
  }

  const waitingSaid = (count: number) =>
    `${count === 1 ? words('one') : words('many').replace('#', String(count))}. ${words('how')}`

  /** An answer that is not there yet leaves no earlier one in sight. */
  const noted = (text: string) => {
    const panel = state.querySelector('.scan-panel')
    if (!panel) return
    panel.className = 'scan-panel waits'
    const how = items().length > 0 && seenNow() === '' ? 'later' : 'how'
    panel.replaceChildren(
      ...(['tone', 'says', 'how'] as const).map((part) => {
        const line = document.createElement('p')
        line.className = `scan-${part}`
        line.textContent = part === 'says' ? text : words(part === 'tone' ? 'noted' : how)
        return line
      }),
    )
    flash()
  }

  const flash = () => {
    const panel = state.querySelector('.scan-panel')
    panel?.classList.remove('flash')
    requestAnimationFrame(() => panel?.classList.add('flash'))
  }

  type Sent =
    | { readonly kind: 'answered'; readonly answer: Answer }
    | { readonly kind: 'cut' | 'out' | 'trouble' | 'bad' }

  async function send(scan: Waiting): Promise<Sent> {
    const body = new URLSearchParams({ ...scan })
    const answer = await fetch('/balayage', {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch(() => null)
    if (!answer) return { kind: 'cut' }
    // A redirection leads to the page of sign-in; another person is signed in.
    if (answer.type === 'opaqueredirect' || answer.status === 409 || answer.status === 403) return { kind: 'out' }
    if (answer.status === 422 || answer.status === 413 || answer.status === 404) return { kind: 'bad' }
    // The database is away or the disk is full: the scan waits here, as it does through a cut.
    if (answer.status === 503 || answer.status === 507) return { kind: 'cut' }
    if (!answer.ok) return { kind: 'trouble' }
    return answer.json().then(
      (read: Answer) => ({ kind: 'answered', answer: read }),
      () => ({ kind: 'cut' }),
    )
  }

  let sending = false
  let writes = 0
  let stumbles = 0
  let retry = 0
  /** Sends what waits, oldest first, until all is answered or the network is cut. */
  async function drain(): Promise<void> {
    if (sending || !who) return
    sending = true
    clearTimeout(retry)
    let sent = 0
    let without = 0
    let stopped: Sent['kind'] | null = null
    const late = net.dataset.cut === 'yes'
    for (let [scan] = await queue.of(who); scan && !stopped; [scan] = await queue.of(who)) {
      const result = await send(scan)
      if (result.kind === 'answered') {
        await queue.answered(scan.scan)
        sent += 1
        if (result.answer.tone === 'refused') without += 1
        state.innerHTML = result.answer.html
        unanswered.shift()
        askNext()
        if (!late || (await queue.of(who)).length === 0) beep(late && without > 0 ? 'refused' : result.answer.tone)
        flash()
        stumbles = 0
      } else if (result.kind === 'bad' || (result.kind === 'trouble' && ++stumbles >= TRIES)) {
        await queue.answered(scan.scan)
        unanswered.shift()
        stumbles = 0
        sent += 1
        without += 1
        beep('refused')
        tell(`${words('bad')} « ${scan.text.slice(0, 80)} »`)
      } else stopped = result.kind
    }
    sending = false
    const left = (await queue.of(who)).length
    if (stopped) {
      net.dataset.cut = 'yes'
      if (stopped === 'out') tell(words('out'), { href: '/connexion?retour=/balayage', text: words('signin') })
      else tell(stopped === 'trouble' ? words('trouble') : waitingSaid(left))
      const [first] = await queue.of(who)
      if (first && !late) noted(first.text)
      retry = window.setTimeout(drain, RETRY_MS)
      return
    }
    if (left > 0) return drain()
    if (writes === 0) page.dataset.busy = 'no'
    if (late) {
      net.dataset.cut = 'no'
      const said = without === 0 ? words(sent === 1 ? 'lone' : 'all') : words('some').replace('%', String(without))
      tell(said.replace('#', String(sent)))
    } else if (without === 0) net.textContent = ''
  }

  async function write(text: string, seen: string): Promise<void> {
    if (who) await queue.add(who, text, seen)
    writes -= 1
    if (net.dataset.cut === 'yes') {
      tell(waitingSaid((await queue.of(who)).length))
      noted(text)
      beep('waits')
    }
    void drain()
  }

  // Scans follow each other faster than a disk writes: each waits for the one before it to be written, none for an answer.
  let writing: Promise<void> = Promise.resolve()
  const next = (text: string, seen: string) => {
    writes += 1
    writing = writing
      .then(() => write(text.slice(0, MOST_TEXT), seen))
      .catch(() => {
        unanswered.splice(unanswered.lastIndexOf(text), 1)
        beep('refused')
      })
  }

  window.addEventListener('online', () => void drain())

  take = next
  for (const [text, seen] of early) next(text, seen)
  offerCamera(page, read)
  const others = await queue.ofOthers(who)
  if (others > 0) tell(words('others').replace('#', String(others)))
  if (!here || (await queue.of(who)).length > 0) net.dataset.cut = 'yes'
  await drain()
  if ('serviceWorker' in navigator)
    await navigator.serviceWorker.register('/balayage-hors-ligne.js', { scope: '/balayage' })
}

/** Enter, or a card on screen, is a scan. */
function listen(form: HTMLFormElement, field: HTMLInputElement, read: (text: string) => void): void {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const pressed = event.submitter
    read(pressed instanceof HTMLButtonElement && pressed.name === 'card' ? pressed.value : field.value)
    field.value = ''
    field.focus()
  })
  // A scanner types wherever the focus is: it comes back to the field, unless something else is being used.
  document.addEventListener('keydown', (event) => {
    const at = document.activeElement
    const free = at === null || at === document.body || at.id === 'content'
    if (free && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) field.focus()
  })
}

function offerCamera(page: HTMLElement, read: (text: string) => void): void {
  const button = page.querySelector<HTMLButtonElement>('#scan-camera')
  const video = page.querySelector('video')
  const { decoder, wasm } = page.dataset
  if (!button || !video || !decoder || !wasm || !navigator.mediaDevices) return
  button.hidden = false
  const start = button.textContent
  let stop: (() => void) | null = null
  button.addEventListener('click', async () => {
    if (stop) {
      stop()
      stop = null
      button.textContent = start
      return
    }
    stop = await watch(video, { decoder, wasm }, read).catch(() => null)
    if (stop) button.textContent = button.dataset.stop ?? start
    else {
      beep('refused')
      const net = page.querySelector('#scan-net')
      if (net) net.textContent = words('nocamera')
    }
  })
}
