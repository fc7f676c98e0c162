// The capture page: locked, open with a form and a list, or told why it cannot work here.
import { lacking, readAloud, small } from "./abilities.js";
import * as keys from "./keys.js";
import * as calls from "./calls.js";
import { shown } from "./list.js";
import { propose } from "./papers.js";
import { meta, records } from "./store.js";
import { Halt, OVER, both, headed, register, stoppedMeanwhile, synced } from "./sync.js";

const data = (name) => JSON.parse(document.getElementById(name).textContent);
const words = data("words"), numbers = data("numbers");
const $ = (name) => document.querySelector(`[data-${name}]`);
const say = (name, more = {}) => (words[name] ?? name).replace("{n}", more.n ?? "");
const form = $("form");
let handing = null, editing = "", photos = [], touched = Date.now();

function screen(name) {
  for (const part of document.querySelectorAll("[data-screen]")) part.hidden = part.dataset.screen !== name;
  if (name === "open") $("pad-clear").click(); // the pad has its size only once it is seen
}
function tell(text, state = "note") {
  Object.assign($("said"), { textContent: text, hidden: !text, className: `fc-said fc-${state}` });
}
function network() {
  $("network").textContent = say(navigator.onLine ? "online" : "offline");
  $("network").className = navigator.onLine ? "fc-net fc-on" : "fc-net";
}

async function list() {
  const found = await shown($("list"), await records.all(), words, { edit, forget });
  for (const name of ["unsent", "fix", "waiting"]) $(`count-${name}`).textContent = found[name] ?? 0;
  $("count-landed").textContent = OVER.reduce((sum, name) => sum + (found[name] ?? 0), 0);
}

function companies(all) {
  $("companies").replaceChildren(...all.map(([code, name]) => Object.assign(document.createElement("option"), { value: code, textContent: name, label: name })));
}

async function opened() {
  screen("open");
  companies((await meta.get("companies")) ?? []);
  const draft = await meta.get("draft");
  if (draft) fill(await keys.unseal("draft", draft));
  await list();
  await drawCalls();
  if (navigator.onLine) await sync();
}

const drawCalls = () => calls.drawn($("calls"), words, data("outcomes"), { begin, ended });
function begin(one) {
  handing = one;
  calls.lines($("handover-lines"), one);
  $("handover").hidden = false;
  $("answers").hidden = true;
  form.scrollIntoView();
  $("pad-clear").click();
}
function finish() {
  handing = null;
  $("handover").hidden = true;
  $("answers").hidden = false;
}
async function keep(name, content, call) {
  const key = (!call && editing) || keys.newKey();
  const [shownAs, sealed] = [await keys.seal(`name:${key}`, name), await keys.seal(key, content)];
  await records.put({ key, at: Date.now(), state: "unsent", call, name: shownAs, sealed, note: null });
}
async function ended(one, outcome, signature) {
  await keep(`${one.name} ${data("outcomes")[outcome]}`, { outcome, subject: one.subject, captured_on: today(), claims: one.claims, signature }, true);
  await calls.noted(one.subject, outcome, today());
  finish();
  tell(say("saved"), "ok");
  await list();
  await drawCalls();
  if (navigator.onLine) await sync();
}
const today = () => new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10); // the day in China

function answers() {
  const found = {};
  for (const [name, value] of new FormData(form)) {
    if (name === "job_types") (found[name] ??= []).push(value);
    else if (name !== "signature" && typeof value === "string") found[name] = value.trim();
  }
  return found;
}
function fill({ answers: kept = {}, photos: pictures = [] }) {
  form.reset();
  for (const [name, value] of Object.entries(kept)) {
    if (name === "job_types") for (const box of form.querySelectorAll("[name=job_types]")) box.checked = value.includes(box.value);
    else if (form.elements[name]) form.elements[name].value = value;
  }
  photos = pictures;
  drawPhotos();
  $("pad-clear").click();
}
function drawPhotos() {
  $("photos").replaceChildren(...photos.map((one, at) => {
    const figure = document.createElement("button");
    Object.assign(figure, { type: "button", className: "fc-photo", title: $("photos").dataset.drop });
    figure.append(Object.assign(document.createElement("img"), { src: one.data, alt: one.label }), one.label);
    figure.addEventListener("click", () => { photos.splice(at, 1); drawPhotos(); });
    return figure;
  }));
}

