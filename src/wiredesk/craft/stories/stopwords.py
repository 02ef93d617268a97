"""Words that tell nothing of what happened: English, German, French, Spanish."""

from typing import Final

_ENGLISH = """a about above after again against all also am an and any are as at be because been before being below
between both but by can could did do does doing down during each few for from further get got had has have having he
her here hers him his how i if in into is it its just like made make many may me might more most much must my new no
nor not now of off on once one only or other our out over own per said same say says she should since so some such
than that the their them then there these they this those through time to too two under until up us use used very
was we were what when where which while who whom why will with would year years you your mr mrs ms according told
first last week month day today yesterday monday tuesday wednesday thursday friday saturday sunday january february
march april june july august september october november december people way going back well even still"""
_GERMAN = """aber als am an auch auf aus bei bin bis bist da damit dann das dass dem den der des die dies diese dieser
dieses doch dort du durch ein eine einem einen einer eines er es etwas euch für gegen habe haben hat hatte hier hinter
ich ihr ihre im in ist ja jede jeder kann kein keine können man mehr mein mit muss nach nicht noch nun nur ob oder
ohne sehr sein seine sich sie sind so soll sollen über um und uns unter vom von vor war waren was weil wenn wer werden
wie wir wird wo wurde wurden zu zum zur zwei sagte sagt jahr jahre jahren montag dienstag mittwoch donnerstag freitag"""
_FRENCH = """au aux avec ce ces cette dans de des du elle en est et été être eux il ils je la le les leur lui ma mais me
même mes moi mon ne nos notre nous on ont ou par pas pour plus qu que qui sa sans se ses si son sont sur ta tu un une
vos votre vous à après avait avant avoir comme deux entre fait faire peut selon sous tout tous très dit aussi ainsi
lundi mardi mercredi jeudi vendredi samedi dimanche"""
_SPANISH = """al algo ante antes como con contra cual cuando de del desde donde dos durante e el ella ellos en entre era es
esa ese eso esta este esto está están fue ha han hasta hay la las le les lo los más me mi mientras muy no nos o otra
otro para pero por porque que quien se según ser si sin sobre son su sus también tras tu un una uno ya dijo años año
lunes martes miércoles jueves viernes sábado domingo"""

STOP_WORDS: Final = frozenset(f"{_ENGLISH} {_GERMAN} {_FRENCH} {_SPANISH}".split())
TITLE_NOISE: Final = frozenset(
    ["live", "watch", "video", "opinion", "analysis", "exclusive", "breaking", "update", "updated", "liveblog", "podcast", "photos", "gallery", "kommentar", "eilmeldung", "direct", "vidéo", "tribune", "opinión", "directo"]
)
"""Prefixes of headlines that say what a page is, not what happened."""
