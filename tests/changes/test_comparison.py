"""`changes` names what differs between two states of a site, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from explainer import cli
from tests.sites import TinySite, explainer

DAY = "2026-11-22"
BEFORE = {
    "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
    "units.yaml": "boats: {en: {one: boat, other: boats}}\n",
    "people.yaml": "ann: {name: Ann Moon}\n",
    "sources/books.yaml": (
        "- {id: census, type: report, title: Census, publisher: Office, issued: 2025-01-05}\n"
        "- {id: survey, type: report, title: Survey, publisher: Harbour, issued: 2025-02-06}\n"
        "- {id: recount, type: report, title: Recount, publisher: Court, issued: 2025-03-07}\n"
    ),
    "facts/sea.yaml": (
        "crowd: {label: The crowd, value: 225, unit: people, sources: [census]}\n"
        "toll: {value: 3, unit: EUR, sources: [census]}\n"
        "praise: {value: a success, by: Ann, standing: asserted, sources: [census]}\n"
        "depth: {value: 4, unit: metres, sources: [census, survey]}\n"
        "lamp: {value: red, sources: [census]}\n"
        "keeper: {value: Ann Moon, sources: [survey]}\n"
        "fleet: {label: Boats, value: 7, unit: boats, sources: [census, survey]}\n"
        "calm: {statement: The sea was calm., sources: [survey]}\n"
        "fare: {value: 2, unit: EUR, sources: [census]}\n" + 'double: {value: "= fare * 2"}\n'
    ),
    "explainers/tide.md": explainer(
        "## How high? {#high}\n\nIt is {{ depth }}.\n\n"
        "## Who came? {#crowd}\n\nThese: {{ crowd }}.\n\n"
        "## What pulls? {#pull}\n\nThe moon.[@census]\n\n"
        "## Why at all? {#why}\n\nNobody knows.[@census]\n",
        title="The tide",
    ),
    "explainers/tide.ru.md": explainer("## Как высоко? {#high}\n\nТак: {{ depth }}.\n"),
    "explainers/ford.md": explainer("## Where?\n\nHere.[@survey]\n", title="The ford"),
    "explainers/ebb.md": explainer("## When?\n\nNow.[@survey]\n", title="The ebb"),
}
AFTER = {
    # the same in other words, another order, another form
    "units.yaml": "boats:\n  en:\n    one: vessel\n    other: vessels\n",
    "people.yaml": "ann:\n  name: Ann Moon\n  role: Keeper\n",
    "sources/books.yaml": "# by age\n"
    + "".join(reversed(BEFORE["sources/books.yaml"].splitlines(keepends=True)))
    + "- {id: diary, type: book, title: Diary}\n",
    "facts/fleet.yaml": (
        "# moved here\n"
        "calm: {statement: There was no wind at all., sources: [survey]}\n"
        "fleet:\n"
        "  sources:\n"
        "    - {source: survey, at: p. 3}\n"
        "    - census\n"
        "  unit: boats\n"
        "  value: 7\n"
        "  label: How many boats\n"
        "  label.ru: Сколько лодок\n"
    ),
    "facts/sea.yaml": (
        'double: {value: "= 2 * fare"}\n'
        "fare: {value: 2.0, unit: EUR, sources: [census], review_by: 2027-01-01}\n"
        "crowd: {label: Who came, value: 238, unit: people, sources: [recount]}\n"
        "toll:\n  unit: EUR\n  claims:\n"
        "  - {value: 3, rank: preferred, why: It is newer., sources: [census]}\n"
        "  - {value: 4, sources: [survey]}\n"
        "praise: {value: a success, by: Bob, standing: asserted, sources: [census]}\n"
        "depth: {value: 4, unit: metres, sources: [census, recount]}\n"
        "keeper: {value: Ann Moon, rank: deprecated, why: A slip., sources: [survey]}\n"
        "buoys: {label: Buoys, value: 12, unit: boats, sources: [recount]}\n"
    ),
    "explainers/tide.md": explainer(
        "## Who ever came? {#crowd}\n\nSo many: {{ crowd }}, all told.\n\n"
        "## How high? {#high}\n\nIt is {{ depth }}, for {{ toll }}.[@survey]\n\n"
        "## What draws the sea? {#moon}\n\nThe moon, by and large.[@census]\n\n"
        "## When? {#when}\n\nTwice a day.[@census]\n",
        "question_aliases: {pull: moon}",
        "updates: [{date: 2026-11-21, text: 'We counted again.[@recount]'}]",
        title="The tides",
    ),
    "explainers/tide.ru.md": explainer("## Высоко ли? {#high}\n\nВот: {{ depth }}.[@diary]\n"),
    "explainers/crossing.md": explainer(
        "## Where?\n\nJust here.[@survey]\n", "aliases: [ford]", title="The crossing"
    ),
    "explainers/ebb.md": explainer(
        "## When?\n\nLater.\n", "status: withdrawn", "reason: It was all wrong.", title="The ebb"
    ),
    "explainers/plan.md": explainer("## What?\n\n{{ fare }}\n", "status: draft"),
}
TWELVE = """\
12 changes since v1 (COMMIT).
  buoys: new fact, "12 vessels", by Court, 7 March 2025
  crowd: 225 people -> 238 people, because of Court, 7 March 2025
  depth: now rests on Court, 7 March 2025, rests no more on Harbour, 6 February 2025
  keeper: Ann Moon -> Set aside or withdrawn, because A slip.
  lamp: fact gone, was "red"
  praise: a success (according to Ann) -> a success (according to Bob)
  toll: €3 -> €3 (disputed), because of Harbour, 6 February 2025
  ebb: explainer gone, was "The ebb", because It was all wrong.
  tide#high: now rests on Harbour, 6 February 2025, now states toll
  tide#moon: What pulls? -> What draws the sea?
  tide#when: new question, "When?"
  tide#why: question gone, was "Why at all?"
