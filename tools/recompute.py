#!/usr/bin/env python3
"""Tính lại một gói kết quả thi đua ("giao-uoc/result/1") mà không cần phần mềm đã lập ra nó.

    python3 recompute.py package.json

A stranger's second opinion: one file, standard library only, written from the rules (docs/scoring.md) and not from the
project's code. Prints "Khớp" and the SHA-256 of the package when every digit follows from the inputs, else the first
that does not. Exit: 0 they agree, 1 they differ, 2 this is no package.
"""

import hashlib
import json
import re
import sys
from fractions import Fraction as F

NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,12}|/[1-9][0-9]{0,19})?")
FALLS = ("reduce_at_least", "reduce_range")
RISES = ("at_least", "greater_than", "count")
BROKEN = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, IndexError, RecursionError)
PARTS = ("marks", "totals", "standings")


class NoPackage(Exception):
    pass


def num(text):
    """A number of the package, exact; None for null."""
    if text is None:
        return None
    if not isinstance(text, str) or not NUMBER.fullmatch(text):
        raise NoPackage(f"{text!r} không phải là số")
    return F(text)


def told(number):
    """The number as a package writes it: shortest and exact."""
    if number is None:
        return None
    for digits in range(40):
        if (number * 10**digits).denominator == 1:
            whole = str(abs(int(number * 10**digits))).rjust(digits + 1, "0")
            text = whole[: len(whole) - digits] + ("." + whole[len(whole) - digits :] if digits else "")
            return ("-" if number < 0 else "") + text
    return f"{number.numerator}/{number.denominator}"


def cents(number):
    """Half-up (away from zero) to hundredths."""
    rounded = F(int(abs(number) * 100 + F(1, 2)), 100)
    return rounded if number >= 0 else -rounded


# --- One criterion of one unit ------------------------------------------------------------------


class Fact:
    def __init__(self, target_row, mark, scale):
        row = target_row or {}
        self.applies = row.get("applies", True)
        self.target, self.target_max, self.base = (num(row.get(n)) for n in ("target", "target_max", "baseline"))
        self.hand = num(mark["given"]) if mark else None
        self.value = reading(mark, scale) if mark else None


def reading(mark, scale):
    value, above, below = (num(mark[name]) for name in ("value", "numerator", "denominator"))
    if value is not None:
        return value
    if above is None or scale is None:
        return above
    return above / below * scale if below else None


def met(kind, fact):
    """Is the pledge kept? None: cannot be said."""
    value, target, base = fact.value, fact.target, fact.base
    if value is None:
        return None
    if kind in ("", "qualitative"):
        return value != 0
    if kind == "zero":
        return value == 0
    if target is None or (kind in FALLS and base is None):
        return None
    if kind in FALLS:
        return value == 0 if base == 0 else (base - value) / base * 100 >= target
    tests = {
        "at_least": value >= target,
        "count": value >= target,
        "greater_than": value > target,
        "equal": value == target,
        "at_most": value <= target,
    }
    return tests[kind]


def judged(kind, fact):
    """The figure itself, or the fall in per cent of the baseline."""
    value, base = fact.value, fact.base
    if kind not in FALLS or value is None:
        return value
    if base is None:
        return None
    if base:
        return (base - value) / base * 100
    return F(-100) if value else fact.target or F(0)


def turned(rule, points):
    """A penalty takes off what is lacking."""
    top = num(rule["points"])
    return top - min(max(points, F(0)), top) if rule["part"] == "penalty" else points


def alone(rule, fact):
    """Points by the formulas that look at one unit; None: cannot be said. Not rounded yet."""
    name, kind, top, more = rule["formula"], rule["kind"], num(rule["points"]), rule["rules"]
    if name == "by_hand":
        step = num(str(more["step"])) if more.get("step") else None
        if fact.hand is not None and (not 0 <= fact.hand <= top or (step and fact.hand % step)):
            raise NoPackage(f"tiêu chí {rule['number']}: không thể cho {told(fact.hand)} điểm")
        return fact.hand
    kept = met(kind, fact)
    if name == "flat" and not kind:
        return None if kept is None else top if kept else F(0)
    if name in ("pass_fail", "flat"):
        return None if kept is None else turned(rule, top if kept else F(0))
    if name == "proportional":
        return in_proportion(rule, fact, kept)
    if name == "deduction":
        left = max(top - num(str(more["per"])) * fact.value, num(str(more.get("floor") or "0")))
        return turned(rule, top if fact.value <= 0 else left)
    if name == "count":
        return num(str(more["per"])) * fact.value
    if name == "bands":
        return in_bands(rule, judged(kind, fact))
    raise NoPackage(f"không biết công thức {name!r}")


