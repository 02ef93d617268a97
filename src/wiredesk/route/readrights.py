"""What the publisher of one page said about its use, all in one envelope (part of step 3).

In: the work, and what the page was read as.  Out: Envelope.  Licences in XML are parsed in a worker process.
"""

from datetime import datetime

from wiredesk.basics.errors import InputError, WorkerError
from wiredesk.craft.rights import (
    combine,
    licence_statements,
    page_statements,
    parse_rsl,
    unknown,
)
from wiredesk.ports import Workers
from wiredesk.records.article import Reading
from wiredesk.records.envelope import Envelope, Statement
from wiredesk.records.work import ReadWork


async def read_rights(work: ReadWork, reading: Reading, *, workers: Workers) -> Envelope:
    """All that site, response, page and feed say about the use of this article."""
    page, found = work.page, []
    if page is None:
        found.append(
            unknown(
                "page_unseen", work.url, origin="the page was not fetched", seen_at=work.received_at
            )
        )
    else:
        found += page.site_says
        found += page_statements(page.headers, reading.claims, seen_at=page.fetched_at)
    licences = [("page", said) for name, said in reading.claims if name == "rsl"]
    licences += [("feed", work.said.licence)] if work.said.licence else []
    seen_at = page.fetched_at if page else work.received_at
    for origin, licence in licences:
        found += await _licence(licence, work.url, origin, workers=workers, seen_at=seen_at)
    return combine(found)


async def _licence(
    licence: str, url: str, origin: str, *, workers: Workers, seen_at: datetime
) -> tuple[Statement, ...]:
    told = f"RSL of the {origin}"
    try:
        body = licence.encode("utf-8", "replace")
        rules = await workers.run(parse_rsl, body, name=url, subject=url)
    except (InputError, WorkerError) as error:
        return (unknown("rsl_unknown", str(error), origin=told, seen_at=seen_at),)
    return licence_statements(rules, url, seen_at=seen_at, origin=told)
