// 朗读 — the sentences of a page, one after another, by the browser's own voice; pressed again it stops. Where the
// browser cannot speak there is no button. Short pieces: some browsers fall silent in a long one.
const BLOCKS = "h1,h2,h3,p,li,dt,dd,legend,label,summary,th,td";
const PIECE = 120; // characters

export const canSpeak = () => "speechSynthesis" in globalThis && "SpeechSynthesisUtterance" in globalThis;

export function sentences(main) {
  const found = [];
  for (const one of main.querySelectorAll(BLOCKS)) {
    if (one.closest("nav, footer, dialog, [aria-hidden=true]") || one.querySelector(BLOCKS)) continue;
    if (!one.checkVisibility || one.checkVisibility({ visibilityProperty: true })) found.push(one.innerText.replace(/\s+/g, " ").trim());
  }
  return found.filter(Boolean).flatMap((text) => text.match(new RegExp(`[^。；！？]{1,${PIECE}}[。；！？]?`, "g")) || []);
}

export function speaks(button, main, words) {
  const say = (on) => { button.setAttribute("aria-pressed", String(on)); button.textContent = on ? words.stop : words.read; };
  let left = 0;
  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") === "true";
    speechSynthesis.cancel();
    if (on) return say(false);
    const said = sentences(main).map((text) => Object.assign(new SpeechSynthesisUtterance(text), { lang: document.documentElement.lang || "zh-CN", rate: 0.9 }));
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
