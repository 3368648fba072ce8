"""The JSON Schemas in docs/schemas/ are those of the model, and mean what the build means.

``pytest --refresh`` writes them anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
import pytest

from explainer import cli
from explainer.documents.data.nodes import Mapping, Node, Scalar
from explainer.documents.data.validation import Shape, field_data
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText, split_front_matter
from explainer.schemas.files import schema_files
from explainer.schemas.records import field_notes
from tests.sites import ROOT

FOLDER = ROOT / "docs/schemas"
FILES = schema_files()


def kind_of(path: Path) -> str:
    if path.suffix == ".md":
        return path.parent.name.removesuffix("s")
    if path.stem.startswith("facts."):
        return "translated-facts"
    return path.stem if path.parent.name == "content" else path.parent.name


def files_of(site: Path) -> list[Path]:
    found = sorted((site / "content").rglob("*"))
    return [path for path in found if path.suffix in (".yaml", ".md")]


def as_editors_read(node: Node) -> Any:
    """In the types of YAML 1.2, as an editor's language server takes them."""
    if isinstance(node, Scalar):
        return field_data(node, Shape(frozenset(("null", "bool", "int", "float", "str"))))
    if isinstance(node, Mapping):
        return {key.value: as_editors_read(value) for key, value in node.items}
    return [as_editors_read(item) for item in node.items]


def data_of(path: Path) -> Any:
    source = SourceText(path.name, path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode())
    front = split_front_matter(source)[0] if path.suffix == ".md" else None
    node, _ = parse_yaml(source, front.start, front.end) if front else parse_yaml(source)
    return None if node is None else as_editors_read(node)


def findings(kind: str, data: Any) -> list[str]:
    validator = jsonschema_rs.validator_for(json.loads(FILES[f"{kind}.schema.json"]))
    return [error.message for error in validator.iter_errors(data)]


# ---- the files ----


@pytest.mark.skipif(
    f"\nmsgspec=={version('msgspec')} " not in (ROOT / "requirements.lock").read_text("utf-8"),
    reason="they are made with the msgspec of requirements.lock",
)
def test_they_are_current(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--refresh"):
        assert cli.main(["schemas", str(FOLDER)]) == 0
    assert {path.name: path.read_bytes() for path in FOLDER.glob("*.json")} == FILES


@pytest.mark.parametrize("name", FILES)
def test_they_are_schemas(name: str) -> None:
    schema = json.loads(FILES[name])
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(schema)


def test_every_field_says_what_it_is_for() -> None:
    silent = [
        f"{name}: {path}"
        for name, data in FILES.items()
        for path, schema in properties_in(json.loads(data))
        if isinstance(schema, dict) and not {"description", "doNotSuggest"} & schema.keys()
    ]
    assert silent == ["sources.schema.json: references"]


def properties_in(schema: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, list):
        for part in schema:
            yield from properties_in(part)
    elif isinstance(schema, dict):
        for key, part in schema.items():
            if key == "properties":
                yield from part.items()
            if key not in ("if", "then"):
                yield from properties_in(part)


def test_a_note_stands_below_its_field() -> None:
    class Base(msgspec.Struct, rename="kebab"):
        one_word: str
        """What it
        is."""
        silent: str = ""

    class Derived(Base, rename="kebab"):
        other: int = 0
        """Another."""

    assert field_notes(Derived) == {"one-word": "What it is.", "other": "Another."}


def test_the_settings_for_vs_code_name_every_yaml_file() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    settings = json.loads(readme.partition("```json\n")[2].partition("```")[0])
    schemas = {path.rpartition("/")[2] for path in settings["yaml.schemas"]}
    assert schemas == FILES.keys() - {"explainer.schema.json", "page.schema.json"}
    patterns = settings["yaml.schemas"].values()
    found = {path for pattern in patterns for path in ROOT.glob(pattern)}
    assert found == {path for path in files_of(ROOT) if path.suffix == ".yaml"}


def test_the_command_writes_them_into_a_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["schemas", "--site", "tides"]) == 0
    assert cli.main(["schemas", "elsewhere"]) == 0
    assert capsys.readouterr().out == (
        f"Wrote 13 schemas into {Path('tides/docs/schemas')}\nWrote 13 schemas into elsewhere\n"
    )
    for folder in ("tides/docs/schemas", "elsewhere"):
        assert {path.name: path.read_bytes() for path in Path(folder).iterdir()} == FILES