def in_proportion(rule, fact, kept):
    kind, target, top = rule["kind"], fact.target, num(rule["points"])
    found = judged(kind, fact)
    if found is None or kept is None:
        return None
    sided = kind in RISES + FALLS + ("at_most",) or (kind == "equal" and found < target == 100)
    between = sided and target > 0 and not (kind in FALLS and fact.base == 0)
    if kept or not between:
        return turned(rule, top if kept else F(0))
    return turned(rule, top * (target / found if kind == "at_most" else found / target))


def in_bands(rule, found):
    if found is None:
        return None
    for band in rule["rules"]["bands"]:
        if band.get("upto") in (None, "") or found <= num(str(band["upto"])):
            return num(str(band["points"]))
    raise NoPackage(f"tiêu chí {rule['number']}: không có khung nào cho {told(found)}")


# --- Relative to the best -------------------------------------------------------------------------


def beside_the_best(rule, facts):
    """{unit: points}: below the target half by share, on it half, above it up to the best; without a target apart."""
    kind, top, points, over, free = rule["kind"], num(rule["points"]), {}, {}, {}
    lower = kind == "at_most"
    if kind not in RISES + FALLS + ("at_most",):
        raise NoPackage(f"tiêu chí {rule['number']}: {kind!r} không có chiều tốt hơn")
    for unit, fact in facts.items():
        found, target = judged(kind, fact), fact.target
        if found is None:
            continue
        if target is not None and target <= 0:
            raise NoPackage(f"tiêu chí {rule['number']}: chỉ tiêu bằng 0")
        if kind in FALLS and fact.base == 0:
            points[unit] = F(0) if fact.value else top if target is None else top / 2
        elif target is None:
            free[unit] = found
        elif (found < target) if lower else (found > target):
            over[unit] = abs(found - target) / target
        else:
            points[unit] = top / 2 * max(target / found if lower else found / target, F(0))
    points.update({unit: top / 2 + top / 2 * excess / max(over.values()) for unit, excess in over.items()})
    points.update(apart(top, lower, free))
    return {unit: turned(rule, one) for unit, one in points.items()}


def apart(top, lower, free):
    if not free:
        return {}
    best = min(free.values()) if lower else max(free.values())
    if best <= 0 and not lower:
        return dict.fromkeys(free, F(0))
    return {u: top if found == best else top * (best / found if lower else found / best) for u, found in free.items()}


# --- The whole bloc ---------------------------------------------------------------------------------


def once(pairs):
    """A name that comes twice shows a reader another value than the one reckoned with."""
    if len(dict(pairs)) < len(pairs):
        raise NoPackage("có tên ghi hai lần trong một đối tượng")
    return dict(pairs)


def sound(told_of):
    """Every number a number and every word a known one, also where nothing is reckoned with it."""
    if num(told_of["table"]["maximum"]) is None or not isinstance(told_of["table"]["bonus_is_inside"], bool):
        raise NoPackage("bảng tiêu chí không có tổng điểm hoặc không rõ điểm thưởng")
    for row in told_of["criteria"]:
        if row["part"] not in ("main", "bonus", "penalty") or not isinstance(row["fed"], bool):
            raise NoPackage(f"tiêu chí {row['number']}: không biết phần {row['part']!r}")
        if num(row["points"]) is None or "/" in row["points"]:
            raise NoPackage(f"tiêu chí {row['number']}: không có điểm chuẩn")
    for row in told_of["targets"]:
        if not isinstance(row["applies"], bool):
            raise NoPackage("không rõ tiêu chí có áp dụng không")
        for name in ("target", "target_max", "baseline"):
            num(row[name])
    for row in told_of["knock_outs"]:
        num(row["ceiling"])


