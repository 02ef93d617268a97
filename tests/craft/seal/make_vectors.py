"""Makes `tests/corpus/seal/*.json` from the format's description alone, apart from the program's own code.

In: nothing.  Out: vectors that open, and vectors that must not.  Run by hand when vectors are added: the
files are frozen, `test_vectors.py` and docs/reference/seal/verify_wd1.mjs read them.
"""

import base64
import hashlib
import hmac
import json
import struct
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FOLDER = Path(__file__).parents[2] / "corpus" / "seal"
CONTEXT: dict[str, Any] = {
    "site": "site1", "record_type": "article", "record_id": "01JDXK8Q2V", "field": "secured", "rev": 3,
}  # fmt: skip
MASTERS = {"2026-11": bytes(range(32)), "2027-02": bytes(range(100, 132)), "a": bytes(range(7, 39))}
NOTE = '{"note":"embargo until Monday 09:00 CET"}'
SPECIFIED = (
    "wd1.g.2026-11.e_89IM36iT_Fn98bPRdArwABAgMEBQYHCAkKC1ht4XBGhgAysJaTEIdbHea9xIvL9Lf52NeT5RTZ2t2b1VdjUZ4HpOJZO_"
    "8QYbzPHgOdFBoVbq5Ctve6mWFbWmmqAhxamvUIrxSDR4kBS3tAga8uCefVp1Av8ucvDn8Zz-ib625oOz9RmVue4X7LmEySV0NkWzg0PH6hfk9"
    "vGen_dQK8VFcDpQrLu6LG3-pcAg"
)


