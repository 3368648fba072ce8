"""The preview: the built site on this machine, built again and shown again on every save."""

from __future__ import annotations

from explainer.preview.outcomes import Builds, Outcome
from explainer.preview.ports import NoFreePort
from explainer.preview.serving import serve

__all__ = ["Builds", "NoFreePort", "Outcome", "serve"]
