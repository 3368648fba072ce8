"""What is wrong with the extensions that a build.py names, before anything is built."""

from __future__ import annotations

import pytest

from explainer import cli
from explainer.config import Extensions
from tests.extensions.conftest import ExtendedSite, Run

MODULE = """\
def make(site):
    yield OutputFile("a.txt", b"")
def find(subject):
    return []
def apply(value):
    return value
words = Output("words", make)
again = Output("words", make)
data = Output("data", make)
spaced = Output("two words", make)
numbered = Output(7, make)
capitals = Rule("capitals", "capitals", find)
capitals_again = Rule("capitals", "the same", find)
stale = Rule("stale-fact", "ours", find)
error = Rule("unknown-source", "ours", find)
shout = Filter("shout", apply)
shout_again = Filter("shout", apply)
upper = Filter("upper", apply)
dashed = Filter("in-capitals", apply)
absent = Output("absent", make, reads=("words.txt",))
outside = Output("outside", make, reads=("../secret.txt",))
folder = Output("folder", make, reads=("content",))
text = Output("text", make, reads="words.txt")
uncalled = Output("uncalled", "make")
silent = Rule("silent", None, find)
"""


@pytest.mark.parametrize(
    ("named", "message"),
    [
        (
            {"outputs": ("site_extras",)},
            '"site_extras" does not name a module and a value in it, as "site_extras:word_counts"',
        ),
        (
            {"outputs": ("site_extras.py:words",)},
            '"site_extras.py:words": write it without .py: "site_extras:words"',
        ),
        (
            {"outputs": ("calendar:words",)},
            "calendar.py beside build.py has the name of another module, of Python or of a "
            "library: give it another name",
        ),
        (
            {"outputs": ("site_extras:uncalled",)},
            "make of \"site_extras:uncalled\" is a function, not 'make'",
        ),
        (
            {"rules": ("site_extras:silent",)},
            'summary of "site_extras:silent" is a text, not None',
        ),
        (
            {"outputs": ("site extras:words",)},
            '"site extras:words" does not name a module and a value in it, '
            'as "site_extras:word_counts"',
        ),
        (
            {"outputs": "site_extras:words"},
            "outputs='site_extras:words' is not a tuple of names; "
            'write outputs=("site_extras:word_counts",)',
        ),
        (
            {"rules": (len,)},
            "rules holds <built-in function len>, which is not a name: other processes import it "
            'by the name of its module, so write "site_extras:word_counts"',
        ),
        (
            {"outputs": ("__main__:words",)},
            '"__main__:words" stands in build.py itself, which another process cannot import; '
            "move it to a module beside build.py, such as site_extras.py, "
            'and write "site_extras:words"',
        ),
        (
            {"outputs": ("site_extra:words",)},
            '"site_extra:words": there is no module site_extra; '
            "build.py finds those that stand beside it, and installed ones",
        ),
        (
            {"outputs": ("site_extras:word",)},
            '"site_extras:word": site_extras has no value word. Did you mean "words"?',
        ),
        (
            {"outputs": ("site_extras.more:words",)},
            "the module site_extras.more cannot be imported: ModuleNotFoundError: "
            "No module named 'site_extras.more'; 'site_extras' is not a package",
        ),
        ({"outputs": ("sys:path",)}, '"sys:path": the module sys is not a file'),
        (
            {"outputs": ("site_extras:make",)},
            '"site_extras:make" is of the type function, not Output; '
            'write mine = Output("mine", make), and name "site_extras:mine"',
        ),
        (
            {"rules": ("site_extras:find",)},
            '"site_extras:find" is of the type function, not Rule; '
            'write mine = Rule("mine", "what it finds", find), and name "site_extras:mine"',
        ),
        (
            {"rules": ("site_extras:words",)},
            '"site_extras:words" is of the type Output, not Rule; write words = Rule(...)',
        ),
        ({"outputs": ("site_extras:words",) * 2}, 'two extensions are the output "words"'),
        (
            {"outputs": ("site_extras:words", "site_extras:again")},
            'two extensions are the output "words"',
        ),
        (
            {"outputs": ("site_extras:data",)},
            'the output "data" is there already; give yours another name',
        ),
        (
            {"outputs": ("site_extras:spaced",)},
            "the output 'two words' needs another name: words of small letters with hyphens",
        ),
        (
            {"outputs": ("site_extras:numbered",)},
            "the output 7 needs another name: words of small letters with hyphens",
        ),
        (
            {"rules": ("site_extras:capitals", "site_extras:capitals_again")},
            'two extensions are the rule "capitals"',
        ),
        (
            {"rules": ("site_extras:stale",)},
            'the rule "stale-fact" is there already; give yours another name',
        ),
        (
            {"rules": ("site_extras:error",)},
            'the rule "unknown-source" is there already; give yours another name',
        ),
        (
            {"filters": ("site_extras:shout", "site_extras:shout_again")},
            'two extensions are the filter "shout"',
        ),
        (
            {"filters": ("site_extras:upper",)},
            'the filter "upper" is there already; give yours another name',
        ),
        (
            {"filters": ("site_extras:dashed",)},
            "the filter 'in-capitals' needs another name: an identifier",
        ),
        (
            {"outputs": ("site_extras:absent",)},
            "\"site_extras:absent\" reads 'words.txt', which is not a file of the site",
        ),
        (
            {"outputs": ("site_extras:outside",)},
            "\"site_extras:outside\" reads '../secret.txt', which is not a file of the site",
        ),
        (
            {"outputs": ("site_extras:folder",)},
            "\"site_extras:folder\" reads 'content', which is not a file of the site",
        ),
        (
            {"outputs": ("site_extras:text",)},
            "reads of \"site_extras:text\" is a tuple of paths, not 'words.txt'",
        ),
    ],
)
def test_a_name_is_refused(
    site: ExtendedSite, run: Run, named: dict[str, object], message: str
) -> None:
    site.write_module(MODULE)
    (site.folder.parent / "secret.txt").touch()
    (site.folder / "calendar.py").touch()
    assert run(**named) == (2, f"explainer: {message}\n")
    assert not site.output.exists()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "\nwords = Output('words', wrods)\n",
            "site_extras.py:3: the module site_extras cannot be imported: "
            "NameError: name 'wrods' is not defined",
        ),
        (
            "raise BaseException('end')\n",
            "site_extras.py:2: the module site_extras cannot be imported: BaseException: end",
        ),
        (
            "import absent_library\n",
            "site_extras.py:2: the module site_extras cannot be imported: "
            "ModuleNotFoundError: No module named 'absent_library'",
        ),
        (
            "import site_helpers\n",
            "site_helpers.py:2: the module site_extras cannot be imported: "
            "ZeroDivisionError: division by zero",
        ),
        (
            "import sys\nsys.exit('enough')\n",
            "site_extras.py:3: the module site_extras cannot be imported: SystemExit: enough",
        ),
    ],
)
def test_a_module_that_fails_is_refused(
    site: ExtendedSite, run: Run, source: str, message: str
) -> None:
    site.write_module(source)
    site.write_module("1 / 0\n", "site_helpers")
    assert run(outputs=("site_extras:words",)) == (2, f"explainer: {message}\n")


