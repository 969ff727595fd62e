"""What later letters say anyway need not be sent, and the screen ends up the same."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sifting import DELETE, EDIT, SEND, message_of, sift
from storage.outbox import Owed, Urgency
from tests.phone import MORNING

METHODS = {"s": SEND, "e": EDIT, "d": DELETE, "k": "editMessageReplyMarkup", "c": "copyMessages"}
Screen = list[tuple[str | int | None, int]]


def letter(number: int, kind: str, message: Any = "K") -> Owed:
    """`s` sends a message, `e` edits its text, `k` its buttons, `d` deletes it, `c` copies."""
    edits = kind in "edk"
    named = isinstance(message, str)
    params = {"text": f"{number}"} | ({} if named or not edits else {"message_id": message})
    key, about = (None, message) if edits and named else (None if edits else message, None)
    return Owed(number, 7, METHODS[kind], params, Urgency.REPLY, key, about, True, MORNING, 0)


def needed(kinds: str) -> str:
    """Which of some letters about one message, with others (`x`) between them, must go."""
    waiting = [
        letter(n, "s", None) if kind == "x" else letter(n, kind) for n, kind in enumerate(kinds)
    ]
    going, superseded = sift(waiting)
    assert sorted(going + superseded, key=lambda each: each.id) == waiting
    assert going == sorted(going, key=lambda each: each.id)
    return " ".join(f"{kinds[each.id]}{each.id}" for each in going)


@pytest.mark.parametrize(
    ("waiting", "going"),
    [
        ("e", "e0"),
        ("eee", "e2"),
        ("exexe", "x1 x3 e4"),  # what others say in between is said, and in its order
        ("eeds", "d2 s3"),
        ("sedsedse", "s6 e7"),
        ("sxds", "x1 s3"),
        ("dsdsds", "d0 s1 d2 s3 d4 s5"),  # the head must go; what follows is sifted at its turn
        ("seee", "s0 e1 e2 e3"),
        ("ed", "e0 d1"),  # nothing comes after the deletion: the last words are said
        ("sed", "s0 e1 d2"),
        ("ssds", "s0 s1 d2 s3"),  # the first one stays on the screen
        ("esds", "e0 s1 d2 s3"),
        ("eke", "e0 k1 e2"),  # buttons alone are no new words
        ("skds", "s0 k1 d2 s3"),
        ("xeee", "x0 e1 e2 e3"),
    ],
)
def test_only_what_is_said_again_later_is_superseded(waiting: str, going: str) -> None:
    assert needed(waiting) == going


def test_one_message_s_edits_say_nothing_about_another_s() -> None:
    waiting = [letter(0, "e", "K"), letter(1, "e", "L"), letter(2, "e", 5), letter(3, "e", 6)]
    assert sift(waiting) == (waiting, [])


def test_edits_of_a_message_known_by_its_number_are_sifted_too() -> None:
    going, superseded = sift([letter(0, "e", 5), letter(1, "e", 6), letter(2, "e", 5)])
    assert ([each.id for each in going], [each.id for each in superseded]) == ([1, 2], [0])


def test_copies_are_never_superseded() -> None:
    waiting = [letter(0, "c", None), letter(1, "c", None)]
    assert sift(waiting) == (waiting, [])


def carry_out(screen: Screen, each: Owed) -> Screen:
    """What a chat shows after a letter; edits and deletions find the newest of that name."""
    name, text = message_of(each), int(each.params["text"])
    at = max((n for n, (known, _) in enumerate(screen) if known == name), default=None)
    if each.method == SEND:
        return [*screen, (name, text)]
    assert at is not None, "only what stands there is edited and deleted"
    if each.method == DELETE:
        return [*screen[:at], *screen[at + 1 :]]
    return [*screen[:at], (name, text), *screen[at + 1 :]]


@st.composite
def bursts(draw: st.DrawFn) -> tuple[Screen, list[Owed]]:
    """A screen, and letters about messages that stand there at their turn."""
    screen: Screen = [("K", -1)] if draw(st.booleans()) else []
    steps = draw(st.lists(st.sampled_from(["s", "e", "e", "ds"]), max_size=25))
    before, waiting = screen, list[Owed]()
    for step in steps:
        message = draw(st.sampled_from(["K", "L", None]))
        if step != "s" and not any(known == message for known, _ in screen):
            step = "s"
        if message is None:
            step = "s"
        for kind in step:
            waiting.append(letter(len(waiting), kind, message))
            screen = carry_out(screen, waiting[-1])
    return before, waiting


@settings(deadline=None, derandomize=True, max_examples=300)
@given(bursts())
def test_the_screen_ends_up_as_if_every_letter_had_been_sent(
    burst: tuple[Screen, list[Owed]],
) -> None:
    screen, waiting = burst
    wanted = screen
    for each in waiting:
        wanted = carry_out(wanted, each)
    while waiting:
        (first, *waiting), _superseded = sift(waiting)
        screen = carry_out(screen, first)
    assert screen == wanted
