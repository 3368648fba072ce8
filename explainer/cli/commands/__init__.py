"""One module per command, with ``run(request)``, which returns the exit code. The table of commands
and their options is in ``explainer.cli.arguments``; a module is imported when its command runs."""
