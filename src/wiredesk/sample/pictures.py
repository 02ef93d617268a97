"""Lead pictures of the sample papers: flat scenes in a few colours, drawn when somebody asks for them.

In: a picture's name.  Out: PNG bytes, the same ones for the same name.  The scene follows from words in the
name (a slug), colours and details from its hash.
"""

import io
import math
import random
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

WIDTH: Final = 1_200
HEIGHT: Final = 675
BANDS: Final = 27  # of sky; each is 25 pixels high
Colour = tuple[int, int, int]

# Sky above, sky below, far, near, light: each a set that goes together.
PALETTES: Final = (
    ("#16324f", "#e07a5f", "#2a4d69", "#0d1b2a", "#f4d58d"),
    ("#9ec1a3", "#f2e8cf", "#6a994e", "#386641", "#bc4749"),
    ("#264653", "#e9c46a", "#2a9d8f", "#1b343e", "#f4a261"),
    ("#d8e2dc", "#ffe5d9", "#84a59d", "#3d405b", "#e07a5f"),
    ("#1d2d50", "#5c6f9c", "#324376", "#0f1a33", "#f9d976"),
    ("#f7cad0", "#fae1dd", "#b5838d", "#6d6875", "#ffb703"),
    ("#003049", "#669bbc", "#1b4965", "#001d2e", "#fdf0d5"),
    ("#e0dfd5", "#f6f4ec", "#a3b18a", "#344e41", "#d62828"),
    ("#3c096c", "#ff9e00", "#5a189a", "#240046", "#ffd166"),
    ("#cad2c5", "#f0efeb", "#84a98c", "#2f3e46", "#e76f51"),
)  # fmt: skip


@lru_cache(maxsize=64)
def draw_picture(name: str) -> bytes:
    """The picture called `name`."""
    chance = random.Random(name)  # noqa: S311 - the same picture each time; nothing secret
    canvas = _Canvas(chance, [_rgb(one) for one in chance.choice(PALETTES)])
    scene = next((scene for words, scene in _SCENES if any(one in name for one in words)), None)
    (scene or chance.choice([one for _, one in _SCENES]))(canvas)
    told = io.BytesIO()
    canvas.image.save(told, "PNG", compress_level=1)
    return told.getvalue()


