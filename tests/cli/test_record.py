import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from wiredesk.basics.errors import UsageError
from wiredesk.cli.record import record

CORPUS = Path(__file__).parents[1] / "corpus" / "records"
GOOD = (CORPUS / "plain.md").read_bytes()
UNTIDY = GOOD.replace(b"category: news\n", b"").replace(b"\n---\n\n", b"\ncategory: 'news'\n---\n")


@pytest.fixture
def run() -> CliRunner:
    return CliRunner()


def test_fmt_leaves_a_canonical_file_untouched(run: CliRunner, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(GOOD)
    before = path.stat()
    assert run.invoke(record, ["fmt", str(path)]).exit_code == 0
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_fmt_puts_an_untidy_file_into_its_form(run: CliRunner, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(UNTIDY)
    path.chmod(0o640)
    assert run.invoke(record, ["fmt", str(path)]).exit_code == 0
    assert path.read_bytes() == GOOD
    assert path.stat().st_mode & 0o777 == 0o640
    assert [child.name for child in tmp_path.iterdir()] == ["a.md"]


def test_fmt_to_stdout_leaves_the_file_alone(run: CliRunner, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(UNTIDY)
    result = run.invoke(record, ["fmt", str(path), "--stdout"])
    assert result.stdout_bytes == GOOD
    assert path.read_bytes() == UNTIDY


def test_fmt_reads_standard_input(run: CliRunner) -> None:
    assert run.invoke(record, ["fmt", "-"], input=UNTIDY).stdout_bytes == GOOD


def test_fmt_follows_a_symbolic_link_instead_of_replacing_it(
    run: CliRunner, tmp_path: Path
) -> None:
    (tmp_path / "a.md").write_bytes(UNTIDY)
    link = tmp_path / "link.md"
    link.symlink_to("a.md")
    run.invoke(record, ["fmt", str(link)])
    assert link.is_symlink()
    assert link.read_bytes() == GOOD


def test_one_bad_file_leaves_the_others_alone(run: CliRunner, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.md", tmp_path / "good.md"
    bad.write_bytes(b"---\ntitle: &a x\n---\n")
    good.write_bytes(UNTIDY)
    result = run.invoke(record, ["fmt", str(bad), str(tmp_path / "none.md"), str(good)])
    assert result.exit_code == 1
    assert "bad.md:2: anchors" in result.stderr
    assert "none.md: cannot be read" in result.stderr
    assert good.read_bytes() == GOOD
    assert bad.read_bytes() == b"---\ntitle: &a x\n---\n"


def test_check_says_path_line_and_problem(run: CliRunner, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(GOOD.replace(b"quality: 71", b"quality: high"))
    result = run.invoke(record, ["check", str(CORPUS / "plain.md"), str(path)])
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{path}:9: `quality` is a whole number")


def test_check_of_good_files_is_silent(run: CliRunner) -> None:
    result = run.invoke(record, ["check", str(CORPUS / "plain.md"), str(CORPUS / "windows.md")])
    assert (result.exit_code, result.output) == (0, "")


def test_a_file_that_is_far_too_large_is_refused(run: CliRunner) -> None:
    result = run.invoke(record, ["fmt", "-"], input=b"-" * 10_000_001)
    assert result.exit_code == 1
    assert "is no record" in result.stderr


def test_without_files_it_is_wrong_use(run: CliRunner) -> None:
    assert run.invoke(record, ["fmt"]).exit_code == 2


def test_convert_prints_one_file(run: CliRunner, tmp_path: Path) -> None:
    result = run.invoke(record, ["convert", str(CORPUS / "plain.md"), "--to", "hugo"])
    assert result.exit_code == 0
    assert b"\ndraft: false\n" in result.stdout_bytes
    hugo = tmp_path / "a.md"
    hugo.write_bytes(result.stdout_bytes)
    back = run.invoke(record, ["convert", str(hugo), "--from", "hugo", "--to", "smartable"])
    assert back.stdout_bytes == GOOD


def test_convert_writes_several_into_a_folder(run: CliRunner, tmp_path: Path) -> None:
    names = [str(CORPUS / "plain.md"), str(CORPUS / "odd.md")]
    result = run.invoke(record, ["convert", *names, "--to", "astro", "--into", str(tmp_path / "n")])
    assert result.exit_code == 0
    assert sorted(child.name for child in (tmp_path / "n").iterdir()) == ["odd.md", "plain.md"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.md", "b.md", "--to", "hugo"],
        ["-", "--to", "hugo", "--into", "x"],
        ["a/x.md", "b/x.md", "--to", "hugo", "--into", "x"],
    ],
)
def test_convert_says_what_it_needs(run: CliRunner, arguments: list[str]) -> None:
    result = run.invoke(record, ["convert", *arguments])
    assert isinstance(result.exception, UsageError)


def test_a_record_becomes_ninjs_with_the_media_topics_of_a_hub(tmp_path: Path) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "ai.toml").write_text(
        'id = "ai"\nname = "AI"\nquery = "AI"\niptc = ["medtop:20001298"]\n'
    )
    source = tmp_path / "one.md"
    source.write_text(
        '---\ntitle: "A face"\noriginalUrl: "https://a.example/1"\n\ntopics:\n  - AI\n---\n'
    )
    words = ["convert", str(source), "--to", "ninjs", "--hub", str(tmp_path)]
    told = CliRunner().invoke(record, [*words, "--into", str(tmp_path / "out")])
    assert told.exit_code == 0, told.output
    ninjs = json.loads((tmp_path / "out" / "one.json").read_bytes())
    assert ninjs["uri"] == "https://a.example/1"
    assert ninjs["subjects"][1]["literal"] == "medtop:20001298"
