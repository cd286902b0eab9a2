"""What a text says. Knows nothing of pages, stores or runs."""
