"""The doors of a summary and what stands in their way."""

from types import SimpleNamespace

import pytest

from blocs.logic.lifecycle import Refused
from reports.logic.publication_states import HONOUR, PUBLICATION, obstacles_to_correcting, obstacles_to_release


def a_draft(**facts):
    return SimpleNamespace(
        **{
            "state": "draft",
            "title": "T",
            "body": "B",
            "number": 1,
            "correction_note": "",
            "ceremony_is_over": True,
            "has_draft": False,
            **facts,
        }
    )


def test_a_whole_draft_can_be_released():
    draft = a_draft()
    PUBLICATION.take("release", draft)
    assert (draft.state, obstacles_to_release(a_draft())) == ("published", [])


@pytest.mark.parametrize("facts", [{"body": " "}, {"title": ""}, {"ceremony_is_over": False}, {"number": 2}])
def test_each_lack_is_one_sentence(facts):
    assert len(obstacles_to_release(a_draft(**facts))) == 1


@pytest.mark.parametrize(
    "verb, state", [("withdraw", "draft"), ("release", "published"), ("release", "withdrawn"), ("correct", "draft")]
)
def test_no_other_way_leads_on(verb, state):
    with pytest.raises(Refused):
        PUBLICATION.after(verb, state)


def test_one_correction_at_a_time():
    assert len(obstacles_to_correcting(a_draft(has_draft=True))) == 1


def test_an_honour_moves_once_it_is_decided():
    assert [
        HONOUR.after("approve", "proposed"),
        HONOUR.after("award", "approved"),
        HONOUR.after("refuse", "proposed"),
    ] == ["approved", "awarded", "refused"]
    with pytest.raises(Refused):
        HONOUR.after("approve", "refused")
