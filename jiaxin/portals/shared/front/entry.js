// Everything a page does beyond links and forms. Without it every page still works.
import "htmx.org";
import "./passkey.js";
import "./signing.js";
import { canSpeak, speaks } from "./aloud.js";
import { keepDrafts } from "./drafts.js";
import { forget } from "./forgetting.js";
import { leaveWithTheSession } from "./leaving.js";
import { speaksOurs } from "./picking.js";
import { propose } from "./proposing.js";
import { searchQuietly } from "./quietly.js";
import { shrunk } from "./shrinking.js";

keepDrafts();
leaveWithTheSession();
const fresh = (within) => { forget(within); searchQuietly(within); };
fresh(document);
document.addEventListener("htmx:load", (event) => { if (event.target !== document.body) fresh(event.target); });

function on(type, selector, act) {
  document.addEventListener(type, (event) => {
    const found = event.target instanceof Element && event.target.closest(selector);
    if (found) act(found, event);
  });
}

document.querySelectorAll("input[type=file].form-control").forEach(speaksOurs);

on("click", "[data-dialog]", (button) => document.getElementById(button.dataset.dialog)?.showModal());
on("click", "[data-close]", (button) => button.closest("dialog").close());
on("click", "[data-dismiss]", (button) => button.closest(".jx-alert").remove());
on("change", "input[data-shrink]", async (input) => {
  await shrunk(input);
  input.dispatchEvent(new Event("jx-chosen", { bubbles: true })); // what is kept and read is the small copy
});
on("jx-chosen", "input[data-reads]", (input) => propose(input));
on("click", "[data-print]", () => window.print());

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.jx-menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll("details.jx-menu[open]").forEach((menu) => (menu.open = false));
});

for (const button of canSpeak() ? document.querySelectorAll("[data-aloud]") : []) speaks(button, document.getElementById("content"), { read: button.dataset.read, stop: button.dataset.stop });

// The file field: dropped files go into the field itself, so that the form is sent as always.
function show(zone, input) {
  const chosen = zone.querySelector("[data-chosen]");
  const files = [...input.files];
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const limit = Number(zone.dataset.limitMb || 0) * 1024 * 1024;
  const tooLarge = Boolean(limit && size > limit);
  zone.classList.toggle("jx-drop-bad", tooLarge);
  input.setCustomValidity(tooLarge ? zone.dataset.tooLarge : "");
  const more = files.length > 1 ? ` + ${files.length - 1}` : "";
  chosen.textContent = !files.length ? "" : tooLarge ? zone.dataset.tooLarge : `${files[0].name}${more} · ${(size / 1048576).toFixed(1)} MB`;
}
on("change", "[data-drop] input[type=file]", (input) => show(input.closest("[data-drop]"), input));
for (const type of ["dragenter", "dragover"]) {
  on(type, "[data-drop]", (zone, event) => {
    event.preventDefault();
    zone.classList.add("jx-drop-over");
  });
}
on("dragleave", "[data-drop]", (zone, event) => {
  if (!zone.contains(event.relatedTarget)) zone.classList.remove("jx-drop-over");
});
on("drop", "[data-drop]", (zone, event) => {
  event.preventDefault();
  zone.classList.remove("jx-drop-over");
  const input = zone.querySelector("input[type=file]");
  if (event.dataTransfer.files.length) {
    input.files = event.dataTransfer.files;
    show(zone, input);
  }
});

// A form that was sent once is not sent again by a second, impatient click.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method === "get") return;
  for (const button of event.target.querySelectorAll("button[type=submit]")) setTimeout(() => (button.disabled = true));
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("button[type=submit][disabled]").forEach((button) => (button.disabled = false));
});
