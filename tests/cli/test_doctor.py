"""`wiredesk doctor` on the sentence model: whether it can be used, and what to do when not."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from encoders import write_model

from wiredesk.cli.doctor import doctor
from wiredesk.cli.init import init


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    folder = tmp_path / "hub"
    assert CliRunner().invoke(init, [str(folder)]).exit_code == 0
    return folder


def examined(hub: Path, model: str) -> Result:
    """What doctor says of a hub whose settings name `model`."""
    with (hub / "wiredesk.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[semantic]\nmodel = "{model}"\n')
    return CliRunner().invoke(doctor, ["--hub", str(hub)])


def line_on_model(result: Result) -> str:
    (line,) = [
        one for one in result.stdout.splitlines() if "sentence model" in one or "onnx" in one
    ]
    return line


def test_a_hub_without_one_is_fine(hub: Path) -> None:
    line = line_on_model(examined(hub, ""))
    assert line.startswith("ok")
    assert "none; stories are told apart by words" in line


def test_a_model_in_the_hub_s_folder_is_loaded(hub: Path) -> None:
    (hub / "minilm").mkdir()
    write_model(hub / "minilm")
    assert line_on_model(examined(hub, "minilm")) == "ok   sentence model: minilm"


def test_a_missing_folder_says_what_to_put_there(hub: Path) -> None:
    result = examined(hub, "nowhere")
    assert result.exit_code == 1
    assert line_on_model(result).startswith("FAIL")
    assert "nowhere: has no model.onnx" in line_on_model(result)
    assert "Put it there" in line_on_model(result)


def test_a_missing_extra_says_what_to_install(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    result = examined(hub, "minilm")
    assert result.exit_code == 1
    assert "pip install 'wiredesk[semantic]'" in line_on_model(result)
