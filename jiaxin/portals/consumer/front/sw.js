// Keeps the page that can verify without a network. Pages of cards are never kept: they would be a list of whom this
// family looked up. With a network everything goes to the portal as if this were not here.
const NAME = "jiaxin-" + JIAXIN_VERSION, SHELL = "/v", KEPT = [SHELL, "/v.js", "/favicon.ico"];
const PATIENCE = 8000; // milliseconds

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(KEPT.map((path) => new Request(path, { cache: "reload" })))).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((one) => one !== NAME).map((one) => caches.delete(one)))).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event, path = new URL(request.url).pathname.toLowerCase();
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && path.startsWith("/c/")) event.respondWith(live(request));
  else if (KEPT.includes(path)) event.respondWith(caches.match(request, { ignoreSearch: true }).then((found) => found || fetch(request)));
});

async function live(request) {
  const late = new Promise((_, fail) => setTimeout(fail, PATIENCE));
  try {
    return await Promise.race([fetch(request), late]);
  } catch {
    return (await caches.match(SHELL)) || Response.error();
  }
}
