// A search for somebody is sent behind the page. A form that is sent the plain way stays, with the name that was typed, in the file
// from which the browser restores its windows, and waits there for whoever sits down next. Without this script it is sent the plain way.
import htmx from "htmx.org";

const FORM = "form[role=search][method=post]";

export function searchQuietly(within) {
  for (const form of within.querySelectorAll(FORM)) {
    const said = { "hx-post": form.getAttribute("action"), "hx-target": "#content", "hx-select": "#content", "hx-swap": "outerHTML show:window:top" };
    for (const [name, value] of Object.entries(said)) form.setAttribute(name, value);
    htmx.process(form);
  }
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (!requestConfig.elt.matches(FORM)) return;
  const led = new URL(xhr.responseURL).search; // nothing was typed: the address of a filtered list, which holds no name
  event.detail.shouldSwap = !led; // a refusal is read like any other page
  if (led) location.assign(xhr.responseURL);
});
