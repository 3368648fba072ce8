from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

from explainer import cli

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

# Both draw examples from the test alone: what passes once passes again. `ci` draws more.
settings.register_profile(
    "dev",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("ci", settings.get_profile("dev"), max_examples=200)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh", action="store_true", help="write the golden pages anew instead of comparing"
    )


# Their tests build whole sites, look at them in a browser, or serve them.
SLOW_FOLDERS = {"browser", "extensions", "ledger", "pages", "preview", "reader"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that is not marked by hand ``quick`` or ``slow``: by its folder, by whether it
    asks for a browser, by whether it draws its examples."""
    for item in items:
        if any(item.iter_markers("quick")) or any(item.iter_markers("slow")):
            continue
        slow = (
            item.path.parent.name in SLOW_FOLDERS
            or "chromium" in getattr(item, "fixturenames", ())
            or is_hypothesis_test(getattr(item, "obj", None))
        )
        item.add_marker("slow" if slow else "quick")


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands are told that no time passes: no progress gets between what they print."""
    still = {**(cli.main.__kwdefaults__ or {}), "clock": lambda: 0.0}
    monkeypatch.setattr(cli.main, "__kwdefaults__", still)


_TESTS = count()


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A test finds nothing that another left for the next build."""
    caches = tmp_path_factory.getbasetemp() / "caches" / str(next(_TESTS))
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(caches))
    monkeypatch.delenv("EXPLAINER_CACHE_KEY", raising=False)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C reaches this process and its children. A runner that was started in the background
    ignores it, and what it starts would inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
BROWSER_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
BROWSER_PATHS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless browser; each test opens its own pages, with an empty profile.

    Without one the test is skipped, or fails where EXPLAINER_REQUIRE_BROWSER is set.
    """
    with launched_chromium() as browser:
        yield browser


@contextmanager
def launched_chromium() -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _no_browser("Playwright is not installed")
    with sync_playwright() as playwright:
        executable = _find_browser(playwright)
        if executable is None:
            _no_browser("no Chromium, Chrome or Edge found; name one in EXPLAINER_BROWSER")
        browser = playwright.chromium.launch(
            executable_path=executable, headless=True, args=list(BROWSER_FLAGS)
        )
        yield browser
        browser.close()


def _find_browser(playwright: Playwright) -> str | None:
    named = os.environ.get("EXPLAINER_BROWSER")
    if named:
        return named
    own = playwright.chromium.executable_path
    commands = (shutil.which(command) for command in BROWSER_COMMANDS)
    found = [path for path in (own, *commands, *BROWSER_PATHS) if path and Path(path).exists()]
    return found[0] if found else None


def _no_browser(reason: str) -> NoReturn:
    if os.environ.get("EXPLAINER_REQUIRE_BROWSER", "0") not in ("", "0"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def weasyprint() -> None:
    """Skips a test, or fails it where EXPLAINER_REQUIRE_WEASYPRINT is set."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        reason = f"WeasyPrint or its libraries are missing: {error}".partition("\n")[0]
        if os.environ.get("EXPLAINER_REQUIRE_WEASYPRINT"):
            pytest.fail(reason)
        pytest.skip(reason)
