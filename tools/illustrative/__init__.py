"""Writes the invented bloc, “Khối CSND – dữ liệu minh họa”, as season files 2013–2017: `python -m tools.illustrative`.

Everything here is invented and marked so. No clock and no chance: the same code writes the same bytes.
"""
