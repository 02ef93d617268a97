"""The contract of the port `Encoder`, run by every encoder."""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from encoders import SmallEncoder, write_model

from wiredesk.basics.errors import SettingsError
from wiredesk.ports import Encoder
from wiredesk.records.meaning import MODEL_BYTES
from wiredesk.world.encoder import OnnxEncoder


def onnx(folder: Path) -> OnnxEncoder:
    write_model(folder)
    return OnnxEncoder(folder)


@pytest.fixture(params=[lambda _: SmallEncoder(), onnx], ids=["small", "onnx"])
def encoder(request: pytest.FixtureRequest, tmp_path: Path) -> Encoder:
    make: Callable[[Path], Encoder] = request.param
    return make(tmp_path)


def cosine(one: bytes, other: bytes) -> float:
    mine, theirs = (
        np.frombuffer(meaning, np.int8, offset=MODEL_BYTES).astype(float)
        for meaning in (one, other)
    )
    return float(mine @ theirs / np.linalg.norm(mine) / np.linalg.norm(theirs))


def test_each_text_has_a_meaning_in_order(encoder: Encoder) -> None:
    ferry, court, boat = encoder.encode(["the ferry", "a court", "boat"])
    assert cosine(ferry, boat) > 0.9
    assert cosine(ferry, court) < 0.5


def test_all_meanings_are_of_one_length_and_one_model(encoder: Encoder) -> None:
    meanings = encoder.encode(["ferry", "court " * 50, "camera judge", ""])
    assert len({len(meaning) for meaning in meanings}) == 1
    assert len({meaning[:MODEL_BYTES] for meaning in meanings}) == 1


def test_a_text_means_the_same_whatever_stands_beside_it(encoder: Encoder) -> None:
    (alone,) = encoder.encode(["ferry court"])
    beside = encoder.encode(["boat " * 200, "ferry court", ""])[1]
    numbers = [
        np.frombuffer(one, np.int8, offset=MODEL_BYTES).astype(int) for one in (alone, beside)
    ]
    assert np.abs(numbers[0] - numbers[1]).max() <= 1


@pytest.mark.parametrize("text", ["", "😀", "\ud800", "\x00", "zebra", "ferry " * 100_000])
def test_odd_texts_have_a_meaning_too(encoder: Encoder, text: str) -> None:
    (meaning,) = encoder.encode([text])
    assert len(meaning) > MODEL_BYTES


def test_no_texts_are_no_meanings(encoder: Encoder) -> None:
    assert encoder.encode([]) == []


def test_another_model_has_another_name(tmp_path: Path) -> None:
    (one,), (other,) = SmallEncoder("one").encode(["ferry"]), SmallEncoder("two").encode(["ferry"])
    assert one[:MODEL_BYTES] != other[:MODEL_BYTES]


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json"])
def test_a_folder_without_its_files_says_what_to_put_there(tmp_path: Path, missing: str) -> None:
    write_model(tmp_path)
    (tmp_path / missing).unlink()
    with pytest.raises(SettingsError, match=rf"has no {missing}.*Put it there"):
        OnnxEncoder(tmp_path)


@pytest.mark.parametrize("broken", ["model.onnx", "tokenizer.json"])
def test_a_file_that_is_no_model_is_named(tmp_path: Path, broken: str) -> None:
    write_model(tmp_path)
    (tmp_path / broken).write_bytes(b"not a model")
    with pytest.raises(SettingsError, match="holds no model that can be loaded"):
        OnnxEncoder(tmp_path)


def test_without_the_extra_the_error_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(SettingsError, match=r"pip install 'wiredesk\[semantic\]'"):
        OnnxEncoder(tmp_path)
