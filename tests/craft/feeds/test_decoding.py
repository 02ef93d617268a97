"""Sixty encodings and mislabellings (SAFETY.md F045), each made by code."""

import codecs

import pytest

from wiredesk.basics.errors import InputError
from wiredesk.craft.feeds import parse_feed
from wiredesk.craft.feeds.decoding import decode

URL = "https://feeds.example/all.xml"
LATIN = "Café Zürich — “naïve” façade"
PLAIN_LATIN = "Café Zürich naïve façade"
POLISH = "Zażółć gęślą jaźń"
RUSSIAN = "Новости порта сегодня"
JAPANESE = "港の新聞は今日も元気です"
CHINESE = "港口新闻今天发布"
TRADITIONAL = "港口新聞今天發布"
KOREAN = "항구 신문 오늘의 소식"
GREEK = "Νέα του λιμανιού"
TURKISH = "Şişli İğdır gün ışığı"
HEBREW = "חדשות הנמל"
ARABIC = "أخبار الميناء"
THAI = "ข่าวท่าเรือ"
EMOJI = "Ship 🚢 sails"

LABELLED = [
    ("utf-8", LATIN, "utf-8"), ("UTF-8", EMOJI, "utf-8"), ("utf8", RUSSIAN, "utf-8"),
    ("iso-8859-1", PLAIN_LATIN, "latin-1"), ("ISO-8859-1", LATIN, "cp1252"),
    ("latin1", PLAIN_LATIN, "latin-1"), ("windows-1252", LATIN, "cp1252"),
    ("us-ascii", LATIN, "cp1252"), ("iso-8859-15", "Prix 5 € Œuvre", "iso8859-15"),
    ("iso-8859-2", POLISH, "iso8859-2"), ("windows-1250", POLISH, "cp1250"),
    ("iso-8859-5", RUSSIAN, "iso8859-5"), ("windows-1251", RUSSIAN, "cp1251"),
    ("koi8-r", RUSSIAN, "koi8-r"), ("koi8-u", "Новини порту їжак", "koi8-u"),
    ("cp866", RUSSIAN, "cp866"), ("iso-8859-7", GREEK, "iso8859-7"),
    ("windows-1253", GREEK, "cp1253"), ("iso-8859-9", TURKISH, "cp1254"),
    ("windows-1254", TURKISH, "cp1254"), ("iso-8859-8", HEBREW, "iso8859-8"),
    ("windows-1255", HEBREW, "cp1255"), ("iso-8859-6", ARABIC, "iso8859-6"),
    ("windows-1256", ARABIC, "cp1256"), ("tis-620", THAI, "cp874"),
    ("windows-874", THAI, "cp874"), ("windows-1257", "Ąžuolas šėlsta", "cp1257"),
    ("shift_jis", JAPANESE, "cp932"), ("Shift-JIS", JAPANESE, "cp932"),
    ("euc-jp", JAPANESE, "euc-jp"), ("iso-2022-jp", JAPANESE, "iso2022-jp"),
    ("gb2312", CHINESE, "gb2312"), ("gbk", CHINESE, "gbk"), ("gb18030", CHINESE, "gb18030"),
    ("big5", TRADITIONAL, "big5"), ("euc-kr", KOREAN, "euc-kr"), ("ks_c_5601-1987", KOREAN, "cp949"),
    ("macintosh", PLAIN_LATIN, "mac-roman"),
]  # fmt: skip


def feed_with(title: str, label: str = "") -> str:
    declared = f' encoding="{label}"' if label else ""
    return (
        f'<?xml version="1.0"{declared}?><rss version="2.0"><channel><item>'
        f"<title>{title}</title></item></channel></rss>"
    )


def title_of(body: bytes, content_type: str = "") -> str:
    return parse_feed(body, url=URL, content_type=content_type).entries[0].title


@pytest.mark.parametrize(("label", "text", "codec"), LABELLED)
def test_a_declared_encoding_is_read(label: str, text: str, codec: str) -> None:
    assert title_of(feed_with(text, label).encode(codec)) == text