def sealed(plain: bytes, **changes: Any) -> str:
    """A token by the book; `changes` break one rule of it."""
    given = {"kid": "2026-11", "nonce": bytes(range(12)), **CONTEXT, **changes}
    alg, kid, nonce = given.get("alg", "g"), given["kid"], given["nonce"]
    parts = [alg, kid, *(str(given[part]) for part in CONTEXT)]
    aad = b"wd1" + b"".join(struct.pack(">I", len(p.encode())) + p.encode() for p in parts)
    digest = hashlib.sha256(aad).digest()
    prk = hmac.digest(nonce, given.get("master", MASTERS[kid]), "sha256")
    key, commit = (
        hmac.digest(prk, f"wiredesk/seal/wd1/g|{w}|{kid}|".encode() + digest + b"\x01", "sha256")
        for w in ("key", "commit")
    )
    commit = given.get("commit", commit[:16])
    length = max(128, -(-(len(plain) + 1) // 64) * 64)
    padded = given.get("padded", (plain + b"\x80").ljust(length, b"\0"))
    body = commit + nonce + AESGCM(key).encrypt(nonce, padded, aad)
    return f"{given.get('version', 'wd1')}.{alg}.{kid}." + text(body)


def text(body: bytes) -> str:
    return base64.urlsafe_b64encode(body).decode().rstrip("=")


def opening() -> list[dict[str, Any]]:
    """Texts, keys, nonces and contexts at their edges."""
    cases: list[tuple[str, str, dict[str, Any]]] = [
        ("the vector of the specification", NOTE, {}),
        ("an empty text is sealed too", "", {}),
        ("one sign", "x", {}),
        ("127 bytes fill the least length", "a" * 127, {}),
        ("128 bytes need one block more", "a" * 128, {}),
        ("191 bytes", "a" * 191, {}),
        ("a text that ends as padding does", "end\x00\x00", {}),
        ("a text of many scripts", "Überwachung, наблюдение, 監視, 👁‍🗨", {}),
        ("a text that looks like a token", SPECIFIED, {}),
        ("six kilobytes", "The camera saw nobody. " * 261, {}),
        ("another key", NOTE, {"kid": "2027-02"}),
        ("a name of one letter", NOTE, {"kid": "a"}),
        ("another nonce", NOTE, {"nonce": bytes(range(200, 212))}),
        ("a nonce of zeros", NOTE, {"nonce": bytes(12)}),
        ("the first revision", NOTE, {"rev": 1}),
        ("a large revision", NOTE, {"rev": 2_147_483_648}),
        ("another site", NOTE, {"site": "h0a1b2c3d4e5f6a7b8c9d"}),
        ("another article", NOTE, {"record_id": "aw5zq2mch4ovbx7ui"}),
        ("parts that could be shifted: ab|c", NOTE, {"site": "ab", "record_type": "c"}),
        ("parts that could be shifted: a|bc", NOTE, {"site": "a", "record_type": "bc"}),
        ("a site beyond ASCII", NOTE, {"site": "nachrichten-ü"}),
    ]
    return [
        {
            "name": name,
            "token": sealed(plain.encode(), **changes),
            "plain": plain,
            **context(changes),
        }
        for name, plain, changes in cases
    ]


def failing() -> list[dict[str, Any]]:
    """Each breaks one rule; all must be refused alike."""
    plain, good = NOTE.encode(), sealed(NOTE.encode())
    head, _, body = good.rpartition(".")
    raw = base64.urlsafe_b64decode(body + "==")
    padded = (plain + b"\x80").ljust(128, b"\0")
    tokens: list[tuple[str, str]] = [
        ("empty", ""),
        ("only a version", "wd1"),
        ("no body", "wd1.g.2026-11."),
        ("no algorithm", f"wd1.2026-11.{body}"),
        ("another version", good.replace("wd1.", "wd2.", 1)),
        ("an unknown algorithm", good.replace(".g.", ".s.", 1)),
        ("an algorithm that was sealed in", sealed(plain, alg="x")),
        ("an unknown key", good.replace("2026-11", "2026-12", 1)),
        ("another key's name", good.replace("2026-11", "2027-02", 1)),
        ("a key's name with capitals", good.replace("2026-11", "A026-11", 1)),
        ("a key's name that is too long", good.replace("2026-11", "a" * 33, 1)),
        ("padded base64", good + "="),
        ("ordinary base64", f"{head}.{body.replace('-', '+').replace('_', '/')}"),
        ("a line break at the end", good + "\n"),
        ("a blank before it", " " + good),
        ("something behind it", good + ".x"),
        ("the other spelling of its last sign", good[:-1] + chr(ord(good[-1]) + 1)),
        ("its last byte is missing", f"{head}.{text(raw[:-1])}"),
        ("a byte too many", f"{head}.{text(raw + bytes(1))}"),
        ("only commit, nonce and tag", f"{head}.{text(raw[:44])}"),
        ("a changed commitment", f"{head}.{text(bytes([raw[0] ^ 1]) + raw[1:])}"),
        ("a changed nonce", f"{head}.{text(raw[:16] + bytes([raw[16] ^ 1]) + raw[17:])}"),
        ("a changed text", f"{head}.{text(raw[:28] + bytes([raw[28] ^ 1]) + raw[29:])}"),
        ("a changed tag", f"{head}.{text(raw[:-1] + bytes([raw[-1] ^ 1]))}"),
        ("a commitment to nothing", sealed(plain, commit=bytes(16))),
        ("another master under the same name", sealed(plain, master=MASTERS["a"])),
        ("another site's", sealed(plain, site="site2")),
        ("another record's", sealed(plain, record_id="01JDXK8Q2W")),
        ("another field's", sealed(plain, field="excerpt")),
        ("another type's", sealed(plain, record_type="story")),
        ("an older revision", sealed(plain, rev=2)),
        ("a newer revision", sealed(plain, rev=4)),
        ("padding without its mark", sealed(plain, padded=plain.ljust(128, b"\0"))),
        ("padding with another sign in it", sealed(plain, padded=padded[:-1] + b"\x01")),
        ("padding of a block too many", sealed(plain, padded=padded + bytes(64))),
        ("padding that is too short", sealed(plain, padded=padded[:64])),
        ("the origin's form", "AAAAAAAAAAAAAAAAAAAAAA==;AAAAAAAAAAAAAAAAAAAAAA=="),
    ]  # fmt: skip
    return [{"name": name, "token": token, **context({})} for name, token in tokens]


def context(changes: dict[str, Any]) -> dict[str, Any]:
    return {"context": {part: changes.get(part, CONTEXT[part]) for part in CONTEXT}}


def main() -> None:
    assert sealed(NOTE.encode()) == SPECIFIED
    keys = {kid: master.hex() for kid, master in MASTERS.items()}
    for name, cases in (("opens", opening()), ("refused", failing())):
        told = {"format": "wd1", "keys": keys, "vectors": cases}
        body = json.dumps(told, ensure_ascii=False, indent=1)
        (FOLDER / f"{name}.json").write_text(body + "\n", "utf-8")


if __name__ == "__main__":
    main()
