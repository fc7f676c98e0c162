// 上门名单: who awaits a call, by building, and how each call ended. The list lies sealed on the phone.
import { seal, unseal } from "./keys.js";
import { meta } from "./store.js";
import { asked } from "./sync.js";

const NAME = "assigned";

async function kept() {
  const box = await meta.get(NAME);
  return box ? unseal(NAME, box) : null;
}

// Fetched by a tap, because everybody in it sees that it was. Returns a refusal, or nothing.
export async function fetched() {
  const answer = await asked("/field/assigned");
  if (answer.refused || answer.failed) return answer.refused ? answer : { said: "", do_this: "" };
  await meta.put(NAME, await seal(NAME, answer.assigned));
  return null;
}

export async function noted(subject, outcome, day) {
  const all = (await kept()) ?? [];
  for (const one of all) if (one.subject === subject) Object.assign(one, { outcome, called_on: day });
  await meta.put(NAME, await seal(NAME, all));
}

export async function drawn(place, words, outcomes, { begin, ended }) {
  const all = await kept();
  if (!all) return place.replaceChildren();
  if (!all.length) return place.replaceChildren(words.nobody);
  const buildings = new Map();
  for (const one of all) buildings.set(one.building, [...(buildings.get(one.building) ?? []), one]);
  place.replaceChildren(...[...buildings].map(([building, people]) => {
    const group = document.createElement("details"), head = document.createElement("summary");
    head.textContent = `${building} · ${people.filter((one) => one.outcome).length} / ${people.length}`;
    group.append(head, ...people.map((one) => row(one, words, outcomes, begin, ended)));
    group.open = people.some((one) => !one.outcome);
    return group;
  }));
}

function row(one, words, outcomes, begin, ended) {
  const item = Object.assign(document.createElement("div"), { className: "fc-row" });
  const where = Object.assign(document.createElement("p"), { textContent: `${one.address} ${one.source} ${one.phone}` });
  const state = one.outcome ? `● ${outcomes[one.outcome]} ${one.called_on}` : `○ ${words["to-call"]}`;
  item.append(Object.assign(document.createElement("b"), { textContent: one.name }), Object.assign(document.createElement("span"), { textContent: state, className: "fc-state" }), where);
  if (one.outcome === "filed") return item;
  const choice = document.createElement("div");
  choice.className = "fc-trades";
  const press = (text, act, look = "btn") => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: look, textContent: text });
    made.addEventListener("click", act);
    return made;
  };
  const rest = Object.entries(outcomes).filter(([code]) => code !== "filed" && code !== one.outcome);
  choice.append(press(words["hand-over"], () => begin(one), "btn btn-primary"), ...rest.map(([code, text]) => press(text, () => ended(one, code, ""))));
  item.append(choice);
  return item;
}

// What others said of her, line by line, for her to hear before she signs.
export function lines(place, one) {
  place.replaceChildren(...one.lines.map(({ label, said }) => {
    const line = document.createElement("div");
    line.append(Object.assign(document.createElement("dt"), { textContent: label }), Object.assign(document.createElement("dd"), { textContent: said }));
    return line;
  }));
}
