// What is typed about people stays out of the browser's memory: of its suggestions on a machine that many use, and of what it restores
// after a crash. A field that names its own purpose (name, tel, username) is there for its owner to have filled in, and stays so.
export function forget(within) {
  for (const form of within.querySelectorAll("form:not([autocomplete])")) form.setAttribute("autocomplete", "off");
}
