"""A terminal reader for Chinese newspaper pages."""

__version__ = "0.1.0"
