// SM3 (GB/T 32905-2016): 32 bytes.
const turn = (x, n) => (x << n | x >>> 32 - n) >>> 0;

export function sm3(data) {
  const whole = new Uint8Array((data.length + 72 >> 6) << 6);
  whole.set(data);
  whole[data.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(whole.length - 8, Math.floor(data.length / 0x20000000));
  view.setUint32(whole.length - 4, data.length << 3 >>> 0);
  const v = Uint32Array.of(0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e);
  const w = new Uint32Array(68);
  for (let at = 0; at < whole.length; at += 64) {
    for (let j = 0; j < 16; j++) w[j] = view.getUint32(at + 4 * j);
    for (let j = 16; j < 68; j++) {
      const x = w[j - 16] ^ w[j - 9] ^ turn(w[j - 3], 15);
      w[j] = x ^ turn(x, 15) ^ turn(x, 23) ^ turn(w[j - 13], 7) ^ w[j - 6];
    }
    let [a, b, c, d, e, f, g, h] = v;
    for (let j = 0; j < 64; j++) {
      const first = j < 16;
      const s1 = turn(turn(a, 12) + e + turn(first ? 0x79cc4519 : 0x7a879d8a, j % 32) >>> 0, 7), s2 = s1 ^ turn(a, 12);
      const t1 = (first ? a ^ b ^ c : a & b | a & c | b & c) + d + s2 + (w[j] ^ w[j + 4]) >>> 0;
      const t2 = (first ? e ^ f ^ g : e & f | ~e & g) + h + s1 + w[j] >>> 0;
      [d, c, b, a] = [c, turn(b, 9), a, t1];
      [h, g, f, e] = [g, turn(f, 19), e, t2 ^ turn(t2, 9) ^ turn(t2, 17)];
    }
    [a, b, c, d, e, f, g, h].forEach((one, i) => { v[i] ^= one; });
  }
  const out = new DataView(new ArrayBuffer(32));
  v.forEach((one, i) => out.setUint32(4 * i, one));
  return new Uint8Array(out.buffer);
}
