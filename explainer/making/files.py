"""Make the files of one build: take over what an earlier build made, and make the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from msgspec.structs import replace

from explainer.diagnostics import Diagnosed, Diagnostic
from explainer.extensions import Made
from explainer.making.memory import Inputs, Memory, PageRecord
from explainer.making.work import (
    FilesMade,
    MadePage,
    Work,
    Workshop,
    compile_for,
    make_files,
    page_maker,
)
from explainer.making.workers import Workers
from explainer.output.writing import Sink
from explainer.renderers.files import FileJob, FolderJob, OutputFile
from explainer.renderers.html import RenderJob
from explainer.renderers.templates import Templates
from explainer.resolve.lookups import Answers, digest, lasting_digest, together
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.published.pages import RedirectPage
from explainer.resolve.resolved_site import Shelf

_NEW = (
    "made, since nothing is kept of it: it is new, or the cache is, or the generator or a library "
    "has changed"
)
_LOST = "written again as it was made before: it was missing in the output, or had been changed"

Reporting: TypeAlias = Callable[[int, int], None]
"""Is told how many pages are made, and of how many."""

_BATCH = 64
"""So many pages are compared with what is known of them before that is reported: a preview may end
a build there."""


class Making:
    """Makes the files of one build, in the order in which its methods are called.

    ``digests`` are those of documents, by the paths of their files. ``paths`` are those of the
    files so far, ``diagnostics`` what is wrong with them, ``pages`` how many are pages, without
    redirects.
    """

    def __init__(
        self,
        workshop: Workshop,
        shelves: Sequence[Shelf],
        digests: Mapping[str, bytes],
        memory: Memory,
        workers: Workers,
        sink: Sink,
        before: Mapping[str, Answers],
        why: str = "",
    ) -> None:
        """``before`` are the ``answers`` of an earlier build of this process; ``why`` is a path for
        which ``reasons`` will tell why it was made, or was not."""
        self.workshop = workshop
        self._digests = digests
        self._memory = memory
        self._workers = workers
        self._sink = sink
        self.answers = {
            each.language: Answers(each.library, before.get(each.language)) for each in shelves
        }
        """What pages find when they look something up, by the code of their language."""
        self._frames = {
            # the digests of what every page in a language may see without looking it up
            code: {
                "the templates": _of_templates(workshop.templates),
                "content/site.yaml": lasting_digest(
                    (workshop.site.settings, workshop.site.incomplete)
                ),
                "what surrounds each page": digest(workshop.chromes[code]),
            }
            for code in self.answers
        }
        self._why, self.reasons = why, dict[str, str]()
        self._in_place = set[str]()
        """The paths of files that are there as they would be made, though others beside are not."""
        self.paths: list[str] = []
        self.diagnostics: list[Diagnostic] = []
        self.pages = 0
        self._begun: list[
            tuple[list[FileJob], TemporaryDirectory[str], Callable[[], FilesMade]]
        ] = []

    @property
    def failed(self) -> bool:
        """Whether there are errors, so that nothing may be published."""
        return any(each.is_error for each in self.diagnostics)

    def take_over(self, work: Iterable[Work]) -> tuple[dict[str, Linked], list[Work]]:
        """Keep the pages that an earlier build made of the same; return what it kept of documents,
        by their addresses, and the pages that must be made."""
        if not self._memory.remembers:
            return {}, list(work)
        kept: dict[str, Linked] = {}
        due: list[Work] = []
        wanted = [replace(each, inputs=self._inputs(each)) for each in work]
        records = self._memory.find_records({each.address: each.inputs for each in wanted})
        for each in wanted:
            record = records.get(each.address)
            if not self._keeps(each.path, each.address, each.inputs, record, self._answers(each)):
                due.append(each)
                continue
            self._note(each, record.files if record else ())
            if record and record.linked:
                kept[record.linked.address] = record.linked
        return kept, due

    def make(
        self, due: Sequence[Work], report: Reporting, checked: Mapping[str, str] | None = None
    ) -> dict[str, Linked]:
        """Make pages; return what is kept of documents, by their addresses. ``checked`` is what
        was looked up to check each document, by its address."""
        linked: dict[str, Linked] = {}
        if self._workers.spread(len(due)):
            compile_for(due, self.workshop.templates)  # once, and not in each process
        made = self._workers.run(page_maker, self.workshop, due, Workshop.to_send)
        for number, each in enumerate(due):
            report(number, len(due))
            page = next(made)
            self.diagnostics += page.diagnostics
            if page.linked:
                linked[page.linked.address] = page.linked
            if page.files:
                self._note(each, [file.path for file, _ in page.files])
                for file, digest in page.files:
                    if file.path not in self._in_place:
                        self._sink.add(file, digest)
                if self._memory.remembers:
                    self._remember(each, page, (checked or {}).get(each.address, ""))
        return linked

    def leave(self, due: Iterable[Work]) -> None:
        """Leave pages as they are, to be made by a later build."""
        for each in due:
            self._note(each, self._memory.last_paths(each.address) or [each.path])

    def make_output(self, output: Iterable[Made], report: Reporting) -> None:
        """The files of an output; ``report`` is called for each page that is made."""
        work: list[Work] = []
        files: list[FileJob] = []
        try:
            for each in output:
                if isinstance(each, OutputFile):
                    self.paths.append(each.path)
                    self._sink.add(each, sha256(each.data).hexdigest())
                elif isinstance(each, FileJob):
                    files.append(each)
                elif isinstance(each, FolderJob):
                    self._make_folder(each)
                elif isinstance(each, Diagnostic):
                    self.diagnostics.append(each)
                else:
                    work.append(Work(each))
        except Diagnosed as failed:
            self.diagnostics.append(failed.diagnostic)
        self._begin_files(files)
        due: list[Work] = []
        for at in range(0, len(work), _BATCH):
            report(0, len(work))
            due += self.take_over(work[at : at + _BATCH])[1]
        self.make(due, report)

    def _inputs(self, work: Work) -> Inputs:
        """The digests of all that a page depends on, but for what it looks up."""
        job, document = work.job, work.document
        if isinstance(job, RenderJob):
            return {
                "the templates": _of_templates(job.templates),
                "what surrounds each page": digest(job.chrome),
                "what it shows": digest(type(job.page).__name__, job.page),
            }
        own = {document.source.path: self._digests[document.source.path]} if document else {}
        also = "the day" if document else "where it is used"
        return {**self._frames[job.language], **own, also: digest(job)}

    def _answers(self, work: Work) -> Answers | None:
        """Where a page looks up; None if it does not."""
        return None if isinstance(work.job, RenderJob) else self.answers[work.job.language]

    def _keeps(
        self,
        path: str,
        name: str,
        inputs: Inputs,
        record: PageRecord | None,
        answers: Answers | None = None,
    ) -> bool:
        """Keep a file and those beside it as they are in the output, or else as they were made, if
        ``record`` tells that they were made of the same; False if they must be made. Note why, if
        that is asked."""
        if record and answers is not None and answers.of(record.asked) != record.answers:
            record = None
        last = (record or self._memory.find_last(name)) if self._why else None
        if self._why in (path, *(last.files if last else ())):
            self.reasons[self._why] = last.why(inputs, answers) if last else _NEW
        if record is None:
            return False
        lost = {path: own for path, own in record.files.items() if not self._sink.keep(path, own)}
        if self._why in lost:
            self.reasons[self._why] = _LOST
        found = self._memory.find_files(lost)
        for file in found:
            self._sink.add(file, lost[file.path])
        if made_again := len(found) < len(lost):
            self._in_place |= record.files.keys() - lost.keys() | {file.path for file in found}
        return not made_again

    def _remember(self, work: Work, made: MadePage, checked: str) -> None:
        asked, found = made.asked, b""
        if (answers := self._answers(work)) is not None:
            asked = together({*asked.split("\1"), *checked.split("\1")} - {""})
            found = answers.of(asked)
        digests = {file.path: digest for file, digest in made.files}
        record = PageRecord(work.inputs, digests, asked, found, made.linked)
        self._memory.keep(work.address, record, [file for file, _ in made.files])

    def _note(self, work: Work, paths: Iterable[str]) -> None:
        job = work.job
        self.paths += paths
        self.pages += not (isinstance(job, RenderJob) and isinstance(job.page, RedirectPage))

    def _begin_files(self, jobs: Sequence[FileJob]) -> None:
        """Begin to make files, unless they are in the output as they would be made."""
        wanted = {f"/{job.path}": {"its data": job.inputs} for job in jobs}  # no address is so
        records = self._memory.find_records(wanted)
        self.paths += [job.path for job in jobs]
        due = [
            job
            for job, (name, inputs) in zip(jobs, wanted.items(), strict=True)
            if not self._keeps(job.path, name, inputs, records.get(name))
        ]
        if due:
            folder = TemporaryDirectory()
            made = self._workers.beside(partial(make_files, due, Path(folder.name)), self.pages)
            self._begun.append((due, folder, made))

    def _make_folder(self, job: FolderJob) -> None:
        """Make the files of a folder, unless they are in the output as they would be made."""
        name, inputs = f"/{job.path}/", {"its data": job.inputs}
        record = self._memory.find_records({name: inputs}).get(name)
        if record is None or not self._keeps(job.path, name, inputs, record):
            digests: dict[str, str] = {}
            for file in job.make():
                digests[file.path] = sha256(file.data).hexdigest()
                if file.path not in self._in_place:
                    self._sink.add(file, digests[file.path])
            record = PageRecord(inputs, digests)
            self._memory.keep(name, record)
        self.paths += record.files

    def finish(self) -> None:
        """Wait for the files that are made beside the pages."""
        for due, folder, made in self._begun:
            with folder:
                for job, each in zip(due, made(), strict=True):
                    if isinstance(each, Diagnostic):
                        self.diagnostics.append(each)
                        continue
                    kept = [OutputFile(job.path, each[0].read_bytes())] if job.slow else []
                    self._sink.add_file(job.path, *each)
                    record = PageRecord({"its data": job.inputs}, {job.path: each[1]})
                    self._memory.keep(f"/{job.path}", record, kept)
        self._begun.clear()


def _of_templates(templates: Templates) -> bytes:
    return digest(templates.fingerprint, repr(templates.filters))
