"""One module per command, imported when it runs: ``run(request)`` raises Refused or Unsound if it
fails. The table of commands and their options is in ``explainer.cli.arguments``."""
