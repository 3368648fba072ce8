"""Answer programs that ask about the built site, over the Model Context Protocol."""

from __future__ import annotations

from explainer.cli.request import Request
from explainer.cli.terminal import shown
from explainer.config import Refused


def run(request: Request) -> None:
    output = request.config.output
    try:
        from explainer.mcp_server import make_server

        server = make_server(output)
    except ImportError as missing:
        needed = 'this needs the package mcp: python -m pip install "mcp>=2.3,<3" (the extra "mcp")'
        raise Refused(needed) from missing
    except OSError as error:
        reason = f"{shown(output)}: {error.strerror or error}"
        raise Refused(f"{reason}. Build the site first.") from error
    server.run("stdio")
