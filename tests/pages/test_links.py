"""Every link leads somewhere, from wherever the site is served."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import lxml.html
import pytest

from tests.pages.bilingual import FILES
from tests.pages.conftest import SiteMaker
from tests.pictures import photo, png
from tests.sites import output_files, page_tree, served

ADDRESSES = "//a/@href | //link[not(@rel='canonical')]/@href | //@src"
SITE = "http://site.invalid/some/path/"
CLOSED = "closed"  # the id of nothing, on purpose


def links(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """Every address that the page asks for or leads to, but for its own."""
    yield from (str(each) for each in tree.xpath(ADDRESSES))
    for refresh in tree.xpath('//meta[@http-equiv="refresh"]/@content'):
        yield refresh.partition("url=")[2]


def is_internal(link: str) -> bool:
    return not link.startswith(("http://", "https://", "mailto:", "data:"))


def file_of(link: str, page: str, site: str = SITE) -> tuple[str, str]:
    """The output file and the fragment that a link on a page leads to."""
    address, fragment = urldefrag(urljoin(site + page.removesuffix("index.html"), link))
    path = unquote(address.removeprefix(site))
    return f"{path}index.html" if path == "" or path.endswith("/") else path, unquote(fragment)


def link_faults(files: Mapping[str, bytes], base: str = "/") -> Iterator[str]:
    """Links, anchors and assets that lead nowhere; links that hold only at one address."""
    trees = {
        path: lxml.html.document_fromstring(data.decode())
        for path, data in files.items()
        if path.endswith(".html")
    }
    ids = {path: {*tree.xpath("//@id")} for path, tree in trees.items()}
    for path, tree in trees.items():
        found = list(tree.xpath("//@id"))
        yield from (
            f"{path} has #{each} twice" for each in sorted(set(found)) if found.count(each) > 1
        )
        for link in filter(is_internal, links(tree)):
            absolute = link.startswith("/")
            if absolute != (path == "404.html" and not link.startswith("#")):
                yield f"{path} has the link {link}, which is {'' if absolute else 'not '}absolute"
                continue
            local = link if not absolute else link.removeprefix(base)
            if absolute and not link.startswith(base):
                yield f"{path} has the link {link}, which leaves {base}"
            target, fragment = file_of(local, "" if absolute else path)
            if target not in files:
                yield f"{path} leads to {target}, which does not exist"
            elif fragment and fragment != CLOSED and fragment not in ids.get(target, ()):
                yield f"{path} leads to #{fragment}, which {target} does not have"
    for path, data in files.items():
        if path.endswith(".css"):
            for address in re.findall(rb"url\([\"']?([^\"')]+)", data):
                if (
                    is_internal(address.decode())
                    and file_of(address.decode(), path)[0] not in files
                ):
                    yield f"{path} asks for {address.decode()}, which does not exist"


def crawl(root: str) -> set[str]:
    """Every file that is reached from the home page and found there, below ``root``."""
    waiting, found = [root], set[str]()
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        found.add(address)
        with urlopen(address) as answer:
            data, kind = answer.read(), answer.headers.get_content_type()
        if kind == "text/html":
            tree = lxml.html.document_fromstring(data.decode())
            waiting += [
                urldefrag(urljoin(address, link))[0] for link in links(tree) if is_internal(link)
            ]
    return {file_of(each, "", root)[0] for each in found}


def test_no_link_of_the_flagship_is_broken(flagship: Path) -> None:
    assert list(link_faults(output_files(flagship))) == []


def test_no_link_of_a_site_in_two_languages_is_broken(make_site: SiteMaker) -> None:
    site = make_site(FILES)
    site.build()
    assert list(link_faults(site.files(), "/book/")) == []


def test_every_page_is_reached_when_served_from_any_path(
    make_site: SiteMaker, tmp_path: Path
) -> None:
    site = make_site(FILES)
    site.build()
    shutil.copytree(site.output, tmp_path / "www/some/path")
    with served(tmp_path / "www") as root:
        reached = crawl(f"{root}some/path/")
    pages = {path for path in site.files() if path.endswith(".html")}
    assert pages - reached == {"404.html", "tide-gauge/index.html"}


def test_links_of_the_page_that_is_not_found_start_at_the_sites_path(make_site: SiteMaker) -> None:
    site = make_site(FILES)
    site.build()
    found = [link for link in links(site.tree("404.html")) if is_internal(link)]
    assert "/book/gauge/" in found
    assert [link for link in found if not link.startswith(("/book/", "#"))] == []


@pytest.mark.parametrize("path", ["", "gauge/", "ru/gauge/", "ru/", "sources/wire/"])
def test_only_what_machines_follow_is_absolute(make_site: SiteMaker, path: str) -> None:
    site = make_site(FILES)
    site.build()
    tree = site.tree(path)
    assert tree.xpath('//link[@rel="canonical"]/@href') == [f"https://tides.example/book/{path}"]
    for absolute in tree.xpath('//link[@rel="alternate"] | //*[@class="actions"]'):
        absolute.drop_tree()  # what readers copy from "Share" is for elsewhere
    assert [link for link in links(tree) if "tides.example/" in link] == []


def test_a_link_leads_to_what_its_words_name(make_site: SiteMaker) -> None:
    body = """
