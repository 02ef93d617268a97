"""Asks the API thousands of questions that its own document allows, and as many that it forbids (SAFETY.md F096).

`make fuzz-api` prints how many, and how many server errors, undocumented answers and violations of a shape came back.
In process: no socket is opened.
"""

import sys
import tempfile
import warnings
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count, product
from pathlib import Path
from random import Random
from typing import Any, Final

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from web.api_hub import ApiHub, items, mounted

from wiredesk.basics.dates import rfc3339
from wiredesk.records.apikey import ApiScope

CALLS: Final = 6_000
PER_ROUND_MAX: Final = 25  # of one page, by one who asks, of one kind
MODES: Final = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
CHECKS: Final = {
    "server errors": [not_a_server_error],
    "undocumented answers": [status_code_conformance, content_type_conformance, unsupported_method],
    "violations of a shape": [
        response_headers_conformance,
        response_schema_conformance,
        negative_data_rejection,
        positive_data_acceptance,
    ],
}

SPOILT: Final[Mapping[str, Mapping[str, object]]] = {
    "fault": {"status": 500},
    "status": {"status": 418},
    "type": {"headers": [(b"content-type", b"text/plain")]},
    "shape": {"body": b'{"items": 7}'},
}


@dataclass(slots=True)
class Tally:
    """What came back."""

    statuses: Counter[int] = field(default_factory=Counter)
    found: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in CHECKS})

    @property
    def calls(self) -> int:
        """How many questions were asked."""
        return self.statuses.total()


def fuzz(hub: ApiHub, *, calls: int, start: int, spoilt: Mapping[str, object]) -> Tally:
    """At least so many questions, by nobody, by a key for everything and by a key for one topic."""
    app = mounted(hub.api())
    whole = hub.key(f"fuzz-{start}", *ApiScope)[1]
    topic = hub.key(f"fuzz-topic-{start}", ApiScope.READ, topics=["ai-ethics"])[1]
    askers = [{}, *({"Authorization": f"Bearer {key}"} for key in (whole, topic))]
    real = {
        "id": [one[name] for one in items(app, "/articles") for name in ("id", "storyId")],
        "topic": [one.id for one in hub.topics],
        "since": [rfc3339(hub.clock.now() - timedelta(days=days)) for days in range(9)],
    }
    document: Any = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    document.app = spoiling(app, spoilt)
    operations = [found.ok() for found in document.get_all_operations()]
    asking = list(product(operations, MODES, askers))
    length = min(PER_ROUND_MAX, calls // len(asking) + 1)
    tally, chance, rounds = Tally(), Random(start), count(start)
    while tally.calls < calls:
        for operation, mode, headers in asking:

            def ask(case: Any, mode: GenerationMode = mode, headers: Any = headers) -> None:
                if mode is GenerationMode.POSITIVE:
                    _made_real(case, real, chance)
                response = case.call(headers=headers)
                tally.statuses[response.status_code] += 1
                for kind, told in _complaints(case, response):
                    tally.found[kind].append(told)

            cases = operation.as_strategy(generation_mode=mode)
            _asked(cases, ask, number=next(rounds), length=length)
    return tally


def _asked(cases: Any, ask: Callable[[Any], None], *, number: int, length: int) -> None:
    """`ask` of `length` cases, the same ones for the same number."""

    @seed(number)
    @settings(
        max_examples=length,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def each(case: Any) -> None:
        ask(case)

    with suppress(Unsatisfiable):  # a page without parameters has no wrong ones
        each()


def _made_real(case: Any, real: dict[str, list[str]], chance: Random) -> None:
    """Half the ids are those of something, and a word that nobody can guess is left out."""
    if "id" in (case.path_parameters or {}) and chance.random() < 0.5:
        case.path_parameters["id"] = chance.choice(real["id"])
    query = case.query or {}
    if "since" in query and case.operation.path == "/changes":
        query["since"] = chance.choice(real["since"])
    query.pop(
        "cursor", None
    )  # the document cannot say which words are cursors: test_api.py tries them
    if "topic" in query and chance.random() < 0.5:
        query["topic"] = chance.choice(real["topic"])


def _complaints(case: Any, response: Any) -> Iterator[tuple[str, str]]:
    for kind, checks in CHECKS.items():
        try:
            case.validate_response(response, checks=checks)
        except FailureGroup as group:
            for one in group.exceptions:
                yield (
                    kind,
                    f"{case.method} {case.formatted_path} {case.query} {case.body!r}: {response.text[:300]} {one}",
                )
        except Failure as failure:
            yield kind, f"{case.method} {case.formatted_path} {case.query}: {failure}"


def spoiling(app: ASGIApp, spoilt: Mapping[str, object]) -> ASGIApp:
    """The same application, of whose good answers something is wrong."""

    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        good = []

        async def send_spoilt(message: Message) -> None:
            if message["type"] == "http.response.start":
                good.append(message["status"] == 200)
                kept = [one for one in message["headers"] if one[0] != b"content-length"]
                message["headers"] = kept
            if good and good[0]:
                message.update({key: spoilt[key] for key in spoilt.keys() & message.keys()})
            await send(message)

        await app(scope, receive, send_spoilt)

    return asked


def main() -> int:
    """Ask, tell; 1 when anything came back that should not."""
    parser = ArgumentParser()
    parser.add_argument("--calls", type=int, default=CALLS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--spoil", choices=SPOILT, help="to see that it would be found")
    told = parser.parse_args()
    warnings.simplefilter("ignore")  # of the library that asks
    with tempfile.TemporaryDirectory() as folder:
        hub = ApiHub(Path(folder))
        hub.fill()
        spoilt = SPOILT[told.spoil] if told.spoil else {}
        tally = fuzz(hub, calls=told.calls, start=told.seed, spoilt=spoilt)
        hub.store.close()
    statuses = ", ".join(f"{number} × {one}" for one, number in sorted(tally.statuses.items()))
    print(f"{tally.calls:,} calls from seed {told.seed}: {statuses}")
    for kind, found in tally.found.items():
        print(f"{len(found):,} {kind}")
    for one in [one for found in tally.found.values() for one in found][:10]:
        print(f"\n{one}")
    return int(any(tally.found.values()))


if __name__ == "__main__":
    sys.exit(main())