def test_a_module_that_is_not_python_is_refused(site: ExtendedSite, run: Run) -> None:
    site.write_module("words = (\n")
    code, printed = run(outputs=("site_extras:words",))
    assert code == 2
    assert printed.startswith(
        "explainer: site_extras.py:2: the module site_extras cannot be imported: SyntaxError: "
    )
    assert printed.count("\n") == 1


def test_a_module_of_the_content_is_refused(site: ExtendedSite, run: Run) -> None:
    for name in ("evil.py", "__init__.py"):
        site.write({name: "from pathlib import Path\nPath(__file__).with_suffix('.run').touch()\n"})
    assert run(outputs=("content.evil:words",)) == (
        2,
        'explainer: "content.evil:words" stands in content/, of which nothing is run; '
        "move it to where build.py is\n",
    )
    assert list(site.folder.rglob("*.run")) == []


def test_what_are_no_extensions_is_refused(
    site: ExtendedSite, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong: Extensions = {"outputs": ()}  # type: ignore[assignment]
    assert cli.main(["build"], default_site=site.folder, extensions=wrong) == 2
    message = "main(extensions=...) takes Extensions(...), not {'outputs': ()}"
    assert capsys.readouterr().err == f"explainer: {message}\n"


@pytest.mark.parametrize("command", ["build", "check", "serve", "explain"])
def test_every_command_that_needs_them_says_so(site: ExtendedSite, run: Run, command: str) -> None:
    code, printed = run(command, outputs=("nowhere:words",))
    assert code == 2
    assert printed.startswith('explainer: "nowhere:words": there is no module nowhere;')
