"""The pictures of the sample papers: drawn, small, and each the same every time."""

import io

from PIL import Image

from wiredesk.sample.newsroom import load_newsroom
from wiredesk.sample.pictures import HEIGHT, WIDTH, draw_picture

NAMES = sorted({f"/pictures/{piece.slug}.png" for piece in load_newsroom().pieces})
BYTES_MAX = 60_000
COLOURS_MIN = 5  # a sheet of traces has no sky


def test_every_article_has_a_picture_that_shows_something_and_weighs_little() -> None:
    for name in NAMES:
        told = draw_picture(name)
        assert len(told) <= BYTES_MAX, name
        image = Image.open(io.BytesIO(told)).convert("RGB")
        assert image.size == (WIDTH, HEIGHT)
        assert len(image.getcolors(WIDTH * HEIGHT) or ()) >= COLOURS_MIN, name


def test_a_picture_is_the_same_every_time_and_different_for_each_article() -> None:
    first = {name: draw_picture(name) for name in NAMES[:20]}
    draw_picture.cache_clear()
    assert {name: draw_picture(name) for name in NAMES[:20]} == first
    assert len(set(first.values())) == len(first)
