"""How the tables came to be; every storage module is imported so that all tables are known."""
