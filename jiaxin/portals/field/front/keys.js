// A key made on this phone, wrapped by one derived from the PIN. The PIN and the open key are never stored.
import { meta } from "./store.js";

const AES = { name: "AES-GCM", length: 256 };
let open = null;

const noise = (length) => crypto.getRandomValues(new Uint8Array(length));
export const newKey = () => [...noise(16)].map((one) => one.toString(16).padStart(2, "0")).join("");
export const isOpen = () => open !== null;
export const lock = () => { open = null; };

export function tooSimple(pin, least) {
  if ([...pin].length < least || new Set(pin).size < 3) return true;
  const steps = new Set([...pin].slice(1).map((one, at) => one.charCodeAt(0) - pin.charCodeAt(at)));
  return steps.size === 1;
}

async function derived(pin, salt, rounds) {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, typed, AES, false, ["wrapKey", "unwrapKey"]);
}

export async function setUp(pin, rounds) {
  const made = await crypto.subtle.generateKey(AES, true, ["encrypt", "decrypt"]);
  const salt = noise(16), iv = noise(12);
  const wrapped = await crypto.subtle.wrapKey("raw", made, await derived(pin, salt, rounds), { name: "AES-GCM", iv });
  await meta.put("key", { salt, iv, wrapped, rounds });
  await unlock(pin);
}

// False for a wrong PIN: the wrapping carries its own check.
export async function unlock(pin) {
  const kept = await meta.get("key");
  if (!kept) return false;
  try {
    open = await crypto.subtle.unwrapKey("raw", kept.wrapped, await derived(pin, kept.salt, kept.rounds), { name: "AES-GCM", iv: kept.iv }, AES, false, ["encrypt", "decrypt"]);
  } catch {
    open = null;
  }
  return open !== null;
}

// `name` is bound to the box: boxes cannot be exchanged for one another.
export async function seal(name, value) {
  const iv = noise(12), additionalData = new TextEncoder().encode(name);
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, open, new TextEncoder().encode(JSON.stringify(value)));
  return { iv, box };
}

export async function unseal(name, { iv, box }) {
  const additionalData = new TextEncoder().encode(name);
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, open, box)));
}
