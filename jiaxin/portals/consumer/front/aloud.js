// The large views of the look-up pages carry this script; it puts the button above what it reads.
import { canSpeak, speaks } from "../../shared/front/aloud.js";

const main = document.querySelector("main");
if (main && canSpeak()) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "go light aloud" });
  const english = document.documentElement.lang.startsWith("en");
  main.prepend(button);
  speaks(button, main, english ? { read: "Read aloud", stop: "Stop reading" } : { read: "朗读", stop: "停止朗读" });
}
