"""A terminal reader for Chinese newspaper pages."""