## Why? {#why}

[a](lights.md) [b](./lights.md#how) [c](../pages/about.md) [d](/lights/#how) [e](#why) [f](/)
[g](/sources/wire/) [h](../explainers/gauge.md#why) [i](https://x.example/a?b=1#c)
![A pier](images/pier.jpg) ![A pier](../images/pier.jpg)
"""
    site = make_site(
        {
            "explainers/gauge.md": explainer_with(body),
            "explainers/lights.md": explainer_with("## How? {#how}\n\nSo.\n"),
            "pages/about.md": "---\ntitle: About\n---\n\n![A pier](images/pier.jpg)\n",
            "sources/s.yaml": "references:\n- {id: wire, type: report, title: Wire}\n",
            "images/pier.jpg": photo(600, 400),
            "images/unused.jpg": b"unused",
        }
    )
    site.build()
    section = site.tree("gauge/").get_element_by_id("why")
    assert [a.get("href") for a in section.xpath(".//p//a")] == [
        "../lights/", "../lights/#how", "../about/", "../lights/#how", "#why", "../",
        "../sources/wire/", "#why", "https://x.example/a?b=1#c",
    ]  # fmt: skip
    assert section.xpath(".//img/@src") == ["../assets/images/pier.jpg"] * 2
    files = site.files()
    assert [path for path in files if path.startswith("assets/images/")] == [
        "assets/images/600/pier.jpg.avif", "assets/images/600/pier.jpg.webp",
        "assets/images/pier.jpg",
    ]  # fmt: skip
    assert page_tree(site.output, "about/").xpath("//img/@src") == ["../assets/images/pier.jpg"]


def test_an_image_is_published_wherever_it_is_named(make_site: SiteMaker) -> None:
    figure = "```table\ntitle: T\nfacts: [depth]\nnote: '![F](images/figure.png)'\n```\n"
    site = make_site(
        {
            "explainers/gauge.md": explainer_with(f"[[well]]\n\n{figure}"),
            "glossary.yaml": "well: {term: well, definition: '![T](images/term.png)'}\n",
            "facts/f.yaml": "depth: {value: 3, rank: preferred, why: '![W](images/why.png)',"
            " sources: [wire]}\n",
            "sources/s.yaml": "references:\n- {id: wire, type: report, title: Wire}\n",
            **{f"images/{name}.png": png(2, 2) for name in ("figure", "term", "why", "unused")},
        }
    )
    site.build()
    assert list(link_faults(site.files())) == []
    assert [path for path in site.files() if re.match("assets/images/[a-z]", path)] == [
        "assets/images/figure.png", "assets/images/term.png", "assets/images/why.png",
    ]  # fmt: skip


def explainer_with(body: str) -> str:
    return f"---\ntitle: T\npublished: 2026-01-01\nchecked: 2026-01-01\n---\n{body}"


def test_a_fault_is_found() -> None:
    page = b'<p id="a"><p id="a"><a href="/x">x</a><a href="no/">n</a><a href="#no">m</a>'
    assert list(link_faults({"p/index.html": page})) == [
        "p/index.html has #a twice",
        "p/index.html has the link /x, which is absolute",
        "p/index.html leads to p/no/index.html, which does not exist",
        "p/index.html leads to #no, which p/index.html does not have",
    ]
    assert urlsplit(SITE).path == "/some/path/"
