"""IPTC Media Topics: the official forms, what a hub keeps, and files that are something else."""

import json

import pytest

from wiredesk.basics.errors import InputError
from wiredesk.craft.topics import parse_concepts, render_concepts
from wiredesk.records.topic import Concept

NEWSCODES = "http://cv.iptc.org/newscodes/mediatopic/"
ROOT = Concept(id="medtop:13000000", name="science and technology")
CHILD = Concept(id="medtop:20001298", name="artificial intelligence", parent="medtop:13000000")
GONE = Concept(id="medtop:20000999", name="old", retired=True)


def test_the_form_of_the_official_address_is_read() -> None:
    tree = {
        "conceptSet": [
            {
                "uri": NEWSCODES + "20001298",
                "qcode": "medtop:20001298",
                "prefLabel": {"de": "KI", "en-GB": "artificial  intelligence"},
                "broader": [NEWSCODES + "13000000"],
            },
            {"uri": NEWSCODES + "13000000", "prefLabel": {"en-US": "science and technology"}},
            {"qcode": "medtop:20000999", "prefLabel": {"en": "old"}, "retired": "2020-01-01"},
        ]
    }
    found = parse_concepts(json.dumps(tree).encode(), name="x.json")
    assert found == (ROOT, GONE, CHILD)


def test_the_table_of_mappings_is_read() -> None:
    line = {
        "Name (en-GB)": "artificial intelligence",
        "NewsCode-QCode (flat)": "medtop:20001298",
        "Level1/NewsCode": "medtop:13000000",
        "Level2/NewsCode": "medtop:20001298",
        "Level3/NewsCode": float("nan"),
        "RetiredDate": float("nan"),
    }
    gone = line | {"RetiredDate": "2020", "NewsCode-QCode (flat)": "medtop:20000999"}
    gone |= {"Name (en-GB)": "old", "Level1/NewsCode": "medtop:20000999", "Level2/NewsCode": None}
    raw = json.dumps({"medtop:20001298": line, "medtop:20000999": gone}).encode()
    assert parse_concepts(raw, name="x.json") == (GONE, CHILD)


def test_what_a_hub_keeps_is_read_again() -> None:
    kept = render_concepts([ROOT, GONE, CHILD])
    assert parse_concepts(kept, name="iptc.json") == (ROOT, GONE, CHILD)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<rdf/>",
        b"[]",
        b"7",
        b'"text"',
        b"null",
        b'{"conceptSet": 7}',
        b'{"conceptSet": [7, {}, {"qcode": 1}, {"qcode": "medtop:1", "prefLabel": []}]}',
        b"[" * 100_000,
        b'{"a": {"NewsCode-QCode (flat)": "subj:01000000", "Name (en-GB)": "x"}}',
    ],
)
def test_another_file_is_an_error_that_says_where_the_right_one_is(raw: bytes) -> None:
    with pytest.raises(InputError) as caught:
        parse_concepts(raw, name="x.json")
    assert str(caught.value).startswith("x.json: ")
    assert "cv.iptc.org" in caught.value.remedy
