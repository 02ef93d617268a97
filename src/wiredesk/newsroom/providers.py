"""What the sites of providers show of themselves: asked politely, at most seven requests a month for each.

In: a domain and the door.  Out: Survey: which of eight signs of openness its site shows, each with its evidence.
Obeys robots.txt.  A page counts when it answers with text: what it says is not judged.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from wiredesk.basics.errors import UsageError, WiredeskError
from wiredesk.basics.urls import registrable_domain, same_site, web_url
from wiredesk.craft.quality import PageSigns, find_signs, read_trust_txt
from wiredesk.ports import Door, Gatekeeper, Store, Workers
from wiredesk.records.fetching import Answer, Purpose, Request
from wiredesk.records.provider import Sign, SignFound, Survey

AGAIN: Final = timedelta(days=30)
AGAIN_AFTER_FAILURE: Final = timedelta(days=7)
PAUSE: Final = timedelta(minutes=10)  # between two providers: a thousand of them take a week
REQUESTS_MAX: Final = 7  # home page, trust.txt, and five pages
PAGE_BYTES_MAX: Final = 2_000_000
CHARACTERS_MIN: Final = 200  # a page with less text is a stub
OK: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyor:
    """Asks sites."""

    store: Store
    door: Door
    gatekeeper: Gatekeeper
    workers: Workers

    async def survey_next(self, *, now: datetime) -> Survey | None:
        """Ask the site that is due longest; None when none is due."""
        due = self.store.list_survey_due(now=now, limit=1)
        return await self.survey(due[0], now=now) if due else None

    async def survey(self, domain: str, *, now: datetime) -> Survey:
        """Ask the site of `domain` and keep what it shows, unless it was asked within the month.

        UsageError when `domain` is none.
        """
        domain = registrable_domain(domain.strip().lower())
        if "." not in domain or web_url(f"https://{domain}/") is None:
            raise UsageError("is no domain.", subject=domain, remedy="Write it as example.org.")
        known = self.store.load_surveys([domain]).get(domain)
        if known is not None and now < known.due_at:
            return known
        visit, failure = self._visit(), ""
        for home in self._homes(domain):
            failure = await visit.look(home)
            if not failure:
                break
        survey = Survey(
            domain=domain,
            at=now,
            due_at=now + (AGAIN_AFTER_FAILURE if failure else AGAIN),
            found=() if failure else visit.signs(),
            requests=visit.requests,
            failure=failure,
        )
        self.store.save_survey(survey)
        return survey

    def _visit(self) -> "_Visit":
        return _Visit(door=self.door, gatekeeper=self.gatekeeper, workers=self.workers)

    def _homes(self, domain: str) -> list[str]:
        """Where its home page may lie: with `www.` when the bare name does not answer."""
        followed = [due.source for due in self.store.list_sources()]
        urls = [one.url for one in followed if one.provider == domain]
        is_plain = bool(urls) and all(url.startswith("http://") for url in urls)
        scheme = "http" if is_plain else "https"
        return [f"{scheme}://{domain}/", f"{scheme}://www.{domain}/"]


@dataclass(slots=True)
class _Visit:
    """One site while it is being asked."""

    door: Door
    gatekeeper: Gatekeeper
    workers: Workers
    requests: int = 0
    found: dict[Sign, SignFound] = field(default_factory=dict)
    links: dict[Sign, tuple[str, str]] = field(default_factory=dict)

    async def look(self, home: str) -> str:
        """Home page, trust.txt, then the pages that they name; why that was not possible, or nothing."""
        try:
            may, why = await self.gatekeeper.may_fetch(home)
            answer = await self._get(home) if may else None
            if answer is None:
                return why
            if answer.status != OK or not same_site(answer.final_url, home):
                return f"its home page answered {answer.status} at {answer.final_url}."
            await self._read(answer)
        except WiredeskError as error:
            return error.message
        await self._trust_txt(web_url("/trust.txt", answer.final_url) or home)
        seen = {answer.final_url: True}
        for sign in Sign:  # the about page comes first: it often names the others
            if sign in self.links and sign not in self.found:
                await self._page(sign, seen)
        return ""

    def signs(self) -> tuple[SignFound, ...]:
        """What was found, in the order of the signs."""
        return tuple(self.found[sign] for sign in Sign if sign in self.found)

    async def _trust_txt(self, url: str) -> None:
        answer = await self._asked(url)
        if answer and (sign := read_trust_txt(answer.body, url=answer.final_url)):
            self.found[Sign.TRUST_TXT] = sign

    async def _page(self, sign: Sign, seen: dict[str, bool]) -> None:
        """Whether the page that a link names is there; one that names several signs is asked once."""
        url, words = self.links[sign]
        if url not in seen:
            answer = await self._asked(url)
            seen[url] = False
            if answer is not None and same_site(answer.final_url, url):
                try:
                    seen[url] = (await self._read(answer)).characters >= CHARACTERS_MIN
                except WiredeskError:
                    return
        if seen[url]:
            self.found[sign] = SignFound(sign=sign, url=url, evidence=words)

    async def _read(self, answer: Answer) -> PageSigns:
        page: PageSigns = await self.workers.run(
            find_signs, answer.body, url=answer.final_url, subject=answer.url
        )
        for one in page.found:
            self.found.setdefault(one.sign, one)
        for sign, url, words in page.links:
            self.links.setdefault(sign, (url, words))
        return page

    async def _asked(self, url: str) -> Answer | None:
        """The answer when it is a good one."""
        try:
            answer = await self._get(url)
        except WiredeskError:
            return None
        return answer if answer and answer.status == OK else None

    async def _get(self, url: str) -> Answer | None:
        """One request; None when robots.txt forbids it or the month's requests are used up."""
        if self.requests >= REQUESTS_MAX or not (await self.gatekeeper.may_fetch(url))[0]:
            return None
        self.requests += 1
        return await self.door.get(
            Request(url=url, purpose=Purpose.DISCOVERY, bytes_max=PAGE_BYTES_MAX, cut=True)
        )


def survey_lines(survey: Survey) -> list[str]:
    """A survey for people: each sign with where it was seen."""
    asked = f"asked {survey.at:%Y-%m-%d}, again from {survey.due_at:%Y-%m-%d}"
    if survey.failure:
        return [f"{survey.domain}: nobody could look: {survey.failure} ({asked})"]
    seen = {one.sign: one for one in survey.found}
    told = [f"{survey.domain}: {survey.signs} of {len(Sign)} signs of openness ({asked})"]
    return told + [_line(sign, seen.get(sign)) for sign in Sign]


def _line(sign: Sign, found: SignFound | None) -> str:
    shown = f"“{found.evidence}” {found.url}" if found else "not found"
    return f"  {sign.value:22} {shown}"
