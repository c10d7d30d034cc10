// Keeps what the page is made of, so that it needs no network the second time. `build` writes the names:
// they change with what the files hold.
const PAGE = "page-@PAGE@";
const MODEL = "model-@MODEL@";
const FILES = ["./", @FILES@];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(PAGE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })))).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys()) if (name !== PAGE && name !== MODEL) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(old());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  const answer = async () => {
    const cache = await caches.open(pathname.includes("/model/") ? MODEL : PAGE);
    const known = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
    if (known) return known;
    const response = await fetch(request);
    // Large files are kept while the page reads them.
    if (response.ok) event.waitUntil(cache.put(request, response.clone()));
    return response;
  };
  event.respondWith(answer());
});
