"""The window: pages and figures to read; nothing here can change anything."""
