"""robots.txt by RFC 9309 (SAFETY.md F031, F032)."""

from datetime import UTC, datetime, timedelta

import pytest

from wiredesk.craft.rights import (
    ROBOTS_BYTES_MAX,
    RobotsFile,
    crawl_delay,
    judge_robots,
    robots_file,
)

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
SITE = "https://news.example"
NO_ALL = b"User-agent: *\nDisallow: /\n"

# Rules of our group, a path, and whether it may be fetched; `+` allows and `-` disallows.
VECTORS = """
-/ | / | no
-/ | /a | no
- | / | yes
- | /a/b | yes
+/ | /a | yes
-/a | /a | no
-/a | /ab | no
-/a | /a/b | no
-/a | /a?b=1 | no
-/a | /A | yes
-/a | /b/a | yes
-/a | / | yes
-/a/ | /a | yes
-/a/ | /a/ | no
-/a/ | /a/b | no
-/a/ | /ab/ | yes
-/a.html | /a.html | no
-/a.html | /a.html5 | no
-/a.html | /a.htm | yes
-/* | / | no
-/* | /a | no
-* | /a | no
-/a* | /a | no
-/a* | /abc | no
-/a* | /ba | yes
-/*a | /a | no
-/*a | /b/c/a/d | no
-/*a | /bcd | yes
-/*.php | /a.php | no
-/*.php | /a/b.php | no
-/*.php | /a.php?x=1 | no
-/*.php | /a.phpx | no
-/*.php | /a.PHP | yes
-/*.php | /php | yes
-/*.php$ | /a.php | no
-/*.php$ | /a.php?x | yes
-/*.php$ | /a.php/ | yes
-/*.php$ | /a.php5 | yes
-/*.php$ | /.php | no
-/a$ | /a | no
-/a$ | /a/ | yes
-/a$ | /ab | yes
-/a$ | /a?x | yes
-/$ | / | no
-/$ | /a | yes
-/a$b | /a$b | no
-/a$b | /a | yes
-/a/*/c | /a/b/c | no
-/a/*/c | /a/b/b/c | no
-/a/*/c | /a//c | no
-/a/*/c | /a/c | yes
-/a/*/c$ | /a/b/c | no
-/a/*/c$ | /a/b/cd | yes
-/*/b/*/d | /a/b/c/d | no
-/*/b/*/d | /a/c/b/d | yes
-/** | /a | no
-/a**b | /axxb | no
-/*? | /a?b | no
-/*? | /a | yes
-/*?* | /a?b=c | no
-/*?id= | /a?id=1 | no
-/*?id= | /a?x=1&id=1 | yes
-/*id= | /a?x=1&id=1 | no
-/a +/a/b | /a/b | yes
-/a +/a/b | /a/b/c | yes
-/a +/a/b | /a/c | no
+/a/b -/a | /a/b | yes
+/a/b -/a | /a | no
+/a -/a | /a | yes
-/a +/a | /a | yes
-/a +/a | /b | yes
-/ +/a | /a | yes
-/ +/a | /b | no
-/ +/a | /ab | yes
-/ +/a$ | /a | yes
-/ +/a$ | /ab | no
-/ +/$ | / | yes
-/ +/$ | /a | no
-/a/* +/a/b | /a/b | yes
-/a/* +/a/b | /a/c | no
-/*.html +/a | /a.html | no
-/*.html +/a/page | /a/page.html | yes
+/a/page -/*.html | /a/page.html | yes
-/a/b/c +/a/b -/a/b/c/d | /a/b/c | no
-/a/b/c +/a/b -/a/b/c/d | /a/b/x | yes
+/p -/ | /page | yes
+/folder -/folder | /folder/page | yes
+/page -/*.htm | /page.htm | no
+/page -/*.ph | /page.php5 | yes
+/$ -/ | / | yes
+/$ -/ | /page.htm | no
-/caf%C3%A9 | /caf%C3%A9 | no
-/caf%C3%A9 | /café | no
-/caf%c3%a9 | /caf%C3%A9 | no
-/café | /caf%C3%A9 | no
-/café | /café | no
-/café | /caf%c3%a9/x | no
-/ツ | /%E3%83%84 | no
-/%E3%83%84 | /ツ | no
-/a%3Cd.html | /a%3cd.html | no
-/a%3cd.html | /a%3Cd.html | no
-/a%2fb | /a%2Fb | no
-/a%2fb | /a/b | yes
-/a/b | /a%2fb | yes
-/%61 | /a | no
-/a | /%61 | no
-/~joe/ | /%7Ejoe/ | no
-/%7Ejoe/ | /~joe/ | no
-/a%20b | /a%20b | no
-/a%2A | /a%2A | no
-/a%2A | /ab | yes
-/a?b=%C3%A9 | /a?b=%C3%A9 | no
-/fish | /fish.html | no
-/fish | /fishheads/yummy.html | no
-/fish | /fish.php?id=anything | no
-/fish | /catfish | yes
-/fish | /desert/fish | yes
-/fish* | /fish/salmon.html | no
-/fish/ | /fish/?id=anything | no
-/fish/ | /fish | yes
-/*.php | /folder/filename.php?parameters | no
-/*.php | /windows.PHP | yes
-/fish*.php | /fishheads/catfish.php?parameters | no
-/fish*.php | /Fish.PHP | yes
"""


