// Keeps the capture page and what it needs on the phone, all or nothing; nothing else is ever kept or answered here.
const NAME = "jiaxin-capture-1";
let list = null;

async function kept() {
  const store = await caches.open(NAME);
  if (!list) list = await (await store.match("/field/kept"))?.json();
  return { store, list: list ?? [] };
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// The page tells what it is made of; it is fetched anew, whole, and replaces the former copy only then.
self.addEventListener("message", (event) => {
  if (!Array.isArray(event.data?.kept)) return;
  event.waitUntil((async () => {
    const store = await caches.open(NAME);
    const answers = await Promise.all(event.data.kept.map((path) => fetch(path, { cache: "no-cache", credentials: "same-origin", redirect: "error" })));
    if (answers.some((one) => !one.ok)) return;
    await Promise.all(answers.map((one, at) => store.put(event.data.kept[at], one)));
    await store.put("/field/kept", new Response(JSON.stringify(event.data.kept)));
    list = event.data.kept;
    event.source?.postMessage({ kept: true });
  })().catch(() => {}));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname !== "/field/capture" && !url.pathname.startsWith("/static/shared/")) return;
  event.respondWith((async () => {
    if (event.request.mode !== "navigate") { // other pages of the portal take nothing from here
      const asking = event.clientId && (await self.clients.get(event.clientId));
      if (!asking || !asking.url.includes("/field/capture")) return fetch(event.request);
    }
    const { store, list: paths } = await kept();
    const copy = paths.includes(url.pathname) ? await store.match(url.pathname) : undefined;
    return copy ?? fetch(event.request);
  })());
});
