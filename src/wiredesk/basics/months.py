"""The names of the months, as feeds of twelve languages write them.

In: nothing.  Out: a table from a case-folded name or abbreviation to 1..12.  Reads no dates: that
is `dates`.
"""

from typing import Final

WORD_CHARACTERS: Final = "a-zà-öø-ÿāčďęěńňřśšťůűýźżžłőşğıа-яёіїєґ\u0300-\u036f"

_ROWS: Final = (
    (
        "jan january janv janvier januar jänner januari jan ene enero gennaio gen janeiro styczeń stycznia sty "
        "leden ledna ocak oca январь января янв січня tammikuu январ"
    ),
    (
        "feb february févr fév fev février fevrier februar februari febrero febbraio fevereiro luty lutego lut "
        "únor února şubat şub февраль февраля фев февр лютого"
    ),
    (
        "mar march mars mär märz maerz mrz maart mrt marzo março marco marzec marca březen března mart "
        "март марта мар березня"
    ),
    (
        "apr april avr avril abr abril aprile kwiecień kwietnia kwi duben dubna nisan nis апрель апреля апр "
        "квітня"
    ),
    "may mai mayo mag maggio maio mei maj maja květen května mayıs май мая травня",
    (
        "jun june juin juni jun junio giu giugno junho czerwiec czerwca cze červen června haziran haz "
        "июнь июня июн червня"
    ),
    (
        "jul july juil juillet juli jul julio lug luglio julho lipiec lipca lip červenec července temmuz tem "
        "июль июля июл липня"
    ),
    (
        "aug august août aout augustus agosto ago augusti sierpień sierpnia sie srpen srpna ağustos ağu "
        "август августа авг серпня"
    ),
    (
        "sep sept september septembre septiembre set settembre setembro wrzesień września wrz září eylül eyl "
        "сентябрь сентября сен сент вересня"
    ),
    (
        "oct october octobre okt oktober octubre ott ottobre out outubro październik października paź říjen "
        "října ekim eki октябрь октября окт жовтня"
    ),
    (
        "nov november novembre noviembre novembro listopad listopada lis listopadu kasım kas ноябрь ноября "
        "ноя листопада нояб"
    ),
    (
        "dec december déc decembre décembre dez dezember dic diciembre dicembre dezembro grudzień grudnia gru "
        "prosinec prosince aralık ara декабрь декабря дек грудня"
    ),
)

# Czech `listopad` is November as Polish `listopad` is, and Ukrainian `листопада` too: no clash.
MONTHS: Final = {name: number for number, row in enumerate(_ROWS, 1) for name in row.split()}
