"""A copy of a picture: decoded, turned upright, made smaller, written as WebP (SAFETY.md T26, T27).

In: bytes that claim to be a picture.  Out: PictureCopy, or InputError.  The size is read from the header
and refused before a pixel is decoded; only the first frame is; what the file says beside pixels (EXIF with
places, comments, another file behind it) is left behind.  Runs in a worker process with limits.
"""

import io
import struct
import warnings
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.Image import open as read_header  # of bytes that are here already; no file is opened

from wiredesk.basics.errors import InputError
from wiredesk.records.picture import PictureCopy

FORMATS: Final = (
    "JPEG",
    "PNG",
    "WEBP",
    "GIF",
    "AVIF",
)  # of 70 that Pillow registers; never SVG or EPS
PIXELS_MAX: Final = (
    25_000_000  # 100 MB decoded; a 187 kB PNG of 8000 × 8000 costs 258 MB (SAFETY.md M9b)
)
SIDE_MAX: Final = 16_383  # WebP's own limit
WIDTH_MAX: Final = 1_200  # twice the width of a story's column
HEIGHT_MAX: Final = 1_600
SIDE_MIN: Final = 32  # smaller is a tracker or an icon
QUALITY: Final = 78
EFFORT: Final = 4  # of WebP's 0 to 6; 6 takes twice the time for 2 % fewer bytes

_DAMAGE: Final = (  # all of these come out of Pillow's decoders for damaged files
    OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, ArithmeticError, RuntimeError, struct.error,
)  # fmt: skip


def copy_picture(body: bytes) -> PictureCopy:
    """Our own copy of the picture in `body`; InputError says why there is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our limits are lower than those that Pillow warns at
        try:
            return _copied(body)
        except (UnidentifiedImageError, Image.DecompressionBombError) as cause:
            raise _refusal("is no picture of a kind that is copied.", "kind") from cause
        except _DAMAGE as cause:
            raise _refusal("is damaged.", "damaged") from cause


def _copied(body: bytes) -> PictureCopy:
    with read_header(io.BytesIO(body), formats=FORMATS) as original:
        width, height = original.size
        if width * height > PIXELS_MAX or max(width, height) > SIDE_MAX:
            raise _refusal(f"has {width} × {height} pixels; at most 25 million.", "pixels")
        if min(width, height) < SIDE_MIN:
            raise _refusal(f"has {width} × {height} pixels: too small to show.", "small")
        original.draft("RGB", (WIDTH_MAX, HEIGHT_MAX))  # JPEG decodes to a fraction at once
        upright = ImageOps.exif_transpose(original)
        turned = (upright.width > upright.height) != (width > height)
        plain = upright.convert("RGBA" if _is_transparent(upright) else "RGB")
    plain.thumbnail((WIDTH_MAX, HEIGHT_MAX), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    clean = Image.new(plain.mode, plain.size)
    clean.paste(plain)  # pixels alone: no EXIF, no profile, no comment
    clean.save(out, "WEBP", quality=QUALITY, method=EFFORT)
    return PictureCopy(
        body=out.getvalue(),
        width=plain.width,
        height=plain.height,
        original_width=height if turned else width,
        original_height=width if turned else height,
    )


def _is_transparent(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def _refusal(told: str, code: str) -> InputError:
    return InputError(told, remedy="The article is shown without it.", code=f"picture_{code}")