BYTES = {
    "utf-8 with mark": (codecs.BOM_UTF8 + feed_with(RUSSIAN).encode(), "", RUSSIAN),
    "mark against declaration": (
        codecs.BOM_UTF8 + feed_with(RUSSIAN, "koi8-r").encode(), "", RUSSIAN),
    "mark against http": (
        codecs.BOM_UTF8 + feed_with(RUSSIAN).encode(), "text/xml; charset=koi8-r", RUSSIAN),
    "utf-16 with mark": (feed_with(JAPANESE, "utf-16").encode("utf-16"), "", JAPANESE),
    "utf-16le bare": (feed_with(JAPANESE, "utf-16").encode("utf-16-le"), "", JAPANESE),
    "utf-16be bare": (feed_with(JAPANESE, "utf-16").encode("utf-16-be"), "", JAPANESE),
    "utf-16 said, utf-8 sent": (feed_with(RUSSIAN, "utf-16").encode(), "", RUSSIAN),
    "http wins over declaration": (
        feed_with(RUSSIAN, "windows-1251").encode("koi8-r"), "text/xml; charset=koi8-r", RUSSIAN),
    "http quoted": (
        feed_with(RUSSIAN).encode("koi8-r"), 'application/rss+xml; charset="KOI8-R"', RUSSIAN),
    "http wrong, declaration right": (
        feed_with(RUSSIAN, "koi8-r").encode("koi8-r"), "text/xml; charset=utf-8", RUSSIAN),
    "cp1252 said to be utf-8": (feed_with(LATIN, "utf-8").encode("cp1252"), "", LATIN),
    "utf-8 said to be latin-1": (feed_with(LATIN, "iso-8859-1").encode(), "", LATIN),
    "utf-8 said to be ascii": (feed_with(EMOJI, "us-ascii").encode(), "", EMOJI),
    "nothing said, cp1252": (feed_with(LATIN).encode("cp1252"), "", LATIN),
    "nothing said, utf-8": (feed_with(KOREAN).encode(), "", KOREAN),
    "unknown label": (feed_with(RUSSIAN, "x-martian").encode(), "", RUSSIAN),
    "python's own label": (feed_with(LATIN, "rot13").encode(), "", LATIN),
    "both mixed": (
        feed_with("Café @").encode().replace(b"@", "Zoë".encode("cp1252")), "", "Café Zoë"),
    "nul bytes between": (feed_with("Sh\x00ip").encode(), "", "Ship"),
    "control signs": (feed_with("Sh\x01\x08ip\x1f").encode(), "", "Ship"),
    "no character": (feed_with("Ship\ufffe\uffff").encode(), "", "Ship"),
    "cp1252 numbers": (feed_with("&#147;Ship&#148; &#150; 5 &#x80;").encode(), "", "“Ship” – 5 €"),
    "surrogate number": (feed_with("Ship&#55357;&#x0;").encode(), "", "Ship��"),
    "emoji number": (feed_with("Ship &#128674; &#x1F6A2;").encode(), "", "Ship 🚢 🚢"),
    "gb2312 with gbk signs": (feed_with("港口囍", "gb2312").encode("gbk"), "", "港口囍"),
}  # fmt: skip


@pytest.mark.parametrize("name", BYTES)
def test_bytes_mean_what_their_writer_meant(name: str) -> None:
    body, content_type, expected = BYTES[name]
    assert title_of(body, content_type) == expected


def test_there_are_sixty_cases() -> None:
    assert len(LABELLED) + len(BYTES) >= 60


@pytest.mark.parametrize(
    "body",
    [
        feed_with("x", "utf-7").encode("utf-7"),
        feed_with("x", "UTF7").encode(),
        feed_with("x").encode("utf-32"),
        feed_with("x").encode("utf-32-le"),
        feed_with("x").encode("utf-32-be"),
        feed_with("x", "utf-32").encode(),
    ],
)
def test_utf_7_and_utf_32_are_refused_by_name(body: bytes) -> None:
    with pytest.raises(InputError) as caught:
        parse_feed(body, url=URL)
    assert caught.value.code == "feed_encoding"
    assert caught.value.subject == URL


@pytest.mark.parametrize(
    "bad",
    [b"\xc0\xbc", b"\xed\xa0\x80", b"\xff\xfe", b"\xe2\x82", b"\xf8\x88\x80\x80\x80", b"\x81\x8d"],
    ids=["overlong", "surrogate", "marks", "cut short", "five bytes", "undefined"],
)
def test_bytes_that_mean_nothing_are_counted_and_hurt_nothing_else(bad: bytes) -> None:
    body = feed_with("Before @ Größe").encode().replace(b"@", bad)
    feed = parse_feed(body, url=URL)
    assert feed.entries[0].title.startswith("Before")
    assert feed.entries[0].title.endswith("Größe")
    assert "bytes_replaced" in {reason.code for reason in feed.reasons}


def test_an_overlong_angle_bracket_is_no_markup() -> None:
    body = feed_with("a @script>b").encode().replace(b"@", b"\xc0\xbc")
    assert "<" not in title_of(body)


def test_text_that_is_mostly_bad_is_not_mended_byte_by_byte() -> None:
    decoded = decode(b"<rss>" + b"\xff\xfe\x81" * 400_000, url=URL)
    assert decoded.encoding == "cp1252"
    assert decoded.replaced > 0
