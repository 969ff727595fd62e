"""Measures the assembled bot over HTTP, beside plain aiogram: `python -m tests.bench`."""
