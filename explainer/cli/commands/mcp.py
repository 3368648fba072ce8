"""Answer programs that ask about the built site, over the Model Context Protocol."""

from __future__ import annotations

from explainer.cli.request import DONE, Request
from explainer.cli.terminal import shown


def run(request: Request) -> int:
    output = request.config.output
    try:
        from explainer.mcp_server import make_server

        server = make_server(output)
    except ImportError:
        return request.refuse('this needs the package mcp: python -m pip install -e ".[mcp]"')
    except OSError as error:
        return request.refuse(f"{shown(output)}: {error.strerror or error}. Build the site first.")
    server.run("stdio")
    return DONE
