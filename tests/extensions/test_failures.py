"""What goes wrong in an extension while it runs: a finding at the line of its module."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainer.config import Extensions
from explainer.diagnostics import Diagnostic, Location
from explainer.inspection import check
from explainer.pipeline import compile_site
from tests.extensions.conftest import ExtendedSite, Run

HINT = "This is code that build.py adds to the generator: whoever keeps it can mend it."
OUTPUT = Extensions(outputs=("site_extras:words",))
RULE = Extensions(rules=("site_extras:capitals",))
FILTER = Extensions(filters=("site_extras:shout",))


def finding(kind: str, reason: str, line: int, excerpt: str, hint: str = HINT) -> Diagnostic:
    value = {"output": "words", "rule": "capitals", "filter": "shout"}[kind]
    return Diagnostic(
        code="extension",
        location=Location("site_extras.py", line),
        message=f'the {kind} "{value}" (site_extras:{value}){reason}',
        hint=hint,
        excerpt=excerpt,
    )


def made(site: ExtendedSite, body: str) -> tuple[Diagnostic, ...]:
    """What is found with an output whose function does so."""
    site.write_module(f"def make(site):\n    {body}\nwords = Output('words', make)\n")
    return compile_site(site.config(OUTPUT)).diagnostics


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("raise ValueError('so\\nand so')", "ValueError: so"),
        ("yield {}['x']", "KeyError: 'x'"),
        ("import sys; sys.exit(3)", "SystemExit: 3"),
        ("raise RuntimeError", "RuntimeError"),
        ("raise BaseException('end')", "BaseException: end"),
        ("import asyncio; raise asyncio.CancelledError", "CancelledError"),
        ("raise type('Mute', (Exception,), {'__str__': lambda self: 1 / 0})", "Mute"),
        ("return int('x')", "ValueError: invalid literal for int() with base 10: 'x'"),
    ],
)
def test_an_exception_in_an_output(site: ExtendedSite, body: str, reason: str) -> None:
    assert made(site, body) == (finding("output", f" failed: {reason}", 3, f"    {body}"),)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("return None", "it returns NoneType: yield each value, or return a list"),
        (
            "return OutputFile('a.txt', b'')",
            "it returns OutputFile: yield each value, or return a list",
        ),
        ("return 'a'", "it makes OutputFile, RenderJob or Diagnostic, not str"),
        (
            "yield OutputFile('a.txt', 'text')",
            "the data of OutputFile('a.txt', ...) is of the type str, not bytes",
        ),
        (
            "yield OutputFile(1, b'')",
            "the path of OutputFile(1, ...) is of the type int, not str",
        ),
        (
            "yield RenderJob(None, None, None)",
            "the page of RenderJob(None, ...) is of the type NoneType, not Page",
        ),
        (
            "yield Diagnostic(code=['oh'], location=Location('a'), message='so')",
            "the code of Diagnostic(['oh'], ...) is of the type list, not str",
        ),
        (
            "yield Diagnostic(code='extension', location=None, message='so')",
            "the location of Diagnostic('extension', ...) is of the type NoneType, not Location",
        ),
        (
            "yield Diagnostic(code='extension', location=Location('a', 'b'), message='so')",
            "the line of Location('a', ...) is of the type str, not int",
        ),
        (
            "yield Diagnostic(code='extension', location=Location('a'), message=3)",
            "the message of Diagnostic('extension', ...) is of the type int, not str",
        ),
        (
            "yield Diagnostic(code='oh', location=Location('a'), message='so')",
            'nothing explains the code "oh": give findings the code "extension"',
        ),
        (
            "yield OutputFile('../a.txt', b'')",
            "'../a.txt' is not a path that can be written safely",
        ),
        ("yield OutputFile('/a.txt', b'')", "'/a.txt' is not a path that can be written safely"),
        (
            "yield OutputFile('.explainer-manifest.json', b'')",
            "'.explainer-manifest.json' is not a path that can be written safely",
        ),
        (
            "yield OutputFile('tide/index.html', b'')",
            'two files are to be written to tide/index.html; the other is of the output "pages"',
        ),
        (
            "yield OutputFile('Tide/index.html', b'')",
            "tide/index.html and Tide/index.html are one file where case does not count; "
            'the other is of the output "pages"',
        ),
        (
            "yield OutputFile('tide', b'')",
            "tide cannot be a file and the folder of tide/index.html; "
            'the other is of the output "pages"',
        ),
        (
            "yield OutputFile('_headers/a', b'')",
            "_headers cannot be a file and the folder of _headers/a; "
            'the other is of the output "headers"',
        ),
    ],
)
def test_what_an_output_may_not_make(site: ExtendedSite, body: str, reason: str) -> None:
    found = finding("output", f": {reason}", 2, "def make(site):")
    assert found in made(site, body)
    assert {each.code for each in made(site, body)} == {"extension"}


def test_a_function_that_takes_something_else(site: ExtendedSite) -> None:
    site.write_module("def make():\n    return []\nwords = Output('words', make)\n")
    reason = ": TypeError: make() takes 0 positional arguments but 1 was given"
    found = compile_site(site.config(OUTPUT)).diagnostics
    assert found == (finding("output", reason, 2, "def make():"),)


def test_two_outputs_make_one_file(site: ExtendedSite) -> None:
    site.write_module("""\
        def make(site):
            return [OutputFile("a.txt", b"")]
        others = Output("others", make)
        words = Output("words", make)
        """)
    both = Extensions(outputs=("site_extras:others", "site_extras:words"))
    (found,) = compile_site(site.config(both)).diagnostics
    assert found.message == (
        'the output "words" (site_extras:words): two files are to be written to a.txt; '
        'the other is of the output "others"'
    )


def test_an_output_tells_what_is_wrong_itself(site: ExtendedSite) -> None:
    site.write_module("""\
        def make(site):
            yield Diagnostic(
                code="extension",
                location=Location("content/site.yaml"),
                message="too short",
                hint="Say more.",
            )
        words = Output("words", make)
        """)
    location = Location("content/site.yaml")
    found = compile_site(site.config(OUTPUT)).diagnostics
    assert found == (
        Diagnostic(code="extension", location=location, message="too short", hint="Say more."),
    )


def test_nothing_is_published(site: ExtendedSite, run: Run) -> None:
    site.write_module("def make(site):\n    1 / 0\nwords = Output('words', make)\n")
    assert run(outputs=OUTPUT.outputs) == (
        1,
        'site_extras.py:3:1: error[extension]: the output "words" (site_extras:words) failed: '
        "ZeroDivisionError: division by zero\n"
        " 3 |     1 / 0\n"
        "   | ^\n"
        f"   = {HINT}\n\n"
        "1 error; nothing was published, the last output is unchanged.\n"
        "explainer explain extension says more.\n",
    )
    assert not site.output.exists()


@pytest.mark.parametrize(
    ("body", "reason", "line"),
    [
        ("return 1 / 0", " failed: ZeroDivisionError: division by zero", 3),
        ("return ['x']", ": it finds Finding, not str", 2),
        (
            "return [Finding('a.md', 0, 'm', 'h')]",
            ": it names 'a.md', which is not a file of content/ that was read",
            2,
        ),
        (
            "return [Finding('content/site.yaml', 99, 'm', 'h')]",
            ": it names place 99 of content/site.yaml, which has 13 characters",
            2,
        ),
        (
            "return [Finding('content/site.yaml', None, 'm', 'h')]",
            ": the offset of Finding('content/site.yaml', ...) is of the type NoneType, not int",
            2,
        ),
        (
            "return [Finding('content/site.yaml', 3.0, 'm', 'h')]",
            ": the offset of Finding('content/site.yaml', ...) is of the type float, not int",
            2,
        ),
        (
            "return [Finding(['x'], 0, 'm', 'h')]",
            ": the path of Finding(['x'], ...) is of the type list, not str",
            2,
        ),
        (
            "return [Finding('content/site.yaml', 0, 3, 'h')]",
            ": the message of Finding('content/site.yaml', ...) is of the type int, not str",
            2,
        ),
        (
            "return [Finding('content/site.yaml', 0, 'm', 'h', None)]",
            ": the length of Finding('content/site.yaml', ...) is of the type NoneType, not int",
            2,
        ),
        (
            "return [Finding('content/site.yaml', 0, 'm', 'h', 1, None)]",
            ": the waivers of Finding('content/site.yaml', ...) is of the type NoneType, "
            "not tuple[Waiver, ...]",
            2,
        ),
    ],
)
def test_a_rule_that_fails(site: ExtendedSite, body: str, reason: str, line: int) -> None:
    site.write_module(
        f"def find(subject):\n    {body}\ncapitals = Rule('capitals', 'capitals', find)\n"
    )
    excerpt = "def find(subject):" if line == 2 else f"    {body}"
    found = check(site.config(RULE)).diagnostics
    assert [each for each in found if each.is_error] == [finding("rule", reason, line, excerpt)]


def filtered(site: ExtendedSite, body: str, use: str) -> tuple[Diagnostic, ...]:
    """What is found with a filter that does so, where a template uses it."""
    site.write_module(f"def apply(value):\n    {body}\nshout = Filter('shout', apply)\n")
    site.write({"templates/404.html": f"\n{{{{ {use} }}}}\n"})
    return compile_site(site.config(FILTER)).diagnostics


def test_a_finding_has_the_waivers_of_the_site(site: ExtendedSite) -> None:
    site.write({"site.yaml": "title: Tides\nwaive: {capitals: It is our style.}\n"})
    site.write_module("""\
        def find(subject):
            waived = subject.site.settings.waived
            return [Finding("content/site.yaml", 0, "m", "h", 1, waived)]
        capitals = Rule("capitals", "capitals", find)
        """)
    report = check(site.config(RULE))
    assert [each.waiver.code for each in report.waived] == ["capitals"]


def test_a_filter_that_ends_the_program(site: ExtendedSite) -> None:
    (found,) = filtered(site, "raise BaseException('end')", "5 | shout")
    assert found.message.endswith(" failed: BaseException: end")


def test_an_interruption_of_an_output_ends_the_build(site: ExtendedSite) -> None:
    with pytest.raises(KeyboardInterrupt):
        made(site, "raise KeyboardInterrupt")


def test_an_interruption_of_a_filter_ends_the_build(site: ExtendedSite) -> None:
    with pytest.raises(KeyboardInterrupt):
        filtered(site, "raise KeyboardInterrupt", "5 | shout")


def test_a_filter_that_fails(site: ExtendedSite) -> None:
    reason = " failed: AttributeError: 'int' object has no attribute 'upper'"
    assert filtered(site, "return value.upper()", "5 | shout") == (
        finding("filter", reason, 3, "    return value.upper()", "templates/404.html:2 uses it."),
    )


@pytest.mark.parametrize(
    ("use", "message"),
    [
        ("5 | shout(6)", "this template fails: TypeError: apply() takes 1 positional argument"),
        ("pgae | shout", 'nothing is called "pgae" here'),
    ],
)
def test_a_template_that_is_wrong_about_a_filter(
    site: ExtendedSite, use: str, message: str
) -> None:
    (found,) = filtered(site, "return str(value)", use)
    assert (found.code, found.location) == ("template", Location("templates/404.html", 2))
    assert found.message.startswith(message)


def test_a_module_elsewhere_is_named_in_full(
    site: ExtendedSite, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = ExtendedSite(tmp_path_factory.mktemp("elsewhere"))
    elsewhere.write_module("def make(site):\n    1 / 0\nwords = Output('words', make)\n")
    monkeypatch.syspath_prepend(str(elsewhere.folder))
    (found,) = compile_site(site.config(OUTPUT)).diagnostics
    assert Path(found.location.path) == elsewhere.folder / "site_extras.py"
