// 证书识读: the server proposes what a photo says, beside the photo's field; only her tap fills it in. Whatever fails, the form works as without.
import { small } from "../../field/front/abilities.js";

const SIDE = 1600, BYTES = 1200e3; // pixels and bytes of what is sent to be read; nobody keeps it

export async function propose(input) {
  const place = input.closest(".jx-field").querySelector("[data-proposal]"), words = place.dataset, [file] = input.files;
  place.hidden = !file;
  if (!file) return void place.replaceChildren();
  place.replaceChildren(said(words.reading));
  try {
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": input.form.csrfmiddlewaretoken.value };
    const answer = await fetch(input.dataset.reads, { method: "POST", headers, body: JSON.stringify({ picture: await small(file, SIDE, BYTES) }) });
    const found = await answer.json();
    if (input.files[0] !== file) return; // another was chosen meanwhile
    if (!answer.ok) return void place.replaceChildren(...(found.said ? [said(found.said), said(found.do_this)] : [said(words.failed)]));
    const done = () => { place.replaceChildren(); place.hidden = true; };
    const take = () => {
      for (const { field, value } of found.lines) input.form.elements[field].value = value;
      input.form.dispatchEvent(new Event("input", { bubbles: true }));
      done();
    };
    place.replaceChildren(said(words.compare), ...found.lines.map(({ label, value }) => said(label, value)), button(words.take, "btn btn-primary", take), button(words.leave, "btn", done));
  } catch {
    place.replaceChildren(said(words.failed));
  }
}

function said(text, value) {
  const line = Object.assign(document.createElement("p"), { textContent: text });
  if (value) line.append(" ", Object.assign(document.createElement("b"), { textContent: value, lang: "zh-CN" }));
  return line;
}

function button(text, className, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className, textContent: text });
  made.addEventListener("click", act);
  return made;
}
