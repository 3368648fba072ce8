"""The preview: the site served on this machine, and built and shown again after every save."""

from __future__ import annotations

from explainer.preview.serving import NoFreePort, serve
from explainer.preview.site_builds import Outcome

__all__ = ["NoFreePort", "Outcome", "serve"]
