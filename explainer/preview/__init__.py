"""The preview: the site served on this machine, and built and shown again after every save."""

from __future__ import annotations

from explainer.preview.outcomes import Builds, Outcome
from explainer.preview.ports import NoFreePort
from explainer.preview.serving import serve

__all__ = ["Builds", "NoFreePort", "Outcome", "serve"]
