// CBOR in its one deterministic form: jiaxin/domain/onecode/cbor.py in the browser.
export class Tag { constructor(number, value) { this.number = number; this.value = value; } }
export class Malformed extends Error {}

const utf8 = new TextEncoder();
const DEEPEST = 8;

export function joined(parts) {
  const out = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const one of parts) { out.set(one, at); at += one.length; }
  return out;
}

export function same(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function head(major, number) {
  if (number < 24) return Uint8Array.of(major << 5 | number);
  for (const [size, mark] of [[1, 24], [2, 25], [4, 26], [8, 27]]) {
    if (number < 2 ** (8 * size)) {
      const out = new Uint8Array(size + 1);
      out[0] = major << 5 | mark;
      for (let i = size, rest = number; i > 0; i--) { out[i] = rest % 256; rest = Math.floor(rest / 256); }
      return out;
    }
  }
  throw new Malformed();
}

function before(a, b) {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}

export function encode(value) {
  if (value === false) return Uint8Array.of(0xf4);
  if (value === true) return Uint8Array.of(0xf5);
  if (value === null) return Uint8Array.of(0xf6);
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (value instanceof Uint8Array) return joined([head(2, value.length), value]);
  if (typeof value === "string") { const raw = utf8.encode(value); return joined([head(3, raw.length), raw]); }
  if (value instanceof Tag) return joined([head(6, value.number), encode(value.value)]);
  if (value instanceof Map) {
    const pairs = [...value].map(([key, one]) => [encode(key), encode(one)]).sort((a, b) => before(a[0], b[0]));
    return joined([head(5, pairs.length), ...pairs.flat()]);
  }
  return joined([head(4, value.length), ...value.map(encode)]);
}

// Numbers above 2^53 are not ours: nothing we sign holds one, so such input is as malformed as any.
function number(raw, at, size) {
  let found = 0;
  for (const byte of cut(raw, at, size)) found = found * 256 + byte;
  if (!Number.isSafeInteger(found)) throw new Malformed();
  return found;
}

function cut(raw, at, size) {
  if (at + size > raw.length) throw new Malformed();
  return raw.subarray(at, at + size);
}

function read(raw, at, depth) {
  if (depth > DEEPEST || at >= raw.length) throw new Malformed();
  const major = raw[at] >> 5, low = raw[at] & 31;
  at += 1;
  if (major === 7) {
    if (low < 20 || low > 22) throw new Malformed();
    return [[false, true, null][low - 20], at];
  }
  let n = low;
  if (low >= 24) {
    if (low > 27) throw new Malformed();
    n = number(raw, at, 1 << low - 24);
    at += 1 << low - 24;
  }
  if (major === 0) return [n, at];
  if (major === 1) return [-1 - n, at];
  if (major === 2) return [cut(raw, at, n), at + n];
  if (major === 3) return [new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(cut(raw, at, n)), at + n];
  if (major === 6) { const [inner, end] = read(raw, at, depth + 1); return [new Tag(n, inner), end]; }
  if (n > raw.length) throw new Malformed();
  if (major === 4) {
    const items = [];
    for (let i = 0; i < n; i++) { const [item, end] = read(raw, at, depth + 1); items.push(item); at = end; }
    return [items, at];
  }
  const pairs = new Map();
  for (let i = 0; i < n; i++) {
    const [key, middle] = read(raw, at, depth + 1);
    if (typeof key !== "number" || pairs.has(key)) throw new Malformed();
    const [one, end] = read(raw, middle, depth + 1);
    pairs.set(key, one);
    at = end;
  }
  return [pairs, at];
}

export function decode(raw) {
  let found;
  try {
    const [value, end] = read(raw, 0, 0);
    if (end === raw.length && same(encode(value), raw)) found = [value];
  } catch { /* every way of being wrong is the same to us */ }
  if (!found) throw new Malformed();
  return found[0];
}
