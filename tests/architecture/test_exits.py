"""One way out: what others wrote leaves the hub only as what `craft.rights.show` lets through.

The type checker holds that renderers take a Showable; this holds that nobody else makes one, that no renderer
can reach a text behind its back, and that nothing which recognises faces is ever installed (SAFETY.md R09).
"""

import ast
import importlib.metadata
import re
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src" / "wiredesk"
MAKER = "craft/rights/showing.py"
# Makers of what goes out, and who may call them.
MAKERS = {
    "Showable": {MAKER},
    "ArticleView": {"route/hubview.py"},
    "Record": {"craft/render/build.py", "craft/render/codec.py", "craft/render/profiles.py"},
    "Related": {"craft/render/build.py", "craft/render/fields.py"},
}
# What carries a whole text: no renderer and no web page may know it.
WHOLE_TEXTS = {"Article", "Reading", "FeedEntry", "Entry", "PublishWork", "ReadWork", "ReadDone"}
EXITS = ("craft/render", "web", "world/outlets")
# Fields that only `show` decides: nobody gives them another value afterwards.
DECIDED = {"excerpt", "video_embed"}
MAY_REPLACE = {"world/store/rights.py"}  # takes expired texts away
FACES = {
    "face-recognition", "face-recognition-models", "dlib", "deepface", "insightface", "facenet-pytorch",
    "mtcnn", "retina-face", "retinaface", "arcface", "facexlib", "mediapipe", "opencv-python",
    "opencv-contrib-python", "opencv-python-headless", "openface", "face-alignment", "kornia", "clip",
    "rekognition", "azure-cognitiveservices-vision-face", "pyfacer", "uniface", "facelib",
}  # fmt: skip


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCES.rglob("*.py")):
        yield path.relative_to(SOURCES).as_posix(), ast.parse(path.read_text("utf-8"))


def called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "")


def test_only_show_makes_what_may_be_shown() -> None:
    found = {
        (place, called(node))
        for place, tree in trees()
        for node in ast.walk(tree)
        if called(node) in MAKERS and place not in MAKERS[called(node)]
    }
    assert not found, "go through wiredesk.craft.rights.show"
    makers = {
        place for place, tree in trees() for node in ast.walk(tree) if called(node) == "Showable"
    }
    assert makers == {MAKER}


def test_no_renderer_knows_a_whole_text() -> None:
    found = [
        f"{place}: {alias.name}"
        for place, tree in trees()
        if place.startswith(EXITS)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in WHOLE_TEXTS
    ]
    assert not found, "render what may be shown (records.rights.Showable)"


def test_nobody_changes_afterwards_what_show_decided() -> None:
    found = [
        f"{place}:{node.lineno}"
        for place, tree in trees()
        if place not in MAY_REPLACE
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) == "replace"
        if {keyword.arg for keyword in node.keywords} & DECIDED
    ]
    assert not found


def test_nothing_that_recognises_faces_is_installed_or_asked_for() -> None:
    installed = {
        re.sub(r"[-_.]+", "-", str(found.metadata["Name"])).lower()
        for found in importlib.metadata.distributions()
    }
    assert len(installed) > 20, "the installed packages were not found"
    assert not installed & FACES
    asked = (Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8").lower()
    assert not [name for name in FACES if re.search(rf'"{re.escape(name)}[\[<>=~"]', asked)]


def test_no_way_out_hands_over_images_in_bulk() -> None:
    words = re.compile(r"\b(zip|tar)(file|_file|ball)|image_export|export_images", re.IGNORECASE)
    found = [place for place, _ in trees() if words.search((SOURCES / place).read_text("utf-8"))]
    assert not found