def rows() -> list[tuple[str, str, bool]]:
    """The table above."""
    parts = [line.split(" | ") for line in VECTORS.strip().splitlines()]
    return [(rules, path, told == "yes") for rules, path, told in parts]


def judged(text: str, path: str) -> bool:
    """Whether the file lets us fetch the path."""
    return judge_robots(RobotsFile(fetched_at=NOW, text=text, status=200), SITE + path)[0]


@pytest.mark.parametrize(("rules", "path", "allowed"), rows())
def test_the_longest_matching_rule_decides(rules: str, path: str, allowed: bool) -> None:  # noqa: FBT001 - a column of the table
    lines = [
        f"{'Allow' if rule[0] == '+' else 'Disallow'}: {rule[1:]}" for rule in rules.split(" ")
    ]
    assert judged("\n".join(["User-agent: wiredesk", *lines]), path) is allowed


def test_the_table_is_as_long_as_safety_asks() -> None:
    assert len(rows()) >= 100


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: wiredesk\nDisallow: /", False),
        ("User-agent: WireDesk\nDisallow: /", False),
        ("user-AGENT: wiredesk\nDISALLOW: /", False),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: wire\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: wiredesk\nAllow: /", True),
        ("User-agent: wiredesk\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: wiredesk\nDisallow:\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: *\nAllow: /\n\nUser-agent: wiredesk\nDisallow: /", False),
        ("User-agent: other\nUser-agent: wiredesk\nDisallow: /", False),
        ("User-agent: wiredesk\nUser-agent: other\nDisallow: /", False),
        ("User-agent: wiredesk\nDisallow: /b\n\nUser-agent: wiredesk\nDisallow: /a", False),
        ("User-agent: wiredesk\nDisallow: /a\n\nUser-agent: x\nAllow: /a", False),
        ("User-agent: *\n\n\nDisallow: /", False),
        ("User-agent: *\n# a comment\nDisallow: / # all", False),
        ("User-agent: *\r\nDisallow: /\r\n", False),
        ("User-agent: *\rDisallow: /\r", False),
        ("User-agent: desk\nDisallow: /", True),
        ("User-agent: wiredesk-images\nDisallow: /", True),
        ("User-agent: wire\nAllow: /\n\nUser-agent: *\nDisallow: /", False),
        ("User-agent: wiredesk/2.0\nDisallow: /", False),
        ("User-agent: wiredesk (news)\nDisallow: /", False),
        ("User-agent: wiredesk # us\nDisallow: /", False),
        ("User-agent:\nDisallow: /", True),
        ("User-agent: *\nDisallow: /user-agent: wiredesk", True),
        ("  User-agent : *  \n  Disallow :  /  ", False),
        ("User-agent: *\nSitemap: https://news.example/s.xml\nDisallow: /", False),
        ("User-agent: *\nCrawl-delay: 5\nDisallow: /", False),
        ("Disallow: /", True),
        ("Disallow: /\nUser-agent: *\nAllow: /", True),
        ("<html><body>Not found</body></html>", True),
        ("\x00\x01\x02", True),
        ("User-agent: *\nDisallow /", False),
        ("", True),
    ],
)
def test_the_group_that_names_us_decides_else_the_one_for_all(text: str, *, allowed: bool) -> None:
    assert judged(text, "/a") is allowed


