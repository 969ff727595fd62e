"""The nouns: tables, their named queries, sessions and migrations."""
