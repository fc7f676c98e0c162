// 选文件: a file field says in the page's language what it does and what was chosen; a browser says it in its own.
// The field itself stays on top, unseen, so that clicking, dropping, keyboard and screen reader are the browser's.

export function speaksOurs(input) {
  const { pick, unpicked } = document.body.dataset;
  const box = document.createElement("span");
  box.className = "jx-picker";
  const [button, chosen] = ["span", "span"].map((tag) => document.createElement(tag));
  button.className = "btn";
  button.textContent = pick;
  button.setAttribute("aria-hidden", "true");
  const tell = () => (chosen.textContent = [...input.files].map((file) => file.name).join("、") || unpicked);
  input.addEventListener("change", tell);
  input.before(box);
  box.append(button, chosen, input);
  tell();
}
