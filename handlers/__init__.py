"""The conversations, in the order in which they are asked; the only list of them."""

from handlers import always, ask, case, desk, fallback, presence, profile, start, write

ROUTERS = (
    always.router,
    start.router,
    profile.router,
    presence.router,
    write.router,
    case.router,
    desk.router,
    ask.router,
    fallback.router,
)
