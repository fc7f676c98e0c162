// What this browser can and cannot do, by name of the sentence that says so. Asked, not guessed; WeChat is known by its name.
export function lacking() {
  const found = [];
  if (/MicroMessenger|QQ\/|DingTalk|AliApp/i.test(navigator.userAgent)) found.push("embedded");
  if (!isSecureContext) found.push("no-secure");
  if (!globalThis.crypto?.subtle) found.push("no-crypto");
  if (!globalThis.indexedDB) found.push("no-store");
  if (!("serviceWorker" in navigator)) found.push("no-worker");
  return found;
}

// Reads aloud with a voice of this phone; false where there is none.
export function readAloud(text) {
  if (!("speechSynthesis" in globalThis)) return false;
  const voices = speechSynthesis.getVoices();
  const ours = voices.filter((one) => one.lang.startsWith(document.documentElement.lang.slice(0, 2)));
  const voice = ours.find((one) => one.localService) ?? ours[0];
  if (!voice) return false;
  const said = new SpeechSynthesisUtterance(text);
  Object.assign(said, { voice, lang: voice.lang, rate: 0.9 });
  speechSynthesis.cancel();
  speechSynthesis.speak(said);
  return true;
}

// A photo made small enough, without what the camera wrote into it (place, time).
export async function small(file, side, most) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  for (const quality of [0.8, 0.6, 0.4, 0.25]) {
    const data = canvas.toDataURL("image/jpeg", quality);
    if (data.length * 0.75 <= most) return data;
  }
  return canvas.toDataURL("image/jpeg", 0.1);
}
