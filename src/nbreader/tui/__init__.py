"""The door to the terminal screen: `run_reader` in `app.py` opens it."""
