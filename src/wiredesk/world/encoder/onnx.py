"""A sentence model in a folder: `model.onnx` and `tokenizer.json`, run by onnxruntime on one core.

In: short texts.  Out: meanings.  Loads nothing from anywhere else: what is not in the folder is an error that says so.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from wiredesk.basics.errors import SettingsError
from wiredesk.records.meaning import MODEL_BYTES

MODEL_FILE: Final = "model.onnx"
TOKENIZER_FILE: Final = "tokenizer.json"
TOKENS_MAX: Final = 256  # what MiniLM was trained on; 700 characters have about 170
TEXT_CHARACTERS_MAX: Final = 4_000  # before it is cut into tokens
BATCH: Final = 32  # texts of like length at once: half the time of one after another
SPREAD: Final = 4.0  # standard deviations of a unit vector's numbers that one byte spans
BYTE_MAX: Final = 127


class OnnxEncoder:
    """The model in one folder; the port `Encoder`."""

    def __init__(self, folder: Path) -> None:
        """SettingsError when the extra, a file, or what should be in it is missing."""
        runtime, tokenizers = _libraries(folder)
        model, tokenizer = _file(folder, MODEL_FILE), _file(folder, TOKENIZER_FILE)
        options = runtime.SessionOptions()
        # One thread adds in one order: the same text gives the same bytes on this machine.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = runtime.InferenceSession(
                str(model), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = tokenizers.Tokenizer.from_file(str(tokenizer))
        except Exception as cause:
            raise SettingsError(
                f"holds no model that can be loaded: {str(cause)[:200]}.",
                subject=str(folder),
                remedy="Export the model again (docs/how-to/use-a-sentence-model.md).",
            ) from cause
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(TOKENS_MAX)
        self._asked = {asked.name for asked in self._session.get_inputs()}
        self._model = _digest(model, tokenizer)

    def encode(self, texts: Sequence[str]) -> list[bytes]:
        """A meaning each, in order."""
        coded = self._tokenizer.encode_batch(
            [text[:TEXT_CHARACTERS_MAX].encode("utf-8", "replace").decode() for text in texts]
        )
        found = [b""] * len(texts)
        order = sorted(range(len(texts)), key=lambda at: len(coded[at].ids))
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            vectors = self._vectors([coded[at].ids for at in places])
            for at, vector in zip(places, vectors, strict=True):
                found[at] = self._model + vector.tobytes()
        return found

    def _vectors(self, ids: Sequence[Sequence[int]]) -> npt.NDArray[np.int8]:
        width = max(1, *map(len, ids))
        tokens = np.zeros((len(ids), width), np.int64)
        mask = np.zeros((len(ids), width), np.int64)
        for row, own in enumerate(ids):
            tokens[row, : len(own)], mask[row, : len(own)] = own, 1
        given = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": tokens * 0}
        (out, *_) = self._session.run(None, {name: given[name] for name in self._asked})
        return _rounded(_pooled(out, mask))


def _pooled(out: Any, mask: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """One vector a text: the mean over its tokens, unless the model itself has taken it."""
    values = np.asarray(out, np.float64)
    if values.ndim == 2:
        return values
    weights = mask[:, :, None]
    return np.asarray((values * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1))


def _rounded(vectors: npt.NDArray[np.float64]) -> npt.NDArray[np.int8]:
    """Length one, then a byte a number: 384 bytes a text, and a cosine moves by .0005 on average."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    scaled = np.rint(unit * BYTE_MAX * np.sqrt(vectors.shape[1]) / SPREAD)
    return np.asarray(np.clip(scaled, -BYTE_MAX, BYTE_MAX), np.int8)


def _libraries(folder: Path) -> tuple[Any, Any]:
    try:
        import onnxruntime  # noqa: PLC0415 - the extra [semantic]
        import tokenizers  # noqa: PLC0415 - as above
    except ImportError as cause:
        raise SettingsError(
            f"{cause.name} is not installed; a sentence model needs it.",
            subject=str(folder),
            remedy="pip install 'wiredesk[semantic]', or remove [semantic] from wiredesk.toml.",
        ) from cause
    return onnxruntime, tokenizers


def _file(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        raise SettingsError(
            f"has no {name}; a sentence model needs it.",
            subject=str(folder),
            remedy="Put it there (docs/how-to/use-a-sentence-model.md), or remove [semantic] from wiredesk.toml.",
        )
    return path


def _digest(*paths: Path) -> bytes:
    digest = hashlib.blake2b(digest_size=MODEL_BYTES)
    for path in paths:
        with path.open("rb") as file:
            while part := file.read(1 << 20):
                digest.update(part)
    return digest.digest()
