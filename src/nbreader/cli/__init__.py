"""The door to the command line: arguments, printing, exit codes."""
