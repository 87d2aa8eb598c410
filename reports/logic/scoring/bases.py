"""Which line of a formula was used: the keys of `Earned.basis`, for the sentence on the page."""

from enum import StrEnum


class Basis(StrEnum):
    NOT_APPLICABLE = "not_applicable"
    UNMARKED = "unmarked"
    CANNOT_JUDGE = "cannot_judge"
    MET = "met"
    NOT_MET = "not_met"
    YES = "yes"
    NO = "no"
    REACHED = "reached"
    SHARE = "share"
    BASE_ZERO_KEPT = "base_zero_kept"
    BASE_ZERO_RISEN = "base_zero_risen"
    ABOVE = "above"
    ON = "on"
    BELOW = "below"
    OWN_GROUP = "own_group"
    OWN_GROUP_EMPTY = "own_group_empty"
    UNTOUCHED = "untouched"
    DEDUCTED = "deducted"
    FLOOR = "floor"
    BAND = "band"
    COUNTED = "counted"
    CAPPED = "capped"
    BY_HAND = "by_hand"
