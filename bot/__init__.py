"""The roof: starts the clinic, receives, works, sends, rings; knows everybody."""

from bot.lazy_models import built_when_used

with built_when_used():
    import aiogram  # noqa: F401 - before anybody else imports it