@pytest.mark.parametrize(
    ("status", "body", "allowed"),
    [
        (200, NO_ALL, False),
        (200, b"", True),
        (200, b"\xef\xbb\xbf" + NO_ALL, False),
        (200, b"\xff\xfe\x00" + NO_ALL, True),
        (204, b"", True),
        (400, NO_ALL, True),
        (401, NO_ALL, True),
        (403, NO_ALL, True),
        (404, NO_ALL, True),
        (410, NO_ALL, True),
        (429, b"", False),
        (500, b"", False),
        (503, b"", False),
        (302, b"", False),
        (None, b"", False),
    ],
)
def test_an_answer_stands_for_rules_no_rules_or_a_closed_door(
    status: int | None, body: bytes, *, allowed: bool
) -> None:
    kept = robots_file(status, body, fetched_at=NOW)
    told, reason = judge_robots(kept, f"{SITE}/a")
    assert told is allowed
    assert reason.code.startswith("robots_")
    assert "2026-10-01 12:00 UTC" in reason.text


def test_after_thirty_days_without_an_answer_there_are_no_rules() -> None:
    kept = robots_file(None, b"", fetched_at=NOW)
    for day in range(1, 31):
        kept = robots_file(503, b"", fetched_at=NOW + timedelta(days=day), previous=kept)
        assert kept.disallow_all, day
    kept = robots_file(503, b"", fetched_at=NOW + timedelta(days=31), previous=kept)
    assert not kept.disallow_all
    assert judge_robots(kept, f"{SITE}/a")[0]
    back = robots_file(200, NO_ALL, fetched_at=NOW + timedelta(days=32), previous=kept)
    assert back.unreachable_since is None
    assert not judge_robots(back, f"{SITE}/a")[0]


def test_only_the_first_half_megabyte_is_read() -> None:
    filling = b"# filling\n" * (ROBOTS_BYTES_MAX // 10)
    kept = robots_file(200, filling + NO_ALL, fetched_at=NOW)
    assert len(kept.text) <= ROBOTS_BYTES_MAX
    assert judge_robots(kept, f"{SITE}/a")[0]
    assert not judge_robots(robots_file(200, NO_ALL + filling, fetched_at=NOW), f"{SITE}/a")[0]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 0.0),
        ("User-agent: *\nDisallow: /a", 0.0),
        ("User-agent: *\nCrawl-delay: 5", 5.0),
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: *\nCrawl-delay: 86400", 30.0),
        ("User-agent: *\nCrawl-delay: -3", 0.0),
        ("User-agent: *\nCrawl-delay: soon", 0.0),
        ("User-agent: *\nCrawl-delay: nan", 0.0),
        ("User-agent: *\nCrawl-delay: inf", 0.0),
        ("User-agent: wiredesk\nCrawl-delay: 7\n\nUser-agent: *\nCrawl-delay: 1", 7.0),
    ],
)
def test_a_crawl_delay_is_a_number_of_seconds_within_bounds(text: str, seconds: float) -> None:
    assert crawl_delay(RobotsFile(fetched_at=NOW, text=text, status=200)) == seconds
