// 离线验码 — what the look-up page does with the part of its address after #. Nothing here sends a code anywhere: the
// only requests are for the two lists, which are the same for everybody. JIAXIN holds the sentences; the portal adds it.
import { judge, keysOf, listFrom } from "./judging.js";
import { useOurs, accepts } from "./signatures.js";

const KEYS = "jiaxin.keys", STATUS = "jiaxin.status", SHIFT = "jiaxin.clock";
const RED = new Set(["forged", "strange-key", "over", "key-over"]);
const SHAPES = {
  good: '<path d="M24 2 43 9v14c0 12-8 19-19 23C13 42 5 35 5 23V9z"/><path d="m15 24 7 7 12-14" fill="none" stroke="#fff" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>',
  stop: '<path d="M15 2h18l13 13v18L33 46H15L2 33V15z"/><path d="M14 24h20" stroke="#fff" stroke-width="5" stroke-linecap="round"/>',
  ask: '<circle cx="24" cy="24" r="20" fill="none" stroke="currentColor" stroke-width="5" stroke-dasharray="9 6.7"/><path fill="none" stroke="currentColor" stroke-width="5" stroke-linecap="round" d="M18 19c0-8 12-8 12 0 0 5-6 4-6 9"/><circle cx="24" cy="35" r="3"/>',
};
const shell = document.body.classList.contains("shell");
let shown = null, turn = 0;

function kept(name) { try { return localStorage.getItem(name); } catch { return null; } }
function keep(name, value) { try { localStorage.setItem(name, value); } catch { /* a private window keeps nothing */ } }

const now = () => Math.floor(Date.now() / 1000) + Number(kept(SHIFT) || 0);
const say = (name, values = {}) => (JIAXIN[name] || "").replace(/\{(\w+)\}/g, (_, one) => values[one] ?? "");
const day = (second) => new Date((second + 28800) * 1000).toISOString().slice(0, 10);

function ago(seconds) {
  if (seconds < 90) return say("ago.now");
  if (seconds < 5400) return say("ago.minutes", { n: Math.round(seconds / 60) });
  return say("ago.hours", { n: Math.round(seconds / 3600) });
}

function here() {
  const [, kind, code] = location.pathname.split("/");
  return { code: kind && kind.toLowerCase() === "c" ? decodeURIComponent(code || "") : "", text: location.hash.slice(1) };
}

function unpacked() {
  try { return Uint8Array.from(atob(kept(STATUS) || ""), (one) => one.charCodeAt(0)); } catch { return null; }
}

// What is kept here was verified when it came (below), so a verdict costs one signature and not two.
// The two lists, asked for at most once in the period they name. A failure changes nothing: the verdict tells the age.
async function renew() {
  const keys = keysOf(kept(KEYS) || ""), listed = keys && (await listFrom(unpacked(), keys, now()));
  if (listed && now() - listed.made < listed.renew) return false;
  try {
    const [told, list] = await Promise.all(["/keys", "/status"].map((path) => fetch(path, { cache: "no-cache", credentials: "omit" })));
    if (!told.ok || !list.ok) return false;
    const second = Date.parse(list.headers.get("date") || "") / 1000;
    if (second) keep(SHIFT, String(Math.abs(second - Date.now() / 1000) > 20 ? Math.round(second - Date.now() / 1000) : 0));
    const text = await told.text(), raw = new Uint8Array(await list.arrayBuffer()), fresh = keysOf(text);
    if (!fresh || !(await listFrom(raw, fresh, now()))) return false;
    keep(KEYS, text);
    keep(STATUS, btoa(String.fromCharCode(...raw)));
    return true;
  } catch {
    return false;
  }
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function banner(kind, colour, title, sub) {
  const made = element("section", `state ${colour}`), words = element("div");
  const drawn = new DOMParser().parseFromString(`<svg xmlns="http://www.w3.org/2000/svg" class="shape" viewBox="0 0 48 48" aria-hidden="true">${SHAPES[kind]}</svg>`, "image/svg+xml");
  words.append(element("h2", "", title), element("p", "", sub));
  made.append(document.importNode(drawn.documentElement, true), words);
  return made;
}

function told(found) {
  const block = element("div", "verified"), { reason, said, age } = found;
  if (reason) {
    block.append(banner(RED.has(reason) ? "stop" : "ask", RED.has(reason) ? "red" : "grey", say(`verify.${reason}`), say(`verify.${reason}.why`)));
    const box = element("section", "box");
    box.append(element("h2", "", say("verify.next")), element("p", "", say(`verify.${reason}.do`)));
    block.append(box);
  } else {
    block.append(banner("good", "green", say(said.live ? "verify.live" : "verify.genuine"), say(said.live ? "verify.live.sub" : "verify.genuine.sub", { on: day(said.issued), until: day(said.expires), n: Math.max(0, now() - said.issued) })));
  }
  if (said && reason !== "over") block.append(facts(said, reason, age));
  if (!reason && said.live && !shell && JIAXIN.site) {
    const go = element("a", "go", say("verify.enter"));
    go.href = `${JIAXIN.site}/family/visit/enter?code=${encodeURIComponent(here().code)}&live=${here().text}`;
    block.append(go);
  }
  if (!reason && !shell && JIAXIN.site) {
    const more = element("a", "go light", say("verify.more"));
    more.href = `${JIAXIN.site}/family/ask/${encodeURIComponent(here().code)}`;
    block.append(more);
  }
  return block;
}

function facts(said, reason, age) {
  const box = element("section", "box"), list = element("dl");
  const line = (label, value) => value && list.append(element("dt", "", label), element("dd", "", value));
  if (shell) {
    line(say("verify.name"), said.name);
    line(say("verify.trades"), JIAXIN.trades ? said.trades.map((one) => JIAXIN.trades[one]).join(", ") : said.trades.join("、"));
    line(say("verify.state"), say(`verify.state.${said.state}`));
  }
  line(say("verify.issued"), day(said.issued));
  if (!said.live) line(say("verify.until"), day(said.expires));
  if (age !== undefined) line(say("verify.list"), ago(age));
  box.append(list);
  const photo = document.querySelector(".photo img");
  const other = photo && said.photo.length && !photo.src.includes([...said.photo].map((b) => b.toString(16).padStart(2, "0")).join(""));
  if (other) box.append(element("p", "", say("verify.photo.changed")));
  if (!reason && !said.live) box.append(element("p", "", say("verify.printed")));
  return box;
}

function show(block) {
  if (shown) shown.remove();
  shown = block;
  const place = document.querySelector("[data-verdict]") || document.querySelector("main .one") || document.querySelector("main");
  if (!place) return;
  if (shell) place.replaceChildren(block);
  else if (block.querySelector(".red")) place.prepend(block);
  else (place.querySelector(".state, .face") || place.firstElementChild).after(block);
}

async function verdict() {
  const { code, text } = here(), mine = ++turn;
  if (!text) return;
  const start = performance.now();
  const found = await judge(code, text, keysOf(kept(KEYS) || ""), unpacked(), now(), true);
  if (mine !== turn) return;
  performance.measure("jiaxin-verify", { start, end: performance.now() });
  show(told(found));
  document.documentElement.dataset.verdict = found.reason || "genuine";
}

async function start() {
  if (navigator.serviceWorker) navigator.serviceWorker.register("/sw.js").catch(() => {});
  if (kept(KEYS)) await verdict();
  if (await renew() || !kept(KEYS)) await verdict();
}

addEventListener("hashchange", verdict);
addEventListener("online", async () => { if (await renew()) await verdict(); });
globalThis.jiaxin = { judge, keysOf, listFrom, accepts, useOurs };
start();
