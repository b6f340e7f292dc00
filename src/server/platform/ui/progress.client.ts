// Draws long work again as it goes, until the page says that it is over. What a reader hears is the one sentence that changes.

const EVERY_MS = 1_000

async function again(): Promise<void> {
  const here = document.querySelector<HTMLElement>('[data-progress]')
  if (!here?.dataset.progress) return
  const answer = await fetch(here.dataset.progress).catch(() => null)
  const text = answer?.ok ? await answer.text() : ''
  const there = new DOMParser().parseFromString(text, 'text/html').querySelector('#progress')
  const said = [here, there].map((part) => part?.querySelector('[role=status]'))
  const ended = there !== null && !there.hasAttribute('data-progress')
  if (ended) location.reload()
  else if (there && said[0] && said[1]) {
    said[0].textContent = said[1].textContent
    here.querySelector('progress')?.replaceWith(...there.querySelectorAll('progress'))
    here.querySelector('table')?.replaceWith(...there.querySelectorAll('table'))
  }
  if (!ended) setTimeout(again, EVERY_MS)
}

setTimeout(again, EVERY_MS)
