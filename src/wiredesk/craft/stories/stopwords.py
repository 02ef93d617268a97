"""Words that say nothing about a happening, by language; written for news.

In: nothing.  Out: a table from a language to its stop words, all in lower case.
"""

from typing import Final

_ENGLISH: Final = """
a about above according across after again against ago all almost along already also although always am
among an and another any anyone anything are aren around as ask asked at away back be became because
become been before began behind being below best between both but by call called came can cannot could
couldn did didn do does doesn doing don done down during each early either else enough even ever every
everyone everything expected far few first for former found from full further gave get gets getting give
given go goes going gone good got great had half has have haven having he her here hers herself him
himself his how however i if in including indeed instead into is isn it its itself just keep know known
last late later latest least less let like likely ll made make makes making many may me might mine more
most much must my myself near nearly need never new news next no nobody none nor not nothing now of off
often on once one only onto or other others our ours ourselves out over own part per perhaps put quite
rather re really report reported reports said same saw say saying says see seem seemed seems seen several
shall she should show since so some someone something soon still such sure take taken tell than that the
their theirs them themselves then there these they thing things think this those though three through
thus time to today together told tomorrow too took toward towards two under until up upon us use used
using ve very via want wants was wasn way we well went were weren what when where whether which while
who whole whom whose why will with within without won would wouldn year years yes yesterday yet you your
yours yourself monday tuesday wednesday thursday friday saturday sunday
"""

_GERMAN: Final = """
ab aber als also alle allem allen aller alles am an andere anderem anderen anderer anderes auch auf aus
außerdem bei beim bereits bin bis bisher bist da dabei dadurch dafür dagegen daher damit danach dann daran
darauf daraus darf darin darüber darum das dass dazu dein deine dem demnach den denen denn der deren des
deshalb dessen die dies diese diesem diesen dieser dieses doch dort du durch dürfen ebenfalls eigentlich ein
eine einem einen einer eines einige einmal er erst erste ersten es etwa etwas euch für ganz gar gegen gegenüber
geht gestern gewesen gibt gut habe haben hat hatte hatten heute hier hin hinter ich ihm ihn ihnen ihr ihre ihrem
ihren ihrer ihres im immer in innerhalb ins ist ja jahr jahre jahren jede jedem jeden jeder jedes jedoch jetzt
kann kein keine keinem keinen keiner können könnte könnten künftig lassen laut man mehr mein meine meisten mit
mögen möglich morgen muss müssen müsste nach nachdem nämlich neben nein neu neue neuen neuer neues nicht nichts
noch nun nur ob oben oder oft ohne rund sagt sagte sagten schon sehr sei seien sein seine seinem seinen seiner
seines seit seitdem selbst sich sie sieht sind so sogar solche soll sollen sollte sollten sondern sonst soweit
sowie steht über um und uns unser unsere unter viel viele vielen vom von vor wann war waren warum was wegen weil
weiter weitere weiteren welche welcher wenig wenn wer werde werden wie wieder will wir wird wirklich wo wohl
wollen wollte worden wurde wurden würde würden zu zudem zum zunächst zur zurück zwar zwei zwischen uhr montag
dienstag mittwoch donnerstag freitag samstag sonntag mitteilte berichtet berichtete
"""

_FRENCH: Final = """
a à afin ai ainsi alors an année années ans après assez au aucun aucune aujourd auquel aura aurait aussi autant
autour autre autres aux avait avaient avant avec avoir ayant beaucoup bien bon c ce ceci cela celle celles celui
cependant certains ces cet cette ceux chaque chez ci comme comment contre d dans de déjà demain depuis derrière des
dès désormais deux devant devrait dire dit dix doit doivent donc dont du durant elle elles en encore enfin entre
environ es est et étaient était été être eu eux face faire fait faut fois font grâce hier hui il ils j jamais je
jour jours jusqu jusque l la le lequel les leur leurs lors lorsque lui m ma mais malgré me même mêmes mes mieux moi
moins mois mon n ne ni non nos notamment notre nous nouveau nouvel nouvelle nouveaux nouvelles ont ou où par parce
parmi pas pendant peu peut peuvent plus plusieurs plutôt pour pourquoi pourrait près presque puis puisque qu quand
que quel quelle quelles quelque quelques quels qui quoi rien s sa sans se selon sera serait ses si son sont sous
souvent sur t ta tandis tant te tel telle tes toi ton toujours tous tout toute toutes très trois trop tu un une vers
veut voici voilà vos votre vous y lundi mardi mercredi jeudi vendredi samedi dimanche indiqué annoncé expliqué affirmé
"""

_SPANISH: Final = """
a además ahí ahora al algo alguna algunas alguno algunos ante antes año años apenas aquel aquella aquello aquí así aún
aunque ayer bajo bien cada casi como cómo con contra cosa cual cuál cuales cualquier cuando cuándo cuanto cuatro cuyo da
dado de debe deben decir dejó del dentro desde después día días dice dicen dicho dijo donde dos durante e el él ella
ellas ello ellos embargo en encima entonces entre era eran es esa esas ese eso esos esta está estaba estado están estar
estas este esto estos estoy fin fue fuera fueron gran grande ha había habían haber hace hacer hacia han hasta hay haya
he hizo hoy incluso ir jamás junto la lado las le les lo los luego mañana más me mediante mejor menos mes meses mi
mientras mis misma mismo mucha muchas mucho muchos muy nada nadie ni ningún ninguna no nos nosotros nuestra nuestro
nueva nuevas nuevo nuevos nunca o otra otras otro otros para parte pero poco podría podrán por porque primer primera
primero pues puede pueden pues que qué quien quién quienes se sea según segundo ser será serán si sí sido siempre sin
sino sobre solo sólo son su sus tal también tampoco tan tanto te tendrá tener tiempo tiene tienen toda todas todavía todo
todos tras tres tu tus último última últimos un una unas uno unos usted va van varias varios ver vez veces y ya yo lunes
martes miércoles jueves viernes sábado domingo aseguró afirmó explicó señaló informó anunció
"""

STOP_WORDS: Final = {
    "en": frozenset(_ENGLISH.split()),
    "de": frozenset(_GERMAN.split()),
    "fr": frozenset(_FRENCH.split()),
    "es": frozenset(_SPANISH.split()),
}
