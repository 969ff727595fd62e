"""Questions that ask the same are alike, whatever their words; others are not."""

import pytest

from knowledge.likeness import ALIKE, Groups
from tests.town import library

ASKED = "Siapa yang harus rawat lapangan voli milik desa?"
OTHER = "Bagaimana cara usul bedah rumah?"


def likeness(question: str, *group: str) -> float:
    nearest = Groups(library(), {7: group}).nearest(question)
    return nearest[0][0] if nearest else 0.0


@pytest.mark.parametrize(
    "same", ["lapangan voli desa siapa yg rawat", "sapa yang musti rawat lapangan voli desa?"]
)
def test_the_same_question_in_other_words_is_alike(same: str) -> None:
    assert likeness(same, ASKED) >= ALIKE


@pytest.mark.parametrize("other", ["Siapa yang memperbaiki jalan milik desa?", OTHER, "desa", ""])
def test_another_question_is_not(other: str) -> None:
    assert likeness(other, ASKED) < ALIKE


def test_a_group_counts_by_its_average() -> None:
    assert likeness(ASKED, ASKED) == pytest.approx(1.0)
    assert likeness(ASKED, ASKED, OTHER) == pytest.approx(0.5, abs=0.1)
    assert likeness(ASKED) == 0.0


def test_the_nearest_group_comes_first_and_grows() -> None:
    groups = Groups(library(), {1: [OTHER], 2: [ASKED]})
    assert groups.nearest(ASKED)[0][1] == 2
    groups.add(3, ASKED)
    assert [number for _, number in groups.nearest(ASKED)][:2] == [2, 3]
