"""The conversations, in the order in which they are asked; the only list of them."""

from handlers import (
    always,
    ask,
    case,
    desk,
    evaluate,
    fallback,
    presence,
    profile,
    remind,
    report,
    review,
    start,
    write,
)

ROUTERS = (
    always.router,
    start.router,
    presence.router,
    profile.router,
    report.router,
    review.router,
    evaluate.router,
    remind.router,
    write.router,
    case.router,
    desk.router,
    ask.router,
    fallback.router,
)
