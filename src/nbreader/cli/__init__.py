"""The door to the command line: arguments, printing, exit codes."""

# The subcommands, in the order in which --help shows them; each is a module here.
COMMANDS = (
    "read",
    "parse",
    "explain",
    "edit",
    "add",
    "remove",
    "list",
    "show",
    "search",
    "figures",
    "companies",
    "bookmark",
    "export",
    "backup",
    "check",
)
