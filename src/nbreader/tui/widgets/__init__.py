"""Widgets: each shows the values it is given and posts what was done to it."""