class Package:
    def __init__(self, told_of):
        sound(told_of)
        self.all = told_of
        self.units = [unit["slug"] for unit in told_of["units"]]
        self.leaves = {row["number"]: row for row in told_of["criteria"] if row["formula"]}
        self.order = {"figure": 0, **{row["kind"]: row["order"] for row in told_of["stages"]}}
        self.targets = {(row["unit"], row["criterion"]): row for row in told_of["targets"]}
        self.table = told_of["table"]
        for mark in told_of["marks"]:
            if mark["unit"] not in self.units or mark["criterion"] not in self.leaves:
                raise NoPackage("có điểm của đơn vị hoặc tiêu chí không có trong gói")

    def speaks(self, mark):
        said = [mark[name] for name in ("given", "value", "numerator")]
        return mark["stage"] != "explain" and any(one is not None for one in said)

    def last(self, until):
        """The mark of the last stage that spoke, up to a stage: {(unit, criterion): mark}."""
        found = {}
        for mark in self.all["marks"]:
            place, at = (mark["unit"], mark["criterion"]), self.order[mark["stage"]]
            if self.speaks(mark) and at <= until and (place not in found or at > self.order[found[place]["stage"]]):
                found[place] = mark
        return found

    def facts(self, number, marks):
        scale = self.leaves[number]["scale"]
        places = {unit: (unit, number) for unit in self.units}
        return {unit: Fact(self.targets.get(at), marks.get(at), scale) for unit, at in places.items()}

    def points(self, marks):
        """{(unit, criterion): points or None}"""
        found = {}
        for number, rule in self.leaves.items():
            top, facts = num(rule["points"]), self.facts(number, marks)
            spoken = {u: f for u, f in facts.items() if f.applies and heard(rule, f)}
            if rule["formula"] == "relative_to_best":
                earned = beside_the_best(rule, spoken)
            else:
                earned = {unit: alone(rule, fact) for unit, fact in spoken.items()}
            for unit in self.units:
                one = earned.get(unit)
                found[unit, number] = None if one is None else min(cents(min(max(one, F(0)), top)), top)
        return found

    def total(self, unit, points, facts):
        sums = {"main": F(0), "bonus": F(0), "penalty": F(0)}
        assigned, groups = F(0), {}
        for number, rule in self.leaves.items():
            if not facts[number][unit].applies:
                continue
            one, part = points[unit, number] or F(0), rule["part"]
            sums[part] += one
            counts = part == "main" or (part == "bonus" and self.table["bonus_is_inside"])
            top = num(rule["points"]) if counts else F(0)
            assigned += top
            group = groups.setdefault(number.split(".")[0], [F(0), F(0)])
            group[0] += -one if part == "penalty" else one
            group[1] += top
        achieved = max(sums["main"] + sums["bonus"] - sums["penalty"], F(0))
        return {"unit": unit, "achieved": achieved, "assigned": assigned, "groups": groups, **sums}

    def standings(self, totals, facts):
        """Best first; the order among equals, and among those not ranked, is that of the units' names."""
        banned = {row["unit"]: row["ground"] for row in self.all["knock_outs"] if row["effect"] == "exclude"}
        lines = {u: self.line(totals[u], totals, facts) for u in sorted(self.units)}
        places = [([u for u in lines if u not in banned and lines[u][0] is not None], "")]
        for depth in range(len(self.table["tie_breaks"]) + 1):
            places = [part for place in places for part in self.parted(*place, lines, depth)]
        ranked, rows = 0, []
        for units, by in places:
            rows += [self.row(u, ranked + 1, len(units) > 1, by, lines[u][0], totals[u]) for u in units]
            ranked += len(units)
        out = [u for u in lines if u in banned or lines[u][0] is None]
        return rows + [self.row(u, None, False, "", None, totals[u], banned.get(u, "")) for u in out]

    def parted(self, units, by, lines, depth):
        values = [lines[u][depth] for u in units]
        if len(set(values)) < 2 or None in values:
            return [(units, by)]
        reason = self.table["tie_breaks"][depth - 1] if depth else ""
        return [([u for u in units if lines[u][depth] == v], reason) for v in sorted(set(values), reverse=True)]

    def line(self, total, totals, facts):
        """[the ratio that counts, then each measure]; larger is better."""
        if not total["assigned"]:
            return [None]
        ratio = total["achieved"] / total["assigned"]
        for row in self.all["knock_outs"]:
            if row["unit"] == total["unit"] and row["effect"] == "ceiling":
                ratio = min(ratio, num(row["ceiling"]) / 100)
        return [ratio, *(self.measure(name, total, totals, facts) for name in self.table["tie_breaks"])]

    def measure(self, name, total, totals, facts):
        unit = total["unit"]
        mine = [(rule, facts[number][unit]) for number, rule in self.leaves.items() if facts[number][unit].applies]
        if name == "fewer_penalties":
            return -total["penalty"]
        if name == "pledges_met":
            return share([bool(met(rule["kind"], fact)) for rule, fact in mine if rule["fed"]])
        if name == "evidence":
            there = {(row["unit"], row["criterion"]) for row in self.all["evidence"]}
            return share([(unit, rule["number"]) in there for rule, _ in mine if rule["evidence"] == "required"])
        kind, _, number = name.partition(":")
        if kind != "group" or not number:
            raise NoPackage(f"không biết tiêu chí phụ {name!r}")
        achieved, assigned = total["groups"].get(number, (None, None))
        if assigned:
            return achieved / assigned
        extra = all(not one["groups"][number][1] for one in totals.values() if number in one["groups"])
        return achieved if extra else None

    def row(self, unit, rank, tied, by, ratio, total, banned=""):
        ranked, reached = self.table["outcome"] == "ranks", ""
        for one in sorted(self.table["classes"], key=lambda row: num(str(row["from"]))):
            if ratio is not None and ratio * 100 >= num(str(one["from"])):
                reached = one["name"]
        percent = total["achieved"] / total["assigned"] * 100 if total["assigned"] else F(0)
        if not ranked:
            rank, tied, by = None, False, ""
        return {
            "unit": unit,
            "rank": rank,
            "tied": tied,
            "class": reached,
            "percent": told(cents(percent)),
            "decided_by": by,
            "excluded": banned,
        }

    # --- Against what the package says

    def differences(self):
        """(where, expected, found), in the order of the package."""
        sizes = self.all["sizes"]
        for name in ("units", "criteria", "stages", "targets", "marks"):
            if sizes[name] != len(self.all[name]):
                yield f"sizes.{name}", len(self.all[name]), sizes[name]
        final = self.last(max(self.order.values()))
        at = {order: self.points(self.last(order)) for order in set(self.order.values())}
        for mark in self.all["marks"]:
            place = (mark["unit"], mark["criterion"])
            points = at[self.order[mark["stage"]]][place] if self.speaks(mark) else None
            where = f"đơn vị {mark['unit']}, tiêu chí {mark['criterion']}, bước {mark['stage']}, "
            for name, value in (("points", told(points)), ("counts", final.get(place) is mark)):
                if mark[name] != value:
                    yield where + name, value, mark[name]
        yield from self.outcome(final)

    def outcome(self, final):
        facts = {number: self.facts(number, final) for number in self.leaves}
        points = self.points(final)
        totals = {unit: self.total(unit, points, facts) for unit in self.units}
        sums = [{**{n: told(one[n]) for n in ("achieved", "assigned", "bonus", "penalty")}, **grouped(one)}
                for one in totals.values()]  # fmt: skip
        for part, rows in (("totals", sums), ("standings", self.standings(totals, facts))):
            said = self.all[part]
            if len(said) != len(rows):
                yield part, len(rows), len(said)
                continue
            for mine, theirs in zip(rows, said, strict=True):
                for name, value in mine.items():
                    if theirs.get(name) != value:
                        yield f"đơn vị {mine['unit']}, {part}.{name}", value, theirs.get(name)