async function edit(key) {
  const kept = await records.get(key);
  if (!kept?.sealed) return;
  editing = key;
  fill(await keys.unseal(key, kept.sealed));
  const note = kept.note && (await keys.unseal(`note:${key}`, kept.note));
  tell(note?.said ?? "", "watch");
  form.scrollIntoView();
}
async function forget(key) {
  const kept = await records.get(key);
  if (kept && kept.state !== "unsent" && kept.state !== "fix" || !confirm(say("forget"))) return;
  await records.drop(key);
  await list();
}

async function save(event) {
  if (event.defaultPrevented) return; // no signature yet: the pad has said so
  event.preventDefault();
  if (handing) return ended(handing, "filed", $("signature").value);
  const said = answers();
  const missing = [...form.querySelectorAll("[data-must]")].find((one) => !one.value.trim());
  if (missing) {
    missing.focus();
    return tell(headed(say("must"), missing.closest(".jx-field").querySelector("label").textContent), "stop");
  }
  if (!said.job_types?.length) return tell(say("trade"), "stop");
  if (!editing && (await records.count()) >= numbers.most) return tell(say("full", { n: numbers.most }), "stop");
  const pictures = photos.map(({ kind, data: text }) => ({ kind, data: text }));
  await keep(said.name, { answers: said, captured_on: today(), signature: $("signature").value, photos: pictures, claims: [] }, false);
  await meta.drop("draft");
  editing = "";
  fill({});
  tell(say("saved"), "ok");
  await list();
  form.dispatchEvent(new CustomEvent("saved"));
  if (navigator.onLine) await sync();
}

async function sync() {
  if (!keys.isOpen() || !navigator.onLine) return;
  document.body.dataset.syncing = "yes";
  try {
    const { refusal, done } = await synced((now, of) => tell(`${now} / ${of}`));
    if (refusal) tell(both(refusal), "stop");
    else if (done) tell(headed(say("synced"), done), "ok");
    $("sign-in").hidden = true;
    companies((await meta.get("companies")) ?? []);
  } catch (why) {
    if (!(why instanceof Halt)) throw why;
    tell(say(why.message), why.message === "stopped" ? "stop" : "watch");
    $("sign-in").hidden = why.message !== "sign-in";
    if (why.message === "stopped") return locked("stopped");
  } finally {
    delete document.body.dataset.syncing;
  }
  await list();
}

