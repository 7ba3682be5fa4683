// The offline shell: the app's own files are kept, data never is. A page opened without a network shows itself, says that it is
// offline, and is live again by itself when the network is.
const CACHE = 'shell-1';
const SHELL = '/';
/** Files of old builds are dropped when there are more than this. */
const MOST_FILES = 150;

self.addEventListener('install', (event) => {
  event.waitUntil(install().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && !isServers(url.pathname)) event.respondWith(shell(request));
  else if (isFile(url.pathname)) event.respondWith(file(request));
});

/** What the server itself answers, not the app. */
function isServers(path) {
  return /^\/(api|hubs|docs|openapi|orleans|health|metrics)(\/|$)/.test(path);
}

function isFile(path) {
  return path.startsWith('/assets/') || /^\/(favicon\.svg|icon-[\w-]+\.png|manifest\.webmanifest)$/.test(path);
}

async function install() {
  const cache = await caches.open(CACHE);
  const answer = await fetch(SHELL, { cache: 'reload' });
  if (!answer.ok) throw new Error(`the start page answered ${answer.status}`);
  const html = await answer.clone().text();
  await cache.put(SHELL, answer);
  await cache.addAll([...new Set(html.match(/\/assets\/[\w.-]+\.(?:js|css)/g) ?? [])]);
}

/** The newest start page; the kept one when there is no network, or the server is away. */
async function shell(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.status >= 500) throw new Error('the server is away');
    if (answer.ok && answer.headers.get('content-type')?.includes('text/html')) await cache.put(SHELL, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(SHELL);
    if (kept) return kept;
    throw error;
  }
}

/** Names of assets carry a hash of their content, so that a kept one is right for ever. */
async function file(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  const isAsset = new URL(request.url).pathname.startsWith('/assets/');
  if (kept && isAsset) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      await cache.put(request, answer.clone());
      if (isAsset) await trim(cache);
    }
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function trim(cache) {
  const keys = (await cache.keys()).filter((key) => new URL(key.url).pathname.startsWith('/assets/'));
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_FILES)).map((key) => cache.delete(key)));
}
