"""A site without its public address, which its pages cannot tell those who cite or share them."""

from __future__ import annotations

from explainer.checks.rule import Rule
from explainer.checks.settings import find_missing_url

RULE = Rule("no-url", "a site without `url`", lambda subject: find_missing_url(subject.site))
