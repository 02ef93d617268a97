"""What editors may write in place of a publisher, and which pictures they may choose.

In: an edit, the hub's rules.  Out: nothing, or what is wrong with it.  Our own words are ours only as long as they
are not the publisher's: an excerpt that repeats more of the text than may be shown of it is refused.
"""

from datetime import datetime
from typing import Final

from wiredesk.basics.errors import UsageError
from wiredesk.basics.ids import ArticleId
from wiredesk.basics.limits import TITLE_CHARACTERS_MAX
from wiredesk.basics.text import one_line
from wiredesk.craft.editorial import count_borrowed, find_unsafe_text
from wiredesk.craft.rights import show
from wiredesk.ports import Store
from wiredesk.records.act import Edit
from wiredesk.records.article import Article, Image
from wiredesk.records.rights import RightsRules

EXCERPT_CHARACTERS_MAX: Final = 600  # ours to write, still an excerpt


def check_edit(store: Store, edit: Edit, *, rules: RightsRules, now: datetime) -> Article:
    """The article that it is about; UsageError when the edit cannot be."""
    article = store.load_article(edit.article_id)
    if article is None:
        raise UsageError(
            "was not read yet, so there is nothing to edit.",
            subject=edit.article_id,
            remedy="`wiredesk trace` says how far it is.",
        )
    if edit.title is not None:
        _check_words("headline", edit.title, characters_max=TITLE_CHARACTERS_MAX)
    if edit.excerpt is not None:
        _check_words("excerpt", edit.excerpt, characters_max=EXCERPT_CHARACTERS_MAX)
        borrowed = count_borrowed(edit.excerpt, f"{article.text}\n\n{article.excerpt}")
        allowed = show(article, rules=rules, now=now).excerpt_characters_max
        if borrowed > allowed:
            raise UsageError(
                f"{borrowed} characters of it are the publisher's own words; {allowed} may be shown.",
                subject="the excerpt",
                remedy="Say it in words of your own.",
            )
    if edit.picture and edit.picture not in list_pictures(
        store, edit.article_id, rules=rules, now=now
    ):
        raise UsageError(
            "has no picture that may be shown here.",
            subject=edit.picture,
            remedy="Choose one of the family's allowed pictures, or none.",
        )
    return article


def list_pictures(
    store: Store, article_id: ArticleId, *, rules: RightsRules, now: datetime
) -> dict[ArticleId, Image]:
    """The pictures of a family that may be shown, by the article that brought each; its own first."""
    found: dict[ArticleId, Image] = {}
    for one in dict.fromkeys([article_id, *store.list_family(article_id)]):
        article = store.load_article(one)
        image = show(article, rules=rules, now=now).image if article else None
        if image is not None and image.url not in {known.url for known in found.values()}:
            found[one] = image
    return found


def _check_words(name: str, text: str, *, characters_max: int) -> None:
    if not text or one_line(text) != text:
        raise UsageError(f"the {name} is one line of text, and not empty.", subject=name)
    if len(text) > characters_max:
        raise UsageError(
            f"has {len(text)} characters; at most {characters_max} are shown.", subject=name
        )
    if found := find_unsafe_text(name, text):
        raise UsageError(found, subject=name, remedy="Type it anew without what is pasted.")
