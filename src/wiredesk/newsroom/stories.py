"""What a person may say about stories: move, merge, split, not the same, choose the lead, undo.

In: a request and the store.  Out: the correction, kept with its effect in one transaction; the route's next run
ranks, judges and publishes what it touched.  Decides nothing: `craft.stories` says what a request changes and
what speaks against it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import NO_REQUEST, ArticleId, RequestId, StoryId
from wiredesk.craft.stories import (
    Scene,
    check_correction,
    check_undo,
    describe,
    plan_correction,
    restored,
    split_names,
    split_off,
)
from wiredesk.ports import Store
from wiredesk.records.correction import Correction, CorrectionKind, CorrectionRequest


def correct(
    store: Store, request: CorrectionRequest, *, now: datetime, asked: RequestId = NO_REQUEST
) -> Correction:
    """Do what was asked; a request that was dealt with before gives what came of it then.

    `asked` is the request that it answers, when that is another one.  UsageError when it cannot be, with what to
    do instead.
    """
    known = store.find_correction(request.id)
    if known is not None:
        return known
    correction = plan(store, request)
    told = describe(correction)
    return replace(
        correction, number=store.save_correction(correction, now=now, told=told, asked=asked)
    )


def plan(store: Store, request: CorrectionRequest) -> Correction:
    """What a request would change; UsageError when it cannot be.  Writes nothing."""
    correction = _PLANS[request.kind](store, request)
    about = sorted(correction.was.keys() | correction.now.keys())
    check_correction(correction, store.list_corrections_about(about))
    return correction


def resolve_article(store: Store, id_or_url: str) -> ArticleId:
    """The article behind an id, an address or the path of its record; UsageError when there is none."""
    line = store.find_article(id_or_url)
    if line is None:
        raise UsageError(
            "is no article of this hub.",
            subject=id_or_url,
            remedy="Give an article's id, its address, or the path of its record.",
        )
    return line.id


def resolve_story(store: Store, id_or_article: str) -> StoryId:
    """The present id of a story, redirects followed; of an article, that of its story."""
    story = StoryId(id_or_article)
    present = store.load_redirects([story]).get(story, story)
    if store.load_memberships([present])[present]:
        return present
    line = store.find_article(id_or_article)
    if line is None:
        raise UsageError(
            "is no story of this hub.",
            subject=id_or_article,
            remedy="`wiredesk front` lists stories; `wiredesk why` tells the one of an article.",
        )
    return _place_of(store, line.id)


def _move(store: Store, request: CorrectionRequest) -> Correction:
    into = resolve_story(store, request.stories[0])
    goes = {one: into for one in request.articles if _place_of(store, one) != into}
    if not goes:
        raise UsageError(f"is in {into} already.", subject=", ".join(request.articles))
    scene = _scene(store, [into, *(_place_of(store, one) for one in goes)])
    return plan_correction(request, scene, goes, story=into)


def _merge(store: Store, request: CorrectionRequest) -> Correction:
    stays, gone = (resolve_story(store, story) for story in request.stories)
    if stays == gone:
        raise UsageError(
            "is one story already; it cannot be merged with itself.",
            subject=stays,
            remedy=f"`wiredesk why {stays}` lists its articles.",
        )
    scene = _scene(store, [stays, gone])
    goes = dict.fromkeys(scene.members[gone], stays)
    return plan_correction(request, scene, goes, story=stays)


def _split(store: Store, request: CorrectionRequest) -> Correction:
    story = resolve_story(store, request.stories[0])
    scene = _scene(store, [story])
    for one in request.articles:
        _check_member(store, one, story)
    if set(request.articles) >= set(scene.members[story]):
        raise UsageError(
            "these are all its articles, so nothing would be left.",
            subject=story,
            remedy="Name only those that are another story.",
        )
    return _parted(store, request, story, request.articles)


def _apart(store: Store, request: CorrectionRequest) -> Correction:
    one, other = request.articles
    if one == other:
        raise UsageError("is one article.", subject=one, remedy="Name two.")
    story = _place_of(store, other)
    if tuple(sorted((one, other))) in store.list_apart():
        raise UsageError("they are kept apart already.", subject=f"{one} and {other}")
    if _place_of(store, one) == story:
        return _parted(store, request, story, [other])
    scene = _scene(store, [story, _place_of(store, one)])
    return plan_correction(request, scene, {}, story=story)


def _lead(store: Store, request: CorrectionRequest) -> Correction:
    story = resolve_story(store, request.stories[0])
    _check_member(store, request.articles[0], story)
    return plan_correction(request, _scene(store, [story]), {}, story=story)


def _undo(store: Store, request: CorrectionRequest) -> Correction:
    undone = store.find_correction(request.undoes)
    if undone is None or undone.request.kind is CorrectionKind.UNDO or undone.undone_by:
        told = "does not exist" if undone is None else "is an undoing itself"
        told = f"was undone by {undone.undone_by}" if undone and undone.undone_by else told
        raise UsageError(
            f"{told}, so it cannot be undone.",
            subject=f"act {request.undoes}",
            remedy="`wiredesk audit` lists them; what was undone is said again.",
        )
    check_undo(undone, store.list_corrections_about(sorted(undone.was.keys() | undone.now.keys())))
    gone = store.load_redirects(sorted({undone.was[one] for one in undone.moves}))
    goes = restored(undone, gone=gone)
    places = store.load_places(sorted({*goes, *undone.request.articles}))
    scene = _scene(store, [*places.values(), *goes.values()])
    story = next(iter(goes.values()), undone.story)
    return plan_correction(request, scene, goes, story=story, undone=undone)


_PLANS: Mapping[CorrectionKind, Callable[[Store, CorrectionRequest], Correction]] = {
    CorrectionKind.MOVE: _move,
    CorrectionKind.MERGE: _merge,
    CorrectionKind.SPLIT: _split,
    CorrectionKind.APART: _apart,
    CorrectionKind.LEAD: _lead,
    CorrectionKind.UNDO: _undo,
}


def _parted(
    store: Store,
    request: CorrectionRequest,
    story: StoryId,
    articles: Iterable[ArticleId],
) -> Correction:
    """The correction by which `articles` become a story of their own, the larger half keeping the id."""
    members = store.load_memberships([story])[story]
    leaving = split_off(articles, members)
    name = next(one for one in split_names(leaving) if not store.load_memberships([one])[one])
    scene = _scene(store, [story, name])
    own = name if leaving == set(articles) else story
    return plan_correction(request, scene, dict.fromkeys(leaving, name), story=own)


def _scene(store: Store, stories: Iterable[StoryId]) -> Scene:
    ids = list(dict.fromkeys(stories))
    return Scene(
        members=store.load_memberships(ids),
        led_here=store.list_redirects(ids),
        leads_to=store.load_redirects(ids),
    )


def _place_of(store: Store, article: ArticleId) -> StoryId:
    place = store.load_places([article]).get(article)
    if place is not None:
        return place
    line = store.find_article(article)
    if line is None:
        raise UsageError("is no article of this hub.", subject=article)
    raise UsageError(
        f"is in no story yet: it waits for `{line.stage}`.",
        subject=article,
        remedy="Correct it when the route has grouped it; `wiredesk trace` says how far it is.",
    )


def _check_member(store: Store, article: ArticleId, story: StoryId) -> None:
    place = _place_of(store, article)
    if place != story:
        raise UsageError(
            f"is not in {story} but in {place}.",
            subject=article,
            remedy=f"Move it there first: wiredesk story move {article} {story}",
        )
