"""``python -m explainer``: the command of the Python in which it is installed."""

from __future__ import annotations

import sys

from explainer.cli import main

if __name__ == "__main__":  # a process that only imports this module builds nothing
    sys.exit(main(command="python -m explainer"))
