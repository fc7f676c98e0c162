// 已退出: what is shown goes with the session. A page of somebody carries whose sign-in it belongs to (template#jx-left). Whether that one
// still stands is asked of the server: each minute, on coming back to the page, and when another page of this browser begins or leaves.
// Where it does not, the page is cleared. Without a network it is cleared once the session must be over by the clock. Asking keeps
// nobody signed in; typing and pressing do.
const template = document.getElementById("jx-left");
const seat = template?.dataset.seat ?? "", idle = Number(template?.dataset.idle ?? 0) * 1000;
const channel = globalThis.BroadcastChannel ? new BroadcastChannel("jx-seat") : null;
const EVERY = 60e3;
let over = false, asking = false, again = false, worked = false, sure = Date.now();

const hide = (yes) => document.documentElement.classList.toggle("jx-away", yes);

async function clear() {
  if (over) return;
  over = true;
  const kept = [];
  document.dispatchEvent(new CustomEvent("jx-session-over", { detail: kept })); // drafts are sealed first
  hide(true);
  await Promise.race([Promise.allSettled(kept), new Promise((go) => setTimeout(go, 1000))]);
  for (const one of document.querySelectorAll("dialog[open]")) one.close();
  document.title = template.dataset.title;
  document.body.removeAttribute("hx-headers");
  document.body.className = "jx-bare";
  document.body.replaceChildren(template.content.cloneNode(true));
  const back = document.querySelector("[data-back]");
  back?.setAttribute("href", `${back.getAttribute("href")}?next=${encodeURIComponent(location.pathname)}`);
  for (const form of document.forms) form.reset();
  hide(false);
  channel?.postMessage("over");
}

async function look() {
  if (!seat || over) return;
  if (asking) return void (again = true);
  asking = true;
  try {
    const path = worked ? `${template.dataset.still}?here=1` : template.dataset.still;
    const answer = await fetch(path, { headers: { Accept: "application/json" }, cache: "no-store", redirect: "error", credentials: "same-origin" });
    const said = answer.ok ? await answer.json() : null;
    if (said && said.seat !== seat) await clear();
    else if (said) [sure, worked] = [Date.now(), false];
  } catch { /* no network: the clock decides */ }
  if (!over && Date.now() - sure > idle) await clear();
  asking = false;
  if (!over) hide(false);
  if (again) { again = false; await look(); }
}

export function leaveWithTheSession() {
  if (!seat) return void channel?.postMessage("look"); // somebody may just have left, or come as another
  channel?.addEventListener("message", look);
  channel?.postMessage("look");
  setInterval(look, EVERY);
  for (const type of ["input", "keydown", "pointerdown"]) addEventListener(type, () => (worked = true), { capture: true, passive: true });
  for (const type of ["focus", "online"]) addEventListener(type, look);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  addEventListener("pagehide", (event) => { if (event.persisted) hide(true); }); // kept whole by the browser: it comes back covered
  addEventListener("pageshow", (event) => { if (event.persisted) look(); });
}
