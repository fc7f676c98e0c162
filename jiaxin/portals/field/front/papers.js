// Reading a card or certificate: the server proposes, the person compares and takes or refuses. Refused, the photo is gone.
import { small } from "./abilities.js";
import { asked, both, headed } from "./sync.js";

const SIDE = 1600, BYTES = 1200000; // pixels and bytes of what is sent to be read; nobody keeps it

// `take(answers, photo)` is called only after the person has pressed the button under what was read.
export async function propose(file, place, words, take) {
  const photo = await small(file, SIDE, BYTES);
  const hello = await asked("/field/hello");
  const answer = hello.refused ? hello : await asked("/field/read", { picture: photo }, hello.token);
  if (answer.failed) return words["phone-server"];
  if (answer.refused) return both(answer);
  const boxes = answer.lines.map(({ field, label, value }) => {
    const row = document.createElement("label"), box = Object.assign(document.createElement("input"), { type: "checkbox", checked: true });
    row.append(box, headed(label, ""), Object.assign(document.createElement("b"), { textContent: value }));
    return { field, value, box, row };
  });
  const picture = Object.assign(document.createElement("img"), { src: photo, alt: answer.paper });
  const close = () => { place.replaceChildren(); place.hidden = true; };
  const yes = button(words.take, "btn btn-primary", () => {
    const chosen = Object.fromEntries(boxes.filter((one) => one.box.checked).map((one) => [one.field, one.value]));
    close();
    take(chosen, answer.keeps ? photo : null);
  });
  place.replaceChildren(picture, ...boxes.map((one) => one.row), yes, button(words.refuse, "btn", close));
  place.hidden = false;
  return words.compare;
}

function button(text, look, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: look, textContent: text });
  made.addEventListener("click", act);
  return made;
}