def grouped(total):
    return {"unit": total["unit"], "groups": {n: [told(x) for x in pair] for n, pair in total["groups"].items()}}


def heard(rule, fact):
    return (fact.hand if rule["formula"] == "by_hand" else fact.value) is not None


def share(answers):
    return F(sum(answers), len(answers)) if answers else None


def main(path):
    try:
        with open(path, encoding="utf-8") as file:
            told_of = json.load(file, object_pairs_hook=once)
        if not isinstance(told_of, dict) or told_of.get("form") != "giao-uoc/result/1":
            raise NoPackage("không đúng dạng giao-uoc/result/1")
        if told_of["table"]["formulas"] != "1":
            raise NoPackage("không biết phiên bản công thức này")
        first = next(Package(told_of).differences(), None)
        text = json.dumps(told_of, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except (NoPackage, OSError, *BROKEN) as error:
        print(f"Không đọc được gói kết quả: {error}", file=sys.stderr)
        return 2
    sizes = [len(told_of[name]) for name in ("units", "criteria", "marks")]
    if first:
        print(f"Không khớp tại {first[0]}: tính lại được {first[1]}, trong gói ghi {first[2]}.")
    else:
        print("Khớp: {} đơn vị, {} dòng tiêu chí, {} dòng điểm.".format(*sizes))
    print(f"SHA-256: {hashlib.sha256(text).hexdigest()}")
    return 1 if first else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("python3 recompute.py package.json")
    sys.exit(main(sys.argv[1]))
