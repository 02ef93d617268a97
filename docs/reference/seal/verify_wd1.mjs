// Opens sealed texts `wd1` with WebCrypto alone, in Node or a browser: a second reading of docs/explanation/sealing.md.
//
//   node verify_wd1.mjs FILE.json …    each {"keys": {kid: hex}, "vectors": [{name, token, context, plain?}]}
//
// A vector with `plain` must open to exactly that, one without must be refused.  Exit code 1 when one is wrong.
const crypto = globalThis.crypto ?? (await import("node:crypto")).webcrypto; // Node 18 has no global one
const utf8 = new TextEncoder();
const TOKEN = /^wd1\.g\.([a-z0-9-]{1,32})\.([A-Za-z0-9_-]+)$/;
const LENGTH_MIN = 16 + 12 + 128 + 16;

const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const same = (one, other) =>
  one.length === other.length && one.reduce((sum, byte, at) => sum | (byte ^ other[at]), 0) === 0;

function fromBase64url(text) {
  const raw = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const again = btoa(String.fromCharCode(...raw)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  if (again !== text) throw new Error("not canonical");
  return raw;
}

function associatedData(kid, context) {
  const { site, record_type, record_id, field, rev } = context;
  const told = ["g", kid, site, record_type, record_id, field, String(rev)].map((part) => utf8.encode(part));
  const length = (part) => {
    const four = new Uint8Array(4);
    new DataView(four.buffer).setUint32(0, part.length); // the most significant byte first
    return four;
  };
  return join(utf8.encode("wd1"), ...told.flatMap((part) => [length(part), part]));
}

export async function unseal(token, masters, context) {
  const named = TOKEN.exec(token);
  if (!named || token.endsWith("\n") || !(named[1] in masters)) throw new Error("refused");
  const kid = named[1];
  const body = fromBase64url(named[2]);
  if (body.length < LENGTH_MIN) throw new Error("refused");
  const [commit, nonce, rest] = [body.slice(0, 16), body.slice(16, 28), body.slice(28)];
  const bound = associatedData(kid, context);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bound));
  const master = await crypto.subtle.importKey("raw", masters[kid], "HKDF", false, ["deriveBits"]);
  const derive = async (label, bytes) => {
    const info = join(utf8.encode(`wiredesk/seal/wd1/g|${label}|${kid}|`), digest);
    return new Uint8Array(
      await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: nonce, info }, master, bytes * 8));
  };
  if (!same(commit, await derive("commit", 16))) throw new Error("refused");
  const key = await crypto.subtle.importKey("raw", await derive("key", 32), "AES-GCM", false, ["decrypt"]);
  const padded = new Uint8Array(
    await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce, additionalData: bound }, key, rest));
  const end = padded.findLastIndex((byte) => byte !== 0);
  const least = Math.max(128, Math.ceil((end + 1) / 64) * 64);
  if (end < 0 || padded[end] !== 0x80 || padded.length !== least) throw new Error("refused");
  return padded.slice(0, end);
}

async function check(file) {
  const { readFile } = await import("node:fs/promises");
  const { keys, vectors } = JSON.parse(await readFile(file, "utf-8"));
  const masters = Object.fromEntries(
    Object.entries(keys).map(([kid, hex]) => [kid, Uint8Array.from(hex.match(/../g), (two) => parseInt(two, 16))]));
  let wrong = 0;
  for (const { name, token, context, plain } of vectors) {
    const said = await unseal(token, masters, context).then((raw) => new TextDecoder().decode(raw), () => undefined);
    if (said !== plain) console.error(`${file}: ${name}: ${(wrong += 1, said === undefined ? "refused" : "opened")}`);
  }
  console.log(`${file}: ${vectors.length - wrong} of ${vectors.length} as they must be`);
  return wrong;
}

if (typeof process !== "undefined" && import.meta.url === `file://${process.argv[1]}`) {
  const wrong = await Promise.all(process.argv.slice(2).map(check));
  process.exit(wrong.some(Boolean) ? 1 : 0);
}
