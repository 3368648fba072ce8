# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "babel>=2.19,<3",
#   "jinja2>=3.1.5,<4",
#   "jsonschema-rs>=0.60,<1",
#   "livereload>=2.7.1,<3",
#   "markdown>=3.11.3,<4",
#   "msgspec>=0.22,<1",
#   "nh3>=0.3,<1",
#   "pyyaml>=6.0.2,<7",
#   "rcssmin>=1.2,<2",
#   "rich>=14,<16",
#   "rjsmin>=1.2,<2",
#   "sentencex>=1.0,<2",
#   "syllapy>=0.7.2,<1",
#   "watchfiles>=1.1,<2",
# ]
# ///
"""Build the site in this folder: python build.py [COMMAND] [--help]"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (whoever runs it may not have read pyproject.toml)
    print("explainer needs Python 3.11 or newer", file=sys.stderr)
    sys.exit(2)
if __name__ == "__main__":  # a process that only imports this file builds nothing
    try:
        import explainer  # noqa: F401 (the package in this folder, not an installed one)

        sys.path.append(sys.path.pop(0))  # a module here hides none of Python's or a library's
        import shlex
        from pathlib import Path

        ROOT = Path(__file__).resolve().parent
        from explainer.cli import main

        sys.exit(main(default_site=ROOT, command=shlex.join(["python", sys.argv[0]])))
    except KeyboardInterrupt:  # while the first modules are still being read
        sys.exit(130)
    except ImportError as missing:
        if not missing.name or missing.name.partition(".")[0] == "explainer":
            raise
        line = f"{missing.name} is missing; in {ROOT}, run: python -m pip install -e ."
        print(line, file=sys.stderr)
        sys.exit(2)
