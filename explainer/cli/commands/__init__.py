"""One module per command: SUMMARY, ``add_options(parser)`` and ``run(request)``, which returns
the exit code. The table of commands is in ``explainer.cli.arguments``."""
