"""The roof: starts the clinic, receives, works, sends, rings; knows everybody."""
