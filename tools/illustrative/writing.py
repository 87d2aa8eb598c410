"""JSON for people: a row that fits on a line stays on one line."""

import json

WIDTH = 118


def pretty(value, indent: int = 0) -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(flat) + indent <= WIDTH:
        return flat
    pad, inner = " " * indent, " " * (indent + 1)
    if isinstance(value, list):
        return "[\n" + ",\n".join(inner + pretty(one, indent + 1) for one in value) + "\n" + pad + "]"
    keyed = (f"{inner}{json.dumps(key, ensure_ascii=False)}: {pretty(one, indent + 1)}" for key, one in value.items())
    return "{\n" + ",\n".join(keyed) + "\n" + pad + "}"