class _Canvas:
    """A picture being drawn, its sky painted."""

    def __init__(self, chance: random.Random, colours: list[Colour]) -> None:
        self.chance = chance
        self.above, self.below, self.far, self.near, self.light = colours
        self.image = Image.new("P", (WIDTH, HEIGHT))
        self.draw = ImageDraw.Draw(self.image)
        for band in range(BANDS):
            top = band * HEIGHT // BANDS
            colour = _mix(self.above, self.below, band / BANDS)
            self.draw.rectangle((0, top, WIDTH, top + HEIGHT // BANDS), fill=colour)

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        """A full circle."""
        self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)

    def hills(self, base: float, height: float, fill: Colour) -> None:
        """A range of hills from edge to edge."""
        phase, pace = self.chance.uniform(0, 6), self.chance.uniform(1.5, 3.5)
        line = [
            (x, base - height * (0.5 + 0.5 * math.sin(phase + pace * x / 300)))
            for x in range(0, WIDTH + 25, 25)
        ]
        self.draw.polygon([(0, HEIGHT), *line, (WIDTH, HEIGHT)], fill=fill)


def _lens(canvas: _Canvas) -> None:
    x, y = canvas.chance.uniform(480, 760), 340.0
    radii = (330, 290, 235, 180, 120, 62)
    fills = (canvas.near, canvas.far, canvas.near, _mix(canvas.near, canvas.above, 0.4))
    for radius, fill in zip(radii, (*fills, canvas.far, canvas.near), strict=True):
        canvas.disc(x, y, radius, fill)
    canvas.disc(x - 95, y - 95, 44, canvas.light)
    canvas.disc(x + 60, y + 70, 18, canvas.below)


def _city(canvas: _Canvas) -> None:
    canvas.disc(canvas.chance.uniform(200, 1_000), 210, 80, canvas.light)
    for fill, low, high in ((canvas.far, 190, 400), (canvas.near, 90, 300)):
        x = -20
        while x < WIDTH:
            wide, tall = canvas.chance.randint(70, 150), canvas.chance.randint(low, high)
            canvas.draw.rectangle((x, HEIGHT - tall, x + wide, HEIGHT), fill=fill)
            _windows(canvas, x, HEIGHT - tall, wide)
            x += wide + canvas.chance.randint(0, 18)


def _windows(canvas: _Canvas, x: int, top: int, wide: int) -> None:
    for left in range(x + 14, x + wide - 18, 26):
        for upper in range(top + 18, HEIGHT, 38):
            if canvas.chance.random() < 0.3:
                canvas.draw.rectangle((left, upper, left + 10, upper + 16), fill=canvas.light)


def _hills(canvas: _Canvas) -> None:
    canvas.disc(canvas.chance.uniform(250, 950), 220, 95, canvas.light)
    for step, base in enumerate((430, 520, 620)):
        canvas.hills(base, 120, _mix(canvas.far, canvas.near, step / 2))


def _harbour(canvas: _Canvas) -> None:
    canvas.disc(canvas.chance.uniform(250, 950), 260, 100, canvas.light)
    canvas.hills(400, 70, canvas.far)
    canvas.draw.rectangle((0, 400, WIDTH, HEIGHT), fill=canvas.near)
    for _ in range(40):
        x, y = canvas.chance.randint(0, WIDTH), canvas.chance.randint(415, HEIGHT)
        canvas.draw.rectangle((x, y, x + canvas.chance.randint(40, 160), y + 4), fill=canvas.far)
    x = canvas.chance.randint(280, 620)
    hull = [(x, 410), (x + 330, 410), (x + 290, 470), (x + 45, 470)]
    canvas.draw.polygon(hull, fill=canvas.light)
    canvas.draw.rectangle((x + 70, 350, x + 260, 410), fill=canvas.below)
    canvas.draw.rectangle((x + 200, 300, x + 232, 350), fill=canvas.near)
    for left in range(x + 85, x + 245, 32):
        canvas.draw.rectangle((left, 368, left + 16, 388), fill=canvas.near)


def _columns(canvas: _Canvas) -> None:
    wall, stone = canvas.near, _mix(canvas.below, canvas.light, 0.25)
    canvas.draw.rectangle((130, 250, 1_070, HEIGHT), fill=wall)
    canvas.draw.polygon([(90, 250), (600, 70), (1_110, 250)], fill=stone)
    canvas.draw.polygon([(220, 230), (600, 105), (980, 230)], fill=canvas.far)
    canvas.disc(600, 185, 34, canvas.light)
    canvas.draw.rectangle((90, 250, 1_110, 285), fill=stone)
    for left in range(165, 1_000, 145):
        canvas.draw.rectangle((left, 285, left + 62, 590), fill=stone)
        canvas.draw.rectangle((left + 44, 285, left + 62, 590), fill=canvas.far)
    for step in range(3):
        top = 590 + 30 * step
        canvas.draw.rectangle((110 - 40 * step, top, 1_090 + 40 * step, top + 26), fill=stone)


def _chip(canvas: _Canvas) -> None:
    canvas.draw.rectangle((0, 0, WIDTH, HEIGHT), fill=canvas.near)
    for place in range(18):
        y = 40 + place * 36
        bend, turn = canvas.chance.randint(80, 300), canvas.chance.choice((-36, 0, 36))
        for side in (-1, 1):
            ends = [(600 + side * one, y + move) for one, move in ((0, 0), (600 - bend, 0))]
            ends += [(600 + side * (636 - bend), y + turn), (600 + side * 640, y + turn)]
            canvas.draw.line(ends, fill=canvas.far, width=7)
    canvas.draw.rectangle((380, 150, 820, 530), fill=_mix(canvas.near, canvas.above, 0.6))
    canvas.draw.rectangle((420, 188, 780, 492), fill=canvas.below)
    for row in range(4):
        for column in range(5):
            x, y = 440 + 66 * column, 206 + 70 * row
            lit = canvas.chance.random() < 0.3
            fill = canvas.light if lit else canvas.far
            canvas.draw.rectangle((x, y, x + 52, y + 56), fill=fill)


def _rows(canvas: _Canvas) -> None:
    canvas.disc(canvas.chance.uniform(200, 1_000), 150, 75, canvas.light)
    canvas.hills(330, 60, canvas.far)
    canvas.draw.rectangle((0, 320, WIDTH, HEIGHT), fill=canvas.near)
    eye = canvas.chance.uniform(350, 850)
    for left in range(-1_500, 2_700, 150):
        stripe = [(eye, 320), (left, HEIGHT), (left + 70, HEIGHT)]
        canvas.draw.polygon(stripe, fill=canvas.far)


def _faces(canvas: _Canvas) -> None:
    marked = canvas.chance.randint(1, 3)
    for place in range(5):
        x, y = 130 + place * 235, 300 + canvas.chance.randint(-45, 45)
        fill = canvas.light if place == marked else _mix(canvas.far, canvas.near, place / 5)
        canvas.draw.ellipse((x - 150, y + 110, x + 150, y + 600), fill=fill)
        canvas.draw.ellipse((x - 78, y - 100, x + 78, y + 95), fill=fill)
        if place == marked:
            _frame(canvas, x, y)


def _frame(canvas: _Canvas, x: int, y: int) -> None:
    """Four corners around a head, as a machine marks it."""
    for side, end in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
        corner = [(x + side * 80, y + end * 130), (x + side * 125, y + end * 130)]
        corner += [(x + side * 125, y + end * 85)]
        canvas.draw.line(corner, fill=canvas.near, width=10)


def _tram(canvas: _Canvas) -> None:
    _city(canvas)
    x = canvas.chance.randint(280, 520)
    canvas.draw.rounded_rectangle((x, 250, x + 400, 610), 46, fill=canvas.light)
    canvas.draw.rounded_rectangle((x + 40, 290, x + 360, 450), 26, fill=canvas.near)
    canvas.disc(x + 85, 530, 28, canvas.below)
    canvas.disc(x + 315, 530, 28, canvas.below)
    for side in (0, 1):
        rail = [(x + 110 + 180 * side, 610), (x + 60 + 280 * side, HEIGHT)]
        canvas.draw.line(rail, fill=canvas.below, width=9)
    canvas.draw.line([(x + 200, 250), (x + 200, 0)], fill=canvas.near, width=6)


def _papers(canvas: _Canvas) -> None:
    for place in range(3):
        x, y = 250 + 170 * place, 60 + 46 * place
        lean = canvas.chance.randint(-40, 40)
        fill = _mix(canvas.below, (255, 255, 255), 0.3 + 0.3 * place)
        sheet = [(x, y), (x + 420, y + lean), (x + 420 - lean, y + 560 + lean), (x - lean, y + 560)]
        canvas.draw.polygon(sheet, fill=fill)
        for line in range(11):
            top, long = y + 90 + 38 * line, 330 if line % 4 else 220
            ends = [(x + 40, top + lean // 10), (x + 40 + long, top + lean)]
            canvas.draw.line(
                ends, fill=canvas.far if line else canvas.light, width=9 if line else 22
            )


def _pulse(canvas: _Canvas) -> None:
    for radius, part in ((300, 0.25), (225, 0.5), (150, 0.75)):
        canvas.disc(600, 337, radius, _mix(canvas.below, canvas.far, part))
    line = [(0, 337), (360, 337), (420, 300), (470, 400), (540, 130), (620, 560), (690, 300)]
    canvas.draw.line([*line, (740, 337), (WIDTH, 337)], fill=canvas.near, width=13, joint="curve")
    canvas.disc(540, 130, 22, canvas.light)


def _bridge(canvas: _Canvas) -> None:
    canvas.disc(canvas.chance.uniform(200, 1_000), 230, 85, canvas.light)
    canvas.hills(470, 80, canvas.far)
    canvas.draw.rectangle((0, 520, WIDTH, HEIGHT), fill=_mix(canvas.above, canvas.near, 0.5))
    for tower in (340, 860):
        canvas.draw.rectangle((tower - 16, 120, tower + 16, 560), fill=canvas.near)
        for reach in range(40, 270, 38):
            for side in (-1, 1):
                ends = [(tower, 130 + reach // 4), (tower + side * reach, 440)]
                canvas.draw.line(ends, fill=canvas.near, width=4)
    canvas.draw.rectangle((0, 436, WIDTH, 462), fill=canvas.near)


def _logo(canvas: _Canvas) -> None:
    canvas.draw.rectangle((0, 0, WIDTH, HEIGHT), fill=canvas.below)
    canvas.disc(600, 337, 170, canvas.near)
    canvas.draw.rectangle((515, 320, 685, 354), fill=canvas.below)


# Which words call for which scene; the first that fits is drawn.
_SCENES: Final[tuple[tuple[tuple[str, ...], Callable[[_Canvas], None]], ...]] = (
    (("masthead",), _logo),
    (("chip", "kolbe", "iris-", "model", "kvist", "sensor"), _chip),
    (("tram", "metro", "bus-", "station", "tunnel"), _tram),
    (("ferry", "salmon", "weir", "harbour", "water"), _harbour),
    (("bridge", "bolts"), _bridge),
    (("mildew", "mildiu", "vin", "weed", "unkraut", "canal", "stripes", "sheep", "noses"), _rows),
    (("moor", "fire", "smoke", "forest", "birds", "derby", "drone"), _hills),
    (("cancer", "screen", "fall", "hospital", "bedside", "oslund", "papers-mean"), _pulse),
    (("face", "rostro", "gesicht", "facial", "border", "kiosk", "festival", "balloon"), _faces),
    (("court", "gericht", "bill", "treaty", "parliament", "cabinet", "coalition", "koalition",
      "minister", "parteien", "law", "ban"), _columns),
    (("register", "papers", "text", "council", "consent", "algorithm", "library", "price"), _papers),
    (("camera", "kamera", "lens", "glasses", "picture", "eye", "shutter", "video"), _lens),
    (("city", "cities", "towns", "rent", "neighbour", "doorbell", "market", "shop"), _city),
)  # fmt: skip


def _mix(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _rgb(text: str) -> Colour:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
