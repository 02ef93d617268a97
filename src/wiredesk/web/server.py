"""Runs a web application until it is asked to stop."""

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path

import uvicorn

from wiredesk.basics.errors import UsageError
from wiredesk.web.public import public_site

GRACE_SECONDS = 5  # open answers may finish; then the server goes


class _QuietServer(uvicorn.Server):
    """Leaves signals to the command line, which stops the route as well."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


async def serve_site(folder: Path, *, host: str, port: int, stop: asyncio.Event) -> None:
    """Serve the site in `folder` until `stop` is set; UsageError when the port is taken."""
    config = uvicorn.Config(
        public_site(folder),
        host=host,
        port=port,
        log_level="critical",
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        lifespan="off",
    )
    server = _QuietServer(config)
    serving = asyncio.create_task(_serve(server, place=f"{host}:{port}"))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    stopping.cancel()
    await serving


async def _serve(server: uvicorn.Server, *, place: str) -> None:
    try:
        await server.serve()
    except SystemExit as cause:  # uvicorn's way to say that the address is taken
        raise UsageError(
            "cannot listen there: the port is taken, or not ours to use.",
            subject=place,
            remedy="Stop the other server, or set serve.port in wiredesk.toml.",
        ) from cause
