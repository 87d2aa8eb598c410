"""The square code on papers: level M, a quiet zone of four modules, 28 mm from edge to edge of its dark modules."""

from io import BytesIO

SIDE_MM = 28
QUIET = 4


def qr_svg(text: str) -> tuple[bytes, float]:
    """The code as SVG, and the width in mm at which its modules take SIDE_MM; the quiet zone comes on top."""
    import segno

    code = segno.make(text, error="m", micro=False)
    kept = BytesIO()
    code.save(kept, kind="svg", border=QUIET, xmldecl=False)
    modules = code.symbol_size(border=0)[0]
    return kept.getvalue(), round(SIDE_MM * (modules + 2 * QUIET) / modules, 3)
