"""The books: answers for villages, how they are found, and when they are enough."""
