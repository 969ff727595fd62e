"""The conversations, in the order in which they are asked; the only list of them."""

from handlers import (
    always,
    ask,
    browse,
    case,
    compose,
    desk,
    evaluate,
    explain,
    fallback,
    form,
    late,
    presence,
    profile,
    remind,
    report,
    review,
    start,
    stop,
    suggest,
    write,
)

ROUTERS = (
    stop.router,  # what a command ends is ended before the command is heard by its own
    compose.router,  # likewise
    suggest.router,
    late.router,  # before the forms: a picture of a case must not get into a report
    explain.router,
    remind.router,
    always.router,
    start.router,
    presence.router,
    profile.router,
    report.router,
    form.router,
    review.router,
    evaluate.router,
    write.router,
    case.router,
    desk.router,
    browse.router,
    ask.router,
    fallback.router,
)
