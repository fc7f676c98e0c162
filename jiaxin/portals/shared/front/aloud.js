// 朗读 — the sentences of a page, one after another, by the browser's own voice; pressed again it stops. Where the
// browser cannot speak there is no button. Short pieces: some browsers fall silent in a long one.
const BLOCKS = "h1,h2,h3,p,li,dt,dd,legend,label,summary,th,td";
const PIECE = 120; // characters

// After a full stop; where none comes in time after a blank, and only then anywhere.
const CUT = new RegExp(`[^。；！？]{1,${PIECE}}?(?:[。；！？]|[.;!?](?= |$)|$)|.{1,${PIECE}}(?= |$)|.{1,${PIECE}}`, "g");
export const pieces = (text) => (text.match(CUT) || []).map((one) => one.trim()).filter(Boolean);

export const canSpeak = () => "speechSynthesis" in globalThis && "SpeechSynthesisUtterance" in globalThis;

export function sentences(main) {
  const found = [];
  for (const one of main.querySelectorAll(BLOCKS)) {
    if (one.closest("nav, footer, dialog, [aria-hidden=true]") || one.querySelector(BLOCKS)) continue;
    if (one.checkVisibility && !one.checkVisibility({ visibilityProperty: true })) continue;
    const lang = one.closest("[lang]")?.lang || "zh-CN";
    for (const text of pieces(one.innerText.replace(/\s+/g, " ").trim())) found.push({ text, lang });
  }
  return found;
}

export function speaks(button, main, words) {
  const say = (on) => { button.setAttribute("aria-pressed", String(on)); button.textContent = on ? words.stop : words.read; };
  let left = 0;
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") === "true";
    speechSynthesis.cancel();
    if (on) return say(false);
    const said = sentences(main).map(({ text, lang }) => Object.assign(new SpeechSynthesisUtterance(text), { lang, rate: 0.9 }));
    left = said.length;
    for (const one of said) {
      one.onend = one.onerror = () => { if (--left === 0) say(false); };
      speechSynthesis.speak(one);
    }
    say(left > 0);
  });
  addEventListener("pagehide", () => speechSynthesis.cancel());
  say(false);
  button.hidden = false;
}