def test_nothing_is_written_outside_the_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    (site / "docs").mkdir(parents=True)
    outside.mkdir()
    (site / "docs/schemas").symlink_to(outside)
    assert cli.main(["schemas", "--site", str(site)]) == 2
    assert capsys.readouterr().err == "explainer: docs/schemas/ leads out of the site.\n"
    (site / "docs/schemas").unlink()
    (site / "docs/schemas").mkdir()
    (site / "docs/schemas/facts.schema.json").symlink_to(outside / "facts")
    assert cli.main(["schemas", "--site", str(site)]) == 0
    assert list(outside.iterdir()) == []
    assert (site / "docs/schemas/facts.schema.json").read_bytes()


def test_a_folder_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert cli.main(["schemas", str(tmp_path / "file")]) == 2
    assert capsys.readouterr().err.startswith(f"explainer: cannot write {tmp_path / 'file'}: ")


# ---- what they accept and refuse ----


@pytest.mark.parametrize("path", files_of(ROOT), ids=lambda path: path.name)
def test_the_flagship_is_accepted(path: Path) -> None:
    assert findings(kind_of(path), data_of(path)) == []


def test_the_flagships_files_point_to_them() -> None:
    for path in files_of(ROOT):
        if path.suffix == ".yaml":
            line = path.read_text(encoding="utf-8").partition("\n")[0]
            _, _, target = line.partition("# yaml-language-server: $schema=")
            assert (path.parent / target).resolve() == FOLDER / f"{kind_of(path)}.schema.json"


OF_SCHEMAS = {
    "missing-key", "unknown-key", "no-source", "no-speaker", "rank-without-why", "type",
    "unknown-without-why", "withdrawal", "derived-source", "fact-id", "id", "language-of-unit",
    "pattern", "value", "withdrawn-without-reason", "unknown-value",
}  # fmt: skip
ERRORS = ROOT / "tests/errors"
FINDING = re.compile(r"^(\S+\.(?:yaml|md)):(\d+):\d+: error\[([a-z-]+)\]", re.MULTILINE)


def broken_files() -> list[Path]:
    """The files of broken sites with a finding that a schema can have, outside of their texts."""
    found: dict[Path, None] = {}
    for expected in sorted(ERRORS.glob("*/expected.txt")):
        printed = expected.read_text(encoding="utf-8")
        for name, line, code in FINDING.findall(printed):
            path = expected.parent / name
            if code not in OF_SCHEMAS:
                continue
            is_in_text = path.suffix == ".md" and int(line) > lines_of_front_matter(path)
            if not is_in_text and data_of(path) is not None:
                found[path] = None
    return [*found]


def lines_of_front_matter(path: Path) -> int:
    return path.read_text(encoding="utf-8").partition("\n---")[0].count("\n") + 1


@pytest.mark.parametrize("path", broken_files(), ids=lambda p: p.relative_to(ERRORS).as_posix())
def test_a_broken_file_is_refused(path: Path) -> None:
    assert findings(kind_of(path), data_of(path)) != []


def object_schemas(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema of a mapping in a schema."""
    for each in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(each, dict | list):
            yield from object_schemas(each)
    if isinstance(schema, dict) and schema.get("type") == "object":
        yield schema


@pytest.mark.parametrize("name", FILES)
def test_a_hover_over_a_field_has_its_name_above(name: str) -> None:
    """A language server shows the title of the file above what has none of its own."""
    for schema in object_schemas(json.loads(FILES[name])):
        fields = schema.get("properties", {})
        if any("description" in field for field in fields.values()):
            titles = {key: field.get("title") for key, field in fields.items()}
            shown = {key for key, field in fields.items() if not field.get("doNotSuggest")}
            assert {key: titles[key] for key in shown} == {key: key for key in shown}
            assert schema["title"]
