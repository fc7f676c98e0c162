// 草稿: what was typed into `form[data-draft]` survives a reload, a call, a lost signal. On this phone only, sealed
// under a key that scripts cannot take out of the browser; gone when the form was sent, at signing out, after a day,
// and when somebody else opens the form. Of files only those of `input[data-draft-keep]`, made small first. Where the browser
// cannot seal, nothing is kept.
const NAME = "jiaxin-drafts", FLAG = "jx-drafts", LASTS = 24 * 3600e3, PAUSE = 250, FILE_BYTES = 5e6;
const able = Boolean(globalThis.isSecureContext && globalThis.crypto?.subtle && globalThis.indexedDB);

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function on(mode, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const step = database.transaction("kept", mode), asked = act(step.objectStore("kept"));
      step.oncomplete = () => resolve(asked.result);
      step.onerror = step.onabort = () => reject(step.error);
    });
  } finally {
    database.close();
  }
}
const get = (name) => on("readonly", (shelf) => shelf.get(name));
const put = (name, value) => on("readwrite", (shelf) => shelf.put(value, name));
const drop = (name) => on("readwrite", (shelf) => shelf.delete(name));

function flag(up) {
  try {
    if (up) localStorage.setItem(FLAG, "1");
    else localStorage.removeItem(FLAG);
  } catch { /* without it, every page looks */ }
}
function flagged() {
  try { return localStorage.getItem(FLAG) !== null; } catch { return true; }
}

async function key() {
  const kept = await get("key");
  if (kept) return kept;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await put("key", made);
  return made;
}

const bound = (name) => new TextEncoder().encode(name);
async function sealed(name, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, box: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound(name) }, await key(), new TextEncoder().encode(JSON.stringify(value))) };
}
async function unsealed(name, { iv, box }) {
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bound(name) }, await key(), box)));
}

const typed = (form) => [...form.elements].filter((one) => one.name && !["file", "hidden", "password", "submit", "button", "fieldset"].includes(one.type));
const ticks = (one) => one.type === "checkbox" || one.type === "radio";

// What was typed since: `data-draft-kept` says yes only while nothing is left to keep.
const strokes = new WeakMap();
const stroke = (form) => { strokes.set(form, (strokes.get(form) ?? 0) + 1); form.dataset.draftKept = "soon"; };

async function save(form) {
  const name = form.dataset.draft, upTo = strokes.get(form);
  const said = typed(form).map((one) => (ticks(one) ? [one.name, one.value, one.checked] : [one.name, one.value]));
  flag(true);
  await put(`draft:${name}`, { of: form.dataset.draftOf, at: Date.now(), sealed: await sealed(name, said) });
  if (strokes.get(form) === upTo) form.dataset.draftKept = "yes";
}

const photos = (form) => [...form.querySelectorAll("input[data-draft-keep]")];
const shelf = (form, input) => `draft:${form.dataset.draft}:${input.name}`;
const stale = (form, kept) => kept.of !== form.dataset.draftOf || Date.now() - kept.at > LASTS;

async function saveFile(form, input) {
  const name = shelf(form, input), [file] = input.files;
  if (!file || file.size > FILE_BYTES) return void await drop(name);
  const text = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    Object.assign(reader, { onload: () => resolve(reader.result), onerror: reject });
    reader.readAsDataURL(file);
  });
  flag(true);
  await put(name, { of: form.dataset.draftOf, at: Date.now(), sealed: await sealed(name, [file.name, file.type, text]) });
  input.dataset.kept = "yes";
}

async function restoreFile(form, input) {
  const name = shelf(form, input), kept = await get(name);
  if (!kept) return;
  if (stale(form, kept)) return void await drop(name);
  if (input.files.length) return;
  const [called, type, text] = await unsealed(name, kept.sealed), held = new DataTransfer();
  held.items.add(new File([Uint8Array.from(atob(text.slice(text.indexOf(",") + 1)), (sign) => sign.charCodeAt(0))], called, { type }));
  input.files = held.files;
  input.dataset.kept = "back";
  input.dispatchEvent(new Event("jx-put-back"));
}

async function dropAll(name) {
  for (const one of await on("readonly", (kept) => kept.getAllKeys())) if (one === `draft:${name}` || one.startsWith(`draft:${name}:`)) await drop(one);
}

async function restore(form) {
  const name = form.dataset.draft, kept = await get(`draft:${name}`);
  if (!kept) return;
  if (stale(form, kept)) return void await dropAll(name);
  const said = await unsealed(name, kept.sealed), fields = typed(form);
  if (!said.some(([, value, ticked]) => (ticked === undefined ? value : ticked))) return;
  for (const [of, value, ticked] of said) {
    if (ticked === undefined) fields.filter((one) => one.name === of && !ticks(one)).forEach((one) => { one.value = value; });
    else fields.filter((one) => one.name === of && one.value === value).forEach((one) => { one.checked = ticked; });
  }
  const note = form.querySelector("[data-draft-note]");
  if (note) note.hidden = false;
}

async function forgetAll() {
  await on("readwrite", (shelf) => shelf.clear());
  flag(false);
}

async function swept() {
  for (const name of await on("readonly", (shelf) => shelf.getAllKeys())) {
    if (name !== "key" && Date.now() - ((await get(name))?.at ?? 0) > LASTS) await drop(name);
  }
}

async function begin() {
  if (flagged()) {
    for (const one of document.querySelectorAll("[data-draft-done]")) await dropAll(one.dataset.draftDone);
    await swept();
  }
  for (const form of document.querySelectorAll("form[data-draft]")) {
    let waits = 0, sent = false;
    // What the server shows again was typed last: it is what is kept now.
    await ("draftTyped" in form.dataset ? save(form) : restore(form));
    for (const input of photos(form)) {
      await restoreFile(form, input).catch(() => {}); // what cannot be put back is chosen again
      input.addEventListener("jx-chosen", () => { if (!sent) saveFile(form, input).catch(() => {}); });
    }
    const soon = () => { if (sent) return; stroke(form); clearTimeout(waits); waits = setTimeout(() => save(form).catch(() => {}), PAUSE); };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("submit", () => { sent = true; clearTimeout(waits); save(form).catch(() => {}); });
    addEventListener("pageshow", (event) => { if (event.persisted) sent = false; });
    document.addEventListener("visibilitychange", () => { if (document.hidden && waits && !sent) save(form).catch(() => {}); });
    form.querySelector("[data-draft-drop]")?.addEventListener("click", async () => {
      clearTimeout(waits);
      await dropAll(form.dataset.draft);
      form.reset();
      form.querySelector("[data-draft-note]").hidden = true;
    });
    form.dataset.draftReady = "yes";
  }
}

// Signing out takes everything along: the form waits for it, three seconds at most; an old phone needs more than a blink.
function leaving(event) {
  const form = event.target;
  if (!flagged() || !("forgets" in form.dataset) || "forgotten" in form.dataset) return;
  event.preventDefault();
  const go = () => { if ("forgotten" in form.dataset) return; form.dataset.forgotten = "yes"; form.submit(); };
  setTimeout(go, 3000);
  forgetAll().catch(() => {}).then(go);
}

export function keepDrafts() {
  if (!able) return;
  document.addEventListener("submit", leaving, true);
  begin().catch(() => {}); // a full or forbidden store: the form works as without
}
