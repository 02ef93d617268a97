"""Sentence models small enough for tests: one in Python, and one as a folder that onnxruntime runs."""

import hashlib
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace

from wiredesk.basics.text import words
from wiredesk.records.meaning import MODEL_BYTES

WORDS = ("[UNK]", "ferry", "boat", "court", "judge", "camera")
# Two numbers a word: boats point one way, courts the other, a camera between them.
TABLE = ((0.0, 0.0), (1.0, 0.1), (1.0, -0.1), (-0.1, 1.0), (0.1, 1.0), (0.7, 0.7))
SCALE = 127 * 2**0.5 / 4


class SmallEncoder:
    """What `write_model` writes, in plain Python; passes the port's contract."""

    def __init__(self, model: str = "small") -> None:
        self._model = hashlib.blake2b(model.encode(), digest_size=MODEL_BYTES).digest()

    def encode(self, texts: Sequence[str]) -> list[bytes]:
        return [self._model + self._vector(text).tobytes() for text in texts]

    def _vector(self, text: str) -> "np.ndarray[tuple[int], np.dtype[np.int8]]":
        rows = [TABLE[WORDS.index(word)] if word in WORDS else TABLE[0] for word in words(text)]
        total = np.sum(rows, axis=0) if rows else np.zeros(2)
        length = np.linalg.norm(total)
        return np.rint(total / length * SCALE if length else total).astype(np.int8)


def write_model(folder: Path) -> None:
    """A model of one layer, a table of words: `model.onnx` and its tokenizer."""
    tokenizer = Tokenizer(WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = Lowercase(), Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "model.onnx").write_bytes(_model())


def _model() -> bytes:
    """The protocol buffer of onnx.proto3, by hand: Gather(table, input_ids)."""
    table = np.array(TABLE, np.float32)
    tensor = _message(
        {1: _packed(table.shape), 2: 1, 8: b"table", 9: table.tobytes()}
    )  # dims, FLOAT, name, raw_data
    node = _message({1: [b"table", b"input_ids"], 2: b"out", 4: b"Gather"})
    graph = _message(
        {
            1: node,
            2: b"small",
            5: tensor,
            11: _value(b"input_ids", 7, (b"batch", b"length")),
            12: _value(b"out", 1, (b"batch", b"length", b"size")),
        }
    )
    return _message({1: 8, 7: graph, 8: _message({2: 13})})  # ir_version, graph, opset 13


def _value(name: bytes, kind: int, sizes: Sequence[bytes]) -> bytes:
    shape = _message({1: [_message({2: size}) for size in sizes]})
    return _message({1: name, 2: _message({1: _message({1: kind, 2: shape})})})


def _message(fields: Mapping[int, int | bytes | list[bytes]]) -> bytes:
    out = b""
    for number, value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, int):
                out += _varint(number << 3) + _varint(one)
            else:
                out += _varint(number << 3 | 2) + _varint(len(one)) + bytes(one)
    return out


def _packed(numbers: Sequence[int]) -> bytes:
    return b"".join(map(_varint, numbers))


def _varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out += struct.pack("B", number & 127 | 128)
        number >>= 7
    return out + struct.pack("B", number)
