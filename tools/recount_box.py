"""Recount an exported ballot box: python3 recount_box.py BOX.json

Needs Python 3.10 or later and nothing else: no Django, no file of this house. It reads the rules from the box, counts
the ballots itself, checks every digest and number, and compares its outcome with the declared one. Exit code 0: all
agrees; 1: it names what does not; 2: the file is no box. What only the house's key can prove (that no ballot was
written by another hand) is checked by `manage.py recount BOX`.
"""

import hashlib
import json
import sys
from fractions import Fraction


def digest(value):
    if not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(value.encode("utf-8")).hexdigest()


def sort_ballot(terms, text):
    """("valid" | "blank" | "invalid", answers)."""
    keys = {one["key"] for one in terms["candidates"]}
    try:
        votes = json.loads(text)["votes"]
    except (ValueError, TypeError, KeyError):
        return "invalid", {}
    if not isinstance(votes, dict):
        return "invalid", {}
    for key, answer in votes.items():
        if key not in keys or answer not in ("yes", "no", "other"):
            return "invalid", {}
    if not votes:
        return "blank", {}
    if terms["way"] == "choose" and (len(votes) > terms["seats"] or any(answer != "yes" for answer in votes.values())):
        return "invalid", {}
    return "valid", votes


def count(box, terms):
    """{"valid", "invalid", "blank", "votes": {key: [yes, no, other]}} of the box and of the ballot papers."""
    total = {"valid": 0, "invalid": 0, "blank": 0, "votes": {one["key"]: [0, 0, 0] for one in terms["candidates"]}}
    for ballot in box["ballots"]:
        kind, votes = sort_ballot(terms, ballot["choices"])
        total[kind] += 1
        for key, answer in votes.items():
            total["votes"][key][("yes", "no", "other").index(answer)] += 1
    papers = box["papers"]["counted"]
    if papers:
        for kind in ("valid", "invalid", "blank"):
            total[kind] += papers[kind]
        for key, numbers in papers["votes"].items():
            total["votes"][key] = [total["votes"][key][at] + numbers[at] for at in range(3)]
    return total


def reaches(votes, base, share):
    if base <= 0:
        return False
    got, asked = Fraction(votes, base), Fraction(share["part"], share["whole"])
    return got > asked if share["is_more"] else got >= asked


def outcome(box, terms, total):
    """The outcome by the rules of the box, in the shape it is declared in."""
    keys = [one["key"] for one in terms["candidates"]]
    present = len([line for line in box["register"] if line["is_present"]])
    members, yes = len(box["register"]), {key: total["votes"][key][0] for key in keys}
    base = {"members": members, "present": present, "valid": total["valid"]}[terms["base"]]
    is_valid = reaches(present, members, terms["quorum"])
    reasons = {}
    standing = [key for key in keys if key not in box["withdrawn"]]
    passed = [key for key in standing if reaches(yes[key], base, terms["majority"])]
    for key in keys:
        if not is_valid:
            reasons[key] = "no_quorum"
        elif key in box["withdrawn"]:
            reasons[key] = "withdrawn"
        elif key not in passed:
            reasons[key] = "below_majority"
        else:
            above = len([other for other in passed if yes[other] > yes[key]])
            equal = len([other for other in passed if yes[other] == yes[key]])
            if above + equal <= terms["seats"]:
                reasons[key] = "chosen"
            else:
                reasons[key] = "tied" if above < terms["seats"] else "outvoted"
    left = terms["seats"] - list(reasons.values()).count("chosen")
    again = []
    if is_valid and left > 0 and terms["runoff"] != "none":
        again = [key for key in standing if reasons[key] != "chosen"]
        if terms["runoff"] == "leaders":
            again = [key for key in again if len([o for o in again if yes[o] > yes[key]]) <= left]
    return {
        "has_quorum": is_valid,
        "present": present,
        "base": base,
        "seats_left": left,
        "runoff": again,
        "valid": total["valid"],
        "invalid": total["invalid"],
        "blank": total["blank"],
        "candidates": [{"key": key, "votes": total["votes"][key], "reason": reasons[key]} for key in keys],
    }


def faults(box):
    """What is wrong with the box, one sentence each; an empty list when all agrees."""
    found = []
    if digest({key: value for key, value in box.items() if key not in ("digest", "mac")}) != box["digest"]:
        found.append("Mã kiểm tra của tệp không khớp nội dung tệp.")
    if digest(box["terms"]) != box["terms_digest"]:
        found.append("Mã kiểm tra của thể lệ không khớp thể lệ trong tệp.")
    terms = json.loads(box["terms"])
    roll = [[line["order"], line["name"]] for line in box["register"]]
    if roll != [[line["order"], line["name"]] for line in terms["roll"]]:
        found.append("Danh sách người bỏ phiếu khác danh sách đã chốt khi mở bỏ phiếu.")
    voted = len([line for line in box["register"] if line["has_voted"] and not line["on_paper"]])
    issued = len([line for line in box["register"] if line["has_voted"] and line["on_paper"]])
    for what, many in (("phiếu", len(box["ballots"])), ("biên nhận", len(box["receipts"]))):
        if many != voted:
            found.append(f"Hòm phiếu có {many} {what}, danh sách ghi {voted} người đã bỏ phiếu.")
    if len({one["serial"] for one in box["ballots"]}) != len(box["ballots"]):
        found.append("Có phiếu trùng số hiệu.")
    total = count(box, terms)
    papers = box["papers"]["counted"]
    back = sum(papers[kind] for kind in ("valid", "invalid", "blank")) if papers else 0
    if issued != box["papers"]["issued"] or back > issued:
        found.append(f"Phiếu giấy: phát ra {issued}, thu về {back}.")
    if outcome(box, terms, total) != box["outcome"]:
        found.append("Kết quả kiểm lại khác kết quả đã công bố.")
    return found


def main(names):
    if len(names) != 1:
        print(__doc__)
        return 2
    try:
        with open(names[0], encoding="utf-8") as file:
            box = json.load(file)
        found = faults(box)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError) as error:
        print(f"Không đọc được hòm phiếu: {error!r}")
        return 2
    for sentence in found:
        print(sentence)
    if not found:
        told = "Khớp: {} phiếu trong hòm; hợp lệ {valid}, không hợp lệ {invalid}, trắng {blank}."
        print(told.format(len(box["ballots"]), **box["outcome"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
