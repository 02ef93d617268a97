"""Who is quoted by name, and which primary documents are linked."""

import pytest

from wiredesk.craft.quality.sourcing import primary_links, quoted_people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("“We cannot wait,” said Ada Byron, the minister.", ["Ada Byron"]),
        ("“We cannot wait,” Ada Byron, minister for trade, said on Monday.", ["Ada Byron"]),
        ("Ada Byron said: “We cannot wait.”", ["Ada Byron"]),
        ("Ada Byron, who leads the council, said that the law was late.", ["Ada Byron"]),
        ("On Monday Ada Byron said the law was late.", ["Ada Byron"]),
        ('"No," said the mayor, Jean-Luc Okoye. "No," said Okoye.', ["Jean-Luc Okoye"]),
        ("J. K. Rowan said, “no”.", ["J. K. Rowan"]),
        ("„Wir warten nicht“, sagte Lena Brandt.", ["Lena Brandt"]),
        ("»Es reicht«, erklärte Karl-Heinz von der Leyden.", ["Karl-Heinz von der Leyden"]),
        ("Lena Brandt sagte, dass das Gesetz komme.", ["Lena Brandt"]),
        ("« C'est une faute », a déclaré Marie Dupont.", ["Marie Dupont"]),
        ("« Non », estime le député Jean de La Tour.", ["Jean de La Tour"]),
        ("«No esperamos», dijo la ministra Ana García López.", ["Ana García López"]),
        ("“Yes,” said Ada Byron. “No,” said Karl Sand.", ["Ada Byron", "Karl Sand"]),
        ("He said she said it.", []),
        ("The European Commission said that it would act.", []),
        ("“It is late,” the ministry said.", []),
        ("Byron said so.", []),
        ("Ada Byron paid for the train.", []),
        ("", []),
    ],
)
def test_people_quoted_by_name_are_found(text: str, people: list[str]) -> None:
    assert quoted_people(text) == people


def test_a_person_counts_once() -> None:
    text = "“Yes,” said Ada Byron. “No,” Ada Byron said. Ada Byron said that it was so."
    assert quoted_people(text) == ["Ada Byron"]


@pytest.mark.parametrize(
    "link",
    [
        "https://eur-lex.europa.eu/eli/reg/2024/1689/oj",
        "https://www.bundestag.de/resource/1",
        "https://www.congress.gov/bill/118th-congress/house-bill/1",
        "https://assets.publishing.service.gov.uk/x.pdf",
        "https://doi.org/10.1000/182",
        "https://journal.example/article/10.1000/182",
        "https://arxiv.org/abs/2401.00001",
        "https://www.courtlistener.com/docket/1/a-v-b/",
        "https://www.sec.gov/Archives/edgar/data/1",
        "https://www.legifrance.gouv.fr/jorf/id/1",
        "https://www.boe.es/buscar/act.php?id=1",
    ],
)
def test_primary_documents_are_known_by_their_address(link: str) -> None:
    assert primary_links([link]) == [link]


@pytest.mark.parametrize(
    "link",
    [
        "https://gazette.example/politics/act-now",
        "https://gov.example.com/law",
        "https://notcongress.gov.example/",
        "mailto:a@sec.gov",
        "https://",
        "not an address",
    ],
)
def test_other_addresses_are_not(link: str) -> None:
    assert primary_links([link]) == []


def test_one_document_counts_once_however_it_is_tracked() -> None:
    links = ["https://www.sec.gov/1?utm_source=a", "https://sec.gov/1", "https://www.sec.gov/1#x"]
    assert len(primary_links(links)) == 1


def test_an_address_in_the_text_counts() -> None:
    assert primary_links((), "The text (https://www.sec.gov/1).") == ["https://www.sec.gov/1"]
