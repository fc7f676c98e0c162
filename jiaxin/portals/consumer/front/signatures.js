// Ed25519 by the browser itself where it can, else by our own arithmetic; SM2 with SM3 always by our own.
// No table of multiples is made for one signature, which would cost more than the signature itself.
import { ed25519 } from "@noble/curves/ed25519.js";
import { weierstrass } from "@noble/curves/abstract/weierstrass.js";
import { sm3 } from "./sm3.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { joined, same } from "./cbor.js";

const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const SM2 = {
  p: P, n: N, h: 1n, a: P - 3n,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};
const WHO = new TextEncoder().encode("1234567812345678");
let curve = null, native = null;

export const whole = (bytes) => BigInt("0x" + [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("") || "0");
const bytes = (n) => Uint8Array.from(n.toString(16).padStart(64, "0").match(/../g), (b) => parseInt(b, 16));

// s·G + t·P in one pass of doublings. Public numbers only: how long it takes tells nothing worth hiding.
function both(curve, g, s, p, t) {
  const sum = [null, g, p, g.add(p)], a = s.toString(2).padStart(256, "0"), b = t.toString(2).padStart(256, "0");
  let found = curve.ZERO;
  for (let i = 0; i < 256; i++) {
    found = found.double();
    const one = sum[Number(a[i]) + 2 * Number(b[i])];
    if (one) found = found.add(one);
  }
  return found;
}

function sm2(publicKey, signature, message) {
  if (publicKey.length !== 64 || signature.length !== 64) return false;
  const r = whole(signature.subarray(0, 32)), s = whole(signature.subarray(32)), t = (r + s) % N;
  if (r <= 0n || r >= N || s <= 0n || s >= N || t === 0n) return false;
  try {
    curve = curve || weierstrass(SM2);
    const key = curve.fromAffine({ x: whole(publicKey.subarray(0, 32)), y: whole(publicKey.subarray(32)) });
    key.assertValidity();
    const known = sm3(joined([Uint8Array.of(0, 128), WHO, ...[SM2.a, SM2.b, SM2.Gx, SM2.Gy].map(bytes), publicKey]));
    const e = whole(sm3(joined([known, message])));
    const point = both(curve, curve.BASE, s, key, t);
    return !point.is0() && (e + point.toAffine().x) % N === r;
  } catch {
    return false;
  }
}

async function browsers(publicKey, signature, message) {
  const subtle = globalThis.crypto && crypto.subtle;
  if (!subtle || native === false) return null;
  try {
    const key = await subtle.importKey("raw", publicKey, { name: "Ed25519" }, false, ["verify"]);
    const good = await subtle.verify({ name: "Ed25519" }, key, signature, message);
    native = true;
    return good;
  } catch {
    native = false;
    return null;
  }
}

// RFC 8032, 5.1.7, without a cofactor: s·B - k·A must be spelt exactly as R. So do the libraries that sign.
function ours(publicKey, signature, message) {
  try {
    const { Point } = ed25519, r = signature.subarray(0, 32), s = whole(signature.slice(32).reverse());
    if (s >= L) return false;
    const k = whole(sha512(joined([r, publicKey, message])).reverse()) % L;
    return same(both(Point, Point.BASE, s, Point.fromBytes(publicKey, false).negate(), k).toBytes(), r);
  } catch {
    return false;
  }
}

export function useOurs() { native = false; }

export async function accepts(scheme, publicKey, signature, message) {
  if (scheme === "sm2") return sm2(publicKey, signature, message);
  if (scheme !== "ed25519" || publicKey.length !== 32 || signature.length !== 64) return false;
  return (await browsers(publicKey, signature, message)) ?? ours(publicKey, signature, message);
}
