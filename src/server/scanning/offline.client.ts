// The worker of the scan screen: through a network cut the page still opens, from what was kept of it. It keeps nothing of anybody.

/** What a service worker is given; the compiler knows pages only. */
interface Worker {
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
  addEventListener(
    name: 'install' | 'activate',
    heard: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void
  addEventListener(
    name: 'fetch',
    heard: (event: {
      readonly request: Request
      waitUntil(work: Promise<unknown>): void
      respondWith(answer: Promise<Response>): void
    }) => void,
  ): void
}

const worker = globalThis as Worker & typeof globalThis
const KEPT = 'balayage'
const SHELL = '/balayage/hors-ligne'

/** Keeps the empty page and what it loads, as they are today. */
async function keep(): Promise<void> {
  const cache = await caches.open(KEPT)
  const shell = await fetch(SHELL)
  if (!shell.ok) return
  const loads = [...(await shell.clone().text()).matchAll(/"(\/assets\/[^"]+\.(?:css|js|svg))"/g)].map(
    ([, path]) => path ?? '',
  )
  await cache.put(SHELL, shell)
  const known = new Set((await cache.keys()).map((one) => new URL(one.url).pathname))
  await Promise.all([...new Set(loads)].filter((path) => !known.has(path)).map((path) => cache.add(path)))
  for (const one of await cache.keys()) {
    const { pathname } = new URL(one.url)
    if (pathname !== SHELL && !loads.includes(pathname)) await cache.delete(one)
  }
}

worker.addEventListener('install', (event) => event.waitUntil(keep().then(() => worker.skipWaiting())))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname } = new URL(request.url)
  if (request.mode === 'navigate' && pathname === '/balayage') {
    event.respondWith(fetch(request).catch(async () => (await caches.match(SHELL)) ?? Response.error()))
    event.waitUntil(keep().catch(() => undefined))
    return
  }
  if (pathname.startsWith('/assets/')) event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)))
})
