"""The filters that every conversation uses."""

from handlers import ROUTERS


def test_no_filter_is_given_a_thread() -> None:
    """aiogram runs a filter that is not async in a thread: one for each message and handler."""
    plain = [
        f"{router.name}: {filter_.callback}"
        for router in ROUTERS
        for observer in router.observers.values()
        for handler in [observer._handler, *observer.handlers]
        for filter_ in handler.filters or ()
        if not filter_.awaitable
    ]
    assert plain == []