"""


def git(folder: Path, *arguments: str) -> str:
    identity = {
        "GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "Ann", "GIT_COMMITTER_EMAIL": "a@example.org",
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_DATE": "2026-11-20T12:00:00Z", "GIT_COMMITTER_DATE": "2026-11-20T12:00:00Z",
    }  # fmt: skip
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        env={**os.environ, **identity}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a site in a folder of its own, with a tag before and after the changes."""
    top = tmp_path_factory.mktemp("repository")
    site = TinySite(top / "tides")
    git(top.parent, "init", "-q", "-b", "main", str(top))
    site.write(BEFORE)
    commit(top, "v1")
    shutil.rmtree(site.folder / "content")
    site.write({**BEFORE, **AFTER})
    site.path("explainers/ford.md").unlink()
    commit(top, "v2")
    return top


def commit(top: Path, tag: str) -> None:
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", tag)
    git(top, "tag", tag)


def run(
    capsys: pytest.CaptureFixture[str], site: Path, *options: str, day: str = DAY
) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    capsys.readouterr()
    arguments = ["changes", "--site", str(site), "--as-of", day, *options]
    return cli.main(arguments, command="explainer"), *capsys.readouterr()


def test_the_twelve_planted_changes_and_nothing_else(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, repository / "tides", "--since", "v1")
    assert (code, err) == (0, "")
    assert out == TWELVE.replace("COMMIT", git(repository, "rev-parse", "--short", "v1"))


