"""Permission, and phone numbers as people give them."""

import pytest

from clinic import enrolling
from clinic.refusals import NeedsEnrolment, NotAllowed
from storage.people import Duty, Role, Speaker

STRANGER = Speaker(901)
EXPERT = Speaker(201, 3, "Yakob", duties=(Duty(Role.EXPERT, None, None, ("desa",)),))


def test_a_role_that_is_held_lets_pass() -> None:
    enrolling.require(EXPERT, Role.OFFICIAL, Role.EXPERT)


def test_another_role_is_refused() -> None:
    with pytest.raises(NotAllowed):
        enrolling.require(EXPERT, Role.OFFICIAL)


def test_a_stranger_is_told_to_enrol() -> None:
    with pytest.raises(NeedsEnrolment):
        enrolling.require(STRANGER, Role.OFFICIAL)


@pytest.mark.parametrize(
    "written", ["+62 812-3456-789", "628123456789", "08123456789", "0062 8123456789"]
)
def test_a_number_is_the_same_however_it_is_written(written: str) -> None:
    assert enrolling.international(written) == "+628123456789"


def test_a_shown_number_can_be_recognised_but_not_dialled() -> None:
    assert enrolling.masked("+628123456789") == "+62812••••789"
