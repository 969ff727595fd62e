from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from clinic.form_answers import read, show
from clinic.form_field import Nothing, Photo, Value
from clinic.quarters import Quarter
from clinic.reading import Reason, Unreadable
from clinic.report_form import FIELDS

QUARTER = Quarter(2026, 4)
TODAY = date(2027, 1, 6)
BY_KEY = {field.key: field for field in FIELDS}


def photo(number: int) -> Photo:
    return Photo(
        file_id=f"file-{number}", unique_id=f"photo-{number}", message_id=number, chat_id=7
    )


def told(key: str, answer: Any, so_far: Mapping[str, Value] | None = None) -> Value:
    return read(BY_KEY[key], answer, quarter=QUARTER, today=TODAY, so_far=so_far or {})


@pytest.mark.parametrize(
    ("key", "answer", "value", "shown"),
    [
        ("main_activity", "  Bagi bibit\n\n pala ", "Bagi bibit\npala", "Bagi bibit\npala"),
        ("carried_out", "iyo", "yes", "Terlaksana"),
        ("carried_out", "belum", "no", "Tidak terlaksana"),
        ("carried_out", "belum selesai", "partly", "Terlaksana sebagian"),
        ("fund_source", "dd", "dana_desa", "Dana Desa/APB Desa"),
        ("fund_source", "dana_desa", "dana_desa", "Dana Desa/APB Desa"),
        ("fund_source", "APBD Prov", "apbd_provinsi", "APBD Provinsi"),
        ("budget", "Rp1,5 jt", 1_500_000, "Rp1.500.000"),
        ("spent", "0", 0, "Rp0"),
        ("physical_progress", "12,5%", 12.5, "12,5%"),
        ("beneficiaries", "± 30 org", 30, "30 orang"),
        ("houses_repaired", "seng ada", 0, "0 rumah"),
        ("last_activity_on", "28/12", "2026-12-28", "28 Desember 2026"),
        ("last_activity_on", "30 November 2023", "2023-11-30", "30 November 2023"),
        ("obstacles", "tidak ada", "tidak ada", "tidak ada"),
        ("photos", photo(1), [photo(1)], "1 foto"),
        ("location", (-3.7, 128.2), [-3.7, 128.2], "-3.70000, 128.20000"),
        ("location", (-4, 129), [-4.0, 129.0], "-4.00000, 129.00000"),
        ("location", "-3.695, 128.181", [-3.695, 128.181], "-3.69500, 128.18100"),
    ],
)
def test_an_answer_becomes_a_value_and_is_shown_again(
    key: str, answer: object, value: object, shown: str
) -> None:
    assert told(key, answer) == value
    assert show(BY_KEY[key], told(key, answer)) == shown


@pytest.mark.parametrize(
    ("key", "answer", "nothing"),
    [
        ("main_activity", "Tidak ada kegiatan.", Nothing.NO_ACTIVITY),
        ("budget", "belum ada data", Nothing.NO_DATA),
        ("spent", "tidak berlaku", Nothing.NOT_APPLICABLE),
        ("beneficiaries", "data belum ada", Nothing.NO_DATA),
        ("carried_out", "tidak ada kegiatan", Nothing.NO_ACTIVITY),
        ("fund_source", Nothing.NO_DATA, Nothing.NO_DATA),
        ("photos", "tidak ada foto", Nothing.NO_PHOTO),
        ("photos", "seng ada", Nothing.NO_PHOTO),
        ("location", Nothing.NO_ACTIVITY, Nothing.NO_ACTIVITY),
    ],
)
def test_the_kinds_of_nothing_are_kept_apart(key: str, answer: object, nothing: Nothing) -> None:
    value = told(key, answer)

    assert value == {"nothing": nothing.value}
    assert show(BY_KEY[key], value) == nothing.label


@pytest.mark.parametrize(
    ("key", "answer", "reason"),
    [
        ("main_activity", "ok", Reason.TOO_SHORT),
        ("main_activity", "x" * 301, Reason.TOO_LONG),
        ("main_activity", "...", Reason.EMPTY),
        ("main_activity", photo(1), Reason.WRONG_KIND),
        ("carried_out", "mungkin", Reason.NOT_A_CHOICE),
        ("fund_source", "APBD", Reason.AMBIGUOUS),
        ("budget", "35", Reason.SCALE_MISSING),
        ("budget", "200 miliar", Reason.TOO_LARGE),
        ("budget", "tidak ada", Reason.UNCLEAR_NOTHING),
        ("budget", (-3.7, 128.2), Reason.WRONG_KIND),
        ("physical_progress", "120%", Reason.TOO_LARGE),
        ("physical_progress", "tidak ada", Reason.UNCLEAR_NOTHING),
        ("beneficiaries", "belum ada", Reason.UNCLEAR_NOTHING),
        ("beneficiaries", "200.000 orang", Reason.TOO_LARGE),
        ("beneficiaries", "tidak ada foto", Reason.NOT_EMPTY_HERE),
        ("last_activity_on", "besok", Reason.IN_FUTURE),
        ("last_activity_on", "2 Januari 2027", Reason.TOO_LATE),
        ("last_activity_on", "9 Januari 2023", Reason.TOO_EARLY),
        ("last_activity_on", "tidak berlaku", Reason.NOT_EMPTY_HERE),
        ("photos", "nanti saja", Reason.WRONG_KIND),
        ("photos", (-3.7, 128.2), Reason.WRONG_KIND),
        ("location", (-6.2, 106.8), Reason.OUTSIDE_MALUKU),
        ("location", (128.2, -3.7), Reason.OUTSIDE_MALUKU),
        ("location", photo(1), Reason.WRONG_KIND),
        ("location", "di balai desa", Reason.NOT_A_PLACE),
    ],
)
def test_what_cannot_be_taken_over_is_refused_with_the_reason(
    key: str, answer: object, reason: Reason
) -> None:
    with pytest.raises(Unreadable) as refused:
        told(key, answer)

    assert refused.value.reason == reason


def test_a_refusal_tells_the_limit() -> None:
    with pytest.raises(Unreadable) as refused:
        told("last_activity_on", "2 Januari 2027")

    assert refused.value.facts == {"limit": "2026-12-31"}


def test_photos_are_collected_up_to_three() -> None:
    held: list[Photo] = [photo(1), photo(2)]

    assert told("photos", photo(3), {"photos": held}) == [photo(1), photo(2), photo(3)]
    with pytest.raises(Unreadable) as refused:
        told("photos", photo(4), {"photos": [*held, photo(3)]})
    assert refused.value.reason == Reason.TOO_MANY


def test_the_same_photo_sent_again_changes_nothing() -> None:
    held: list[Photo] = [photo(1), photo(2), photo(3)]

    assert told("photos", photo(2), {"photos": held}) == held


def test_a_photo_replaces_the_word_that_there_is_none() -> None:
    none = told("photos", "tidak ada foto")

    assert told("photos", photo(1), {"photos": none}) == [photo(1)]


def test_what_was_held_before_is_left_as_it_was() -> None:
    held: list[Photo] = [photo(1)]

    told("photos", photo(2), {"photos": held})

    assert held == [photo(1)]


def test_a_skipped_field_is_shown_as_skipped() -> None:
    assert show(BY_KEY["location"], None) == "dilewati"
