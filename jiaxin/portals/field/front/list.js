// The records on this phone, each with its state as a word and a shape, and what to do about it.
import { unseal } from "./keys.js";

const SHAPE = { unsent: "○", fix: "△", waiting: "◇", landed: "●", kept: "●", expired: "×" };
const ORDER = ["fix", "waiting", "unsent", "landed", "kept", "expired"];

// Draws the list and returns how many are in each state.
export async function shown(place, all, words, { edit, forget }) {
  const counts = {}, rows = [];
  for (const one of all) counts[one.state] = (counts[one.state] ?? 0) + 1;
  const some = all.filter((one) => one.sealed).sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || b.at - a.at);
  for (const one of some.slice(0, 30)) rows.push(await row(one, words, edit, forget));
  place.replaceChildren(...rows);
  return counts;
}

async function row(one, words, edit, forget) {
  const name = await unseal(`name:${one.key}`, one.name);
  const note = one.note ? await unseal(`note:${one.key}`, one.note) : null;
  const item = document.createElement("li");
  item.className = `fc-row fc-${one.state}`;
  const head = Object.assign(document.createElement("b"), { textContent: name || words.unnamed });
  const state = Object.assign(document.createElement("span"), { textContent: `${SHAPE[one.state]} ${words[one.state]}`, className: "fc-state" });
  item.append(head, state);
  if (note) item.append(Object.assign(document.createElement("p"), { textContent: note.said }));
  if (one.state === "unsent" || one.state === "fix") {
    if (!one.call) item.append(button(words.edit, () => edit(one.key)));
    item.append(button(words.drop, () => forget(one.key)));
  }
  return item;
}

function button(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "btn", textContent: text });
  made.addEventListener("click", act);
  return made;
}