on("submit", $("setup"), async (event) => {
  event.preventDefault();
  const { pin, again, label } = Object.fromEntries(new FormData(event.target));
  if (keys.tooSimple(pin, numbers.pin)) return tell(say("short-pin", { n: numbers.pin }), "stop");
  if (pin !== again) return tell(say("two-pins"), "stop");
  try {
    const made = await register(label);
    if (made.refused) return tell(both(made), "stop");
  } catch (why) {
    $("sign-in").hidden = why.message !== "sign-in";
    return tell(say(why.message), "watch");
  }
  await keys.setUp(pin, numbers.rounds);
  await meta.drop("stopped");
  event.target.reset();
  const lasting = await navigator.storage?.persist?.().catch(() => false);
  tell(lasting ? "" : say("not-persistent"), "watch");
  await opened();
});
on("submit", $("unlock"), async (event) => {
  event.preventDefault();
  const right = await keys.unlock(new FormData(event.target).get("pin"));
  event.target.reset();
  tell(right ? "" : say("wrong-pin"), "stop");
  if (right) await opened();
});
on("submit", form, save);
on("click", $("sync"), sync);
on("click", $("handover-cancel"), finish);
on("click", $("fetch"), async () => {
  if (!navigator.onLine) return tell(say("no-list-offline"), "watch");
  try {
    const refused = await calls.fetched();
    tell(refused ? (refused.said ? both(refused) : "") : "", "stop");
    $("sign-in").hidden = true;
  } catch (why) {
    if (!(why instanceof Halt)) throw why;
    tell(say(why.message), "watch");
    $("sign-in").hidden = why.message !== "sign-in";
  }
  await drawCalls();
});
// What was open goes from the page, not from the phone: a record begun is sealed first.
async function locked(name = "locked") {
  if (keys.isOpen() && name === "locked" && (photos.length || form.elements.name.value)) await meta.put("draft", await keys.seal("draft", { answers: answers(), photos }));
  keys.lock();
  fill({});
  finish();
  for (const part of ["handover-lines", "calls", "list", "companies", "proposal"]) $(part).replaceChildren();
  screen(name);
}
on("click", $("lock"), () => locked());
const channel = globalThis.BroadcastChannel ? new BroadcastChannel("jx-seat") : null; // somebody signed out on another page of this phone
channel?.addEventListener("message", async (event) => {
  if (!keys.isOpen()) return;
  if (event.data === "over") return locked();
  const said = await fetch("/sign-in/still", { headers: { Accept: "application/json" }, cache: "no-store", redirect: "error" }).then((answer) => answer.json()).catch(() => null);
  if (said?.seat === "") await locked(); // without a network nothing is known, and it works without
});
on("click", $("read"), () => { if (!readAloud($("notice").textContent)) $("no-voice").hidden = false; });
on("click", $("copy"), async (event) => { await navigator.clipboard?.writeText(location.href).catch(() => {}); event.target.textContent = say("copied"); });
on("change", $("photo"), async (event) => {
  const kind = $("photo-kind");
  for (const file of event.target.files) {
    if (photos.length >= numbers.photos) { tell(say("too-many", { n: numbers.photos }), "stop"); break; }
    try {
      photos.push({ kind: kind.value, label: kind.selectedOptions[0].textContent, data: await small(file, numbers.side, numbers.bytes) });
    } catch {
      tell(say("no-picture"), "stop");
    }
  }
  event.target.value = "";
  drawPhotos();
});
on("change", $("ocr"), async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  if (!navigator.onLine) return tell(say("no-reading-offline"), "watch");
  tell(say("reading"));
  try {
    tell(await propose(file, $("proposal"), words, (found, photo) => {
      for (const [name, value] of Object.entries(found)) if (form.elements[name]) form.elements[name].value = value;
      if (photo && photos.length < numbers.photos) photos.push({ kind: "certificate", label: say("certificate"), data: photo });
      drawPhotos();
    }), "watch");
  } catch (why) {
    tell(why instanceof Halt ? say(why.message) : say("no-picture"), "stop");
  }
  event.target.value = "";
});
on("change", form, async () => { if (keys.isOpen()) await meta.put("draft", await keys.seal("draft", { answers: answers(), photos })); });
for (const type of ["pointerdown", "keydown"]) addEventListener(type, () => (touched = Date.now()), { passive: true });
setInterval(() => {
  if (keys.isOpen() && Date.now() - touched > numbers.lock * 60e3) locked();
  else if (keys.isOpen() && document.visibilityState === "visible") sync();
}, 60e3);
addEventListener("online", () => { network(); sync(); });
addEventListener("offline", network);
function on(type, element, act) { element.addEventListener(type, act); }

async function start() {
  network();
  const missing = lacking();
  const registration = missing.length ? null : await navigator.serviceWorker.register("/field/sw.js", { scope: "/field/" }).catch(() => null);
  if (!missing.length && !registration) missing.push("no-worker"); // there by name, and refused: a private window, a company's policy
  if (missing.length) {
    $("lacking").replaceChildren(...missing.map((name) => Object.assign(document.createElement("li"), { textContent: say(name) })));
    return screen("cannot");
  }
  navigator.serviceWorker.addEventListener("message", (event) => { if (event.data?.kept) document.body.dataset.kept = "yes"; });
  navigator.serviceWorker.ready.then(() => registration.active?.postMessage({ kept: data("kept") }));
  if ((await stoppedMeanwhile()) || (await meta.get("stopped"))) return screen("stopped");
  screen((await meta.get("key")) ? "locked" : "setup");
}
start();
