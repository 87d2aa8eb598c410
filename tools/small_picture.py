"""A screenshot as a small PNG: with as many colours as fit into the bytes a picture of the manual may have."""

from io import BytesIO
from pathlib import Path

from PIL import Image

MOST_BYTES = 150_000
COLOURS = (64, 32, 16)


def save(picture: bytes, path: Path):
    for colours in COLOURS:
        small = Image.open(BytesIO(picture)).convert("RGB").quantize(colours, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
        if path.stat().st_size <= MOST_BYTES:
            break
    print(f"{path.name}: {path.stat().st_size:,} bytes")
