// 验码 in the browser: jiaxin/domain/onecode (payload, statuslist, verdict) once more. Held to it by common vectors.
import { Tag, Malformed, encode, decode } from "./cbor.js";
import { accepts } from "./signatures.js";

const SCHEMES = new Map([[-8, "ed25519"], [-65601, "sm2"]]);
export const TRADES = ["保洁", "收纳", "做饭", "保姆", "钟点", "母婴护理", "育婴", "产后康复", "养老照护", "病患陪护", "接送", "搬家", "维修", "宠物", "管家"];
const STATES = ["grey", "green", "yellow"];
const ROOT = { 1: 32, 2: 16 }, LENGTH = { 1: 6, 2: 8 };
const PRIVATE = -65537, TTL = 65534, SIZE = 1 << 24, SLACK = 300, MOST = 1 << 20;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const utf8 = new TextEncoder();
const natural = (n) => typeof n === "number" && n >= 0;
const isMap = (value, ...keys) => value instanceof Map && value.size === keys.length && keys.every((key) => value.has(key));

class Newer extends Error {}
function must(held) { if (!held) throw new Malformed(); }

export function fromText(text) {
  must(text && text.length <= 1000);
  const out = new Uint8Array(text.length * 5 >> 3);
  let bits = 0, kept = 0, at = 0;
  for (const letter of text) {
    const value = LETTERS.indexOf(letter);
    must(value >= 0);
    kept = kept << 5 | value;
    bits += 5;
    if (bits >= 8) { bits -= 8; out[at++] = kept >> bits; kept &= (1 << bits) - 1; }
  }
  must(bits < 5 && kept === 0);
  return out;
}

function opened(raw) {
  const outer = decode(raw);
  must(outer instanceof Tag && outer.number === 18 && Array.isArray(outer.value) && outer.value.length === 4);
  const [sealed, open, payload, signature] = outer.value;
  must(sealed instanceof Uint8Array && payload instanceof Uint8Array && signature instanceof Uint8Array);
  const head = decode(sealed);
  must(open instanceof Map && open.size === 0 && isMap(head, 1, 4));
  must(typeof head.get(1) === "number" && head.get(4) instanceof Uint8Array && head.get(4).length === 4);
  must(signature.length === 64);
  return { algorithm: head.get(1), kid: head.get(4), payload, signature, sealed };
}

function payloadOf(envelope) {
  const claims = decode(envelope.payload);
  must(isMap(claims, 1, 4, 6, PRIVATE));
  const said = claims.get(PRIVATE);
  must(Array.isArray(said) && said.length && natural(said[0]));
  const format = said[0];
  if (!LENGTH[format]) throw new Newer();
  must(said.length === LENGTH[format]);
  const [place, root, photo, name, bits, state, live] = format === 2
    ? said.slice(1) : [said[1], said[2], new Uint8Array(0), ...said.slice(3), false];
  const found = { issuer: claims.get(1), issued: claims.get(6), expires: claims.get(4), place, root, photo, name, live, format };
  must(typeof found.issuer === "string" && natural(found.issued) && natural(found.expires) && natural(place));
  must(root instanceof Uint8Array && root.length === ROOT[format] && photo instanceof Uint8Array);
  must((photo.length === 0 || photo.length === 16) && typeof name === "string" && utf8.encode(name).length <= 24);
  must(natural(bits) && natural(state) && bits < 2 ** TRADES.length && state < STATES.length && typeof live === "boolean");
  found.trades = TRADES.filter((_, i) => bits >> i & 1);
  found.state = STATES[state];
  return found;
}

function places(gaps, steps, count) {
  const total = gaps.length * 8, bit = (i) => gaps[i >> 3] >> 7 - (i & 7) & 1, found = [];
  let at = 0, before = -1;
  for (let i = 0; i < count; i++) {
    let quotient = 0;
    while (at < total && bit(at)) { quotient++; at++; }
    must(at + steps < total);
    at++;
    const i0 = at >> 3, four = (gaps[i0] * 16777216 + (gaps[i0 + 1] << 16 | gaps[i0 + 2] << 8 | gaps[i0 + 3])) % 2 ** (32 - (at & 7));
    before += quotient * 2 ** steps + (steps ? Math.floor(four / 2 ** (32 - (at & 7) - steps)) : 0) + 1;
    at += steps;
    found.push(before);
  }
  must(before < SIZE && total - at < 8);
  while (at < total) must(!bit(at++));
  return found;
}