def test_for_programs_each_is_as_the_file_has_it(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, repository / "tides", "--since", "v1", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert found.keys() == {"version", "since", "changes"}
    assert found["since"] == git(repository, "rev-parse", "--short", "v1")
    by_subject = {tuple(each.values())[1]: each for each in found["changes"]}
    assert len(by_subject) == len(found["changes"]) == 12
    assert by_subject["crowd"] == {
        "date": DAY, "fact": "crowd",
        "from": "225 people", "from.ru": "225 человек", "to": "238 people", "to.ru": "238 человек",
        "source": "recount", "dropped": "census",
    }  # fmt: skip
    assert by_subject["tide#high"] == {
        "date": DAY, "question": "tide#high", "source": "survey", "facts": "toll"
    }  # fmt: skip


def test_on_github_each_stands_at_its_place(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    _, out, _ = run(capsys, Path("tides"), "--since", "v1", "--format", "github")
    assert out.splitlines()[1:3] == [
        "::notice file=tides/content/facts/sea.yaml,line=3,title=changed::"
        "crowd: 225 people -> 238 people, because of Court, 7 March 2025",
        "::notice file=tides/content/facts/sea.yaml,line=10,title=changed::"
        "depth: now rests on Court, 7 March 2025, rests no more on Harbour, 6 February 2025",
    ]
    assert '::notice title=changed::lamp: fact gone, was "red"' in out
    assert "::notice file=tides/content/explainers/tide.md,line=21,title=changed::tide#when" in out


@pytest.mark.parametrize("since", ["2026-11-21", "v1"])
def test_a_day_is_that_of_the_last_commit_before_it(
    repository: Path, capsys: pytest.CaptureFixture[str], since: str
) -> None:
    top = repository.parent / f"at-{since}"
    git(repository, "worktree", "add", "-q", "--detach", str(top), "v1")
    code, out, _ = run(capsys, top / "tides", "--since", since)
    assert (code, out.partition(" (")[0]) == (0, f"No changes since {since}")


def test_a_folder_serves_as_well_and_there_is_nothing_between_the_same(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = TinySite(tmp_path)
    older.write(BEFORE)
    code, out, _ = run(capsys, repository / "tides", "--since", str(tmp_path))
    assert (code, out.splitlines()[1:]) == (0, TWELVE.splitlines()[1:])
    _, out, _ = run(capsys, repository / "tides", "--since", str(repository / "tides"))
    assert out == f"No changes since {repository / 'tides'}.\n"


# ---- what is written ----


@pytest.fixture
def site(repository: Path, tmp_path: Path) -> Path:
    """The site of today without its repository, and the older one beside it."""
    TinySite(tmp_path / "older").write(BEFORE)
    return Path(shutil.copytree(repository / "tides", tmp_path / "tides"))


def test_it_is_recorded_once(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    since = ("--since", str(site.parent / "older"), "--write")
    _, out, _ = run(capsys, site, *since)
    assert out.splitlines()[-1] == "Added 12 changes to content/changes.yaml."
    recorded = (site / "content/changes.yaml").read_text()
    assert recorded.startswith(
        f"- date: {DAY}\n  fact: buoys\n  to: 12 vessels\n  source: recount\n"
        f"- date: {DAY}\n  fact: crowd\n  from: 225 people\n  from.ru: 225 человек\n"
    )
    _, out, _ = run(capsys, site, *since, day="2026-11-25")
    last = "Added 0 changes to content/changes.yaml; 12 stood there already."
    assert out.splitlines()[-1] == last
    assert (site / "content/changes.yaml").read_text() == recorded


def test_what_changed_since_then_is_added(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    since = ("--since", str(site.parent / "older"), "--write")
    run(capsys, site, *since)
    tides = TinySite(site)
    tides.edit("facts/sea.yaml", "value: 238", "value: 240")
    _, out, _ = run(capsys, site, *since, day="2026-11-25")
    last = "Added 1 change to content/changes.yaml; 11 stood there already."
    assert out.splitlines()[-1] == last
    assert "- date: 2026-11-25\n  fact: crowd\n" in tides.path("changes.yaml").read_text()


def compared(
    capsys: pytest.CaptureFixture[str],
    folder: Path,
    before: dict[str, str],
    after: dict[str, str],
    *options: str,
) -> list[str]:
    """What is printed of a site in ``folder`` and of what it was before, but for the first line."""
    TinySite(folder / "older").write(before)
    TinySite(folder / "tides").write(after)
    code, out, err = run(capsys, folder / "tides", f"--since={folder / 'older'}", *options)
    assert (code, err) == (0, "")
    return out.splitlines()[1:]


def test_what_is_written_holds_only_characters_that_a_build_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "site.yaml": "title: Tides\nlanguages: [en, ar]\n",
        "sources/books.yaml": BEFORE["sources/books.yaml"],
    }
    after = {**files, "facts/sea.yaml": "fee: {value: 3, unit: USD, sources: [census]}\n"}
    since = f"--since={tmp_path / 'older'}"
    assert compared(capsys, tmp_path, files, after, "--write") == [
        '  fee: new fact, "$3", by Office, 5 January 2025',
        "Added 1 change to content/changes.yaml.",
    ]
    recorded = (tmp_path / "tides/content/changes.yaml").read_text()
    assert recorded == (f"- date: {DAY}\n  fact: fee\n  to: $3\n  to.ar: 3 US$\n  source: census\n")
    code, _, err = run(capsys, tmp_path / "tides", since, "--write")
    assert (code, err) == (0, "")


def test_another_id_is_no_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "site.yaml": "title: Tides\n",
        "sources/books.yaml": BEFORE["sources/books.yaml"],
        "facts/sea.yaml": "toll: {value: 3, unit: EUR, sources: [census]}\n"
        'twice: {value: "= 2 * toll"}\n',
        "explainers/tide.md": explainer("## How much? {#toll}\n\n{{ toll }}.[@census]\n"),
    }
    renamed = {
        name: text.replace("census", "count").replace("toll", "fare")
        for name, text in files.items()
    }
    aliases = "fact_aliases: {toll: fare}\nsource_aliases: {census: count}\n"
    renamed["site.yaml"] += aliases
    renamed["explainers/tide.md"] = explainer(
        "## How much? {#fare}\n\n{{ fare }}.[@count]\n", "question_aliases: {toll: fare}"
    )
    assert compared(capsys, tmp_path, files, renamed) == []
    TinySite(tmp_path / "tides").edit("facts/sea.yaml", "value: 3", "value: 4")
    _, out, _ = run(capsys, tmp_path / "tides", f"--since={tmp_path / 'older'}")
    assert out.splitlines()[1:] == [
        "  fare: €3 -> €4",
        "  twice: €6 -> €8, because of fare",
    ]


def test_the_reason_is_a_new_source_or_why_a_claim_was_set_aside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = (
        "dead:\n  claims:\n"
        "  - {value: 22, by: Workers Union, rank: preferred, why: It is new., sources: [census]}\n"
        "  - {value: 19, by: The firm, sources: [survey]}\n"
    )
    files = {"site.yaml": "title: Tides\n", "sources/books.yaml": BEFORE["sources/books.yaml"]}
    files["facts/sea.yaml"] = claims
    after = {
        **files,
        "facts/sea.yaml": claims.replace("firm,", "firm, rank: deprecated, why: A slip.,"),
    }
    assert compared(capsys, tmp_path, files, after) == [
        "  dead: 22 (disputed) -> 22, because A slip."
    ]


def test_what_a_fact_was_called_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "site.yaml": "title: Tides\nlanguages: [en, ru]\n",
        "sources/books.yaml": BEFORE["sources/books.yaml"],
    }
    lamp = "lamp: {label: The lamp, label.ru: Лампа, value: 3, unit: EUR, sources: [census]}\n"
    compared(capsys, tmp_path, {**files, "facts/sea.yaml": lamp}, files, "--write")
    assert (tmp_path / "tides/content/changes.yaml").read_text() == (
        f"- date: {DAY}\n  fact: lamp\n  label: The lamp\n  label.ru: Лампа\n"
        "  from: €3\n  from.ru: 3 евро\n  dropped: census\n"
    )


def test_another_speaker_in_a_dispute_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = (
        "dead:\n  claims:\n"
        "  - {value: 22, by: Ann, rank: preferred, why: It is newer., sources: [census]}\n"
        "  - {value: 19, by: Bob, sources: [survey]}\n"
    )
    files = {"site.yaml": "title: Tides\n", "sources/books.yaml": BEFORE["sources/books.yaml"]}
    files["facts/sea.yaml"] = claims
    after = {**files, "facts/sea.yaml": claims.replace("Bob", "Cid")}
    assert compared(capsys, tmp_path, files, after) == [
        "  dead: 22 (Ann) / 19 (Bob) -> 22 (Ann) / 19 (Cid)"
    ]


# ---- what cannot be read ----


def refused(capsys: pytest.CaptureFixture[str], site: Path, since: str, day: str = DAY) -> str:
    code, out, err = run(capsys, site, f"--since={since}", day=day)
    assert (code, out) == (2, "")
    return err.removeprefix("explainer: ").rstrip("\n")


def test_no_such_state(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tides = repository / "tides"
    hint = 'Did you mean "v1"?'
    assert refused(capsys, tides, "v11") == (
        f'"v11" is no revision, day or folder with content/. {hint}'
    )
    assert refused(capsys, tides, "--output=x") == (
        '"--output=x" is no revision, day or folder with content/. '
        "Name a revision, a day (YYYY-MM-DD) or the folder of an older copy."
    )
    assert refused(capsys, tides, "2020-01-01") == (
        "there is no commit before 2020-01-01. Name a later day."
    )
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "shallow")
    assert refused(capsys, tmp_path / "shallow/tides", "2020-01-01") == (
        "there is no commit before 2020-01-01. "
        "This clone lacks older commits: git fetch --unshallow brings them."
    )
    elsewhere = TinySite(repository / "elsewhere")
    elsewhere.write({"site.yaml": "title: Other\n"})
    assert refused(capsys, elsewhere.folder, "v1") == (
        "v1 has no content/ here; was the site in another folder then?"
    )


def test_no_repository_and_no_git(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(site.parent))
    assert refused(capsys, site, "v1") == (
        f"{site} is in no git repository that can be read; "
        "name a folder with an older copy of the site instead"
    )
    monkeypatch.setenv("PATH", "")
    assert refused(capsys, site, "v1") == (
        "git is not installed, or not on the PATH; name a folder with an older copy"
    )


def test_what_could_not_be_read_has_not_changed(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    TinySite(site.parent / "older").write({"facts/sea.yaml": "crowd: ["})
    _, out, _ = run(capsys, site, "--since", str(site.parent / "older"))
    assert [line for line in out.splitlines() if "fact" in line] == []