function listOf(envelope) {
  const claims = decode(envelope.payload);
  must(isMap(claims, 1, 4, 6, TTL, PRIVATE));
  const said = claims.get(PRIVATE), found = { issuer: claims.get(1), made: claims.get(6), renew: claims.get(TTL), refuse: claims.get(4) };
  must(Array.isArray(said) && said.length === 6 && said[0] === 1 && said[1] === SIZE);
  const [, , steps, count, gaps, flags] = said;
  must([found.refuse, found.made, found.renew, steps, count].every(natural) && typeof found.issuer === "string");
  must(gaps instanceof Uint8Array && flags instanceof Uint8Array);
  must(steps <= 24 && count <= MOST && flags.length === Math.ceil(count / 8));
  found.stopped = new Map(places(gaps, steps, count).map((place, i) => [place, flags[i >> 3] >> 7 - (i & 7) & 1 ? "paused" : "over"]));
  return found;
}

const hex = (bytes) => [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
const unhex = (text) => Uint8Array.from(text.match(/../g) || [], (b) => parseInt(b, 16));

async function whyUnsigned(envelope, bound, made, keys, now) {
  const named = keys.keys.filter((one) => one.kid === hex(envelope.kid) && one.algorithm === envelope.algorithm);
  if (!named.length) return "strange-key";
  const message = encode(["Signature1", envelope.sealed, utf8.encode(bound), envelope.payload]);
  for (const key of named) {
    if (await accepts(SCHEMES.get(key.algorithm), unhex(key.public), envelope.signature, message)) {
      return !key.withdrawn_at && key.since <= made && made <= key.until && now <= key.accepted_until ? null : "key-over";
    }
  }
  return "forged";
}

// One line of JSON, or a signed note that holds it. Null for anything else.
export function keysOf(text) {
  try {
    const said = JSON.parse(text.split("\n").find((line) => line.startsWith("{")));
    return { ...said, keys: said.keys.filter((one) => SCHEMES.has(one.algorithm)) };
  } catch {
    return null;
  }
}

// `known` = its signature was verified before, with these keys.
export async function listFrom(raw, keys, now, known = false) {
  try {
    const envelope = opened(raw || new Uint8Array(0)), listed = listOf(envelope);
    if (listed.issuer !== keys.issuer || listed.made > now + SLACK) return null;
    return known ? listed : (await whyUnsigned(envelope, "jiaxin:status", listed.made, keys, now)) ? null : listed;
  } catch {
    return null;
  }
}

// → { reason: null | one of twelve, said, age }. `code` is of the address, `text` what follows its #.
export async function judge(code, text, keys, status, now, known = false) {
  let envelope, said;
  try {
    must(code);
    envelope = opened(fromText(text));
    said = payloadOf(envelope);
  } catch (why) {
    return { reason: why instanceof Newer ? "newer" : "incomplete" };
  }
  if (!SCHEMES.has(envelope.algorithm)) return { reason: "newer" };
  if (!keys) return { reason: "no-list" };
  if (said.issuer !== keys.issuer) return { reason: "strange-key" };
  const why = await whyUnsigned(envelope, "jiaxin:" + code.trim().toLowerCase(), said.issued, keys, now);
  if (why) return { reason: why };
  if (said.issued > now + SLACK) return { reason: "clock", said };
  if (said.expires <= now) return { reason: said.live ? "live-over" : "expired", said };
  const listed = await listFrom(status, keys, now, known);
  if (!listed) return { reason: "no-list", said };
  const age = Math.max(0, now - listed.made), stopped = listed.stopped.get(said.place);
  if (stopped) return { reason: stopped, said, age };
  return { reason: listed.refuse <= now ? "list-old" : null, said, age };
}
