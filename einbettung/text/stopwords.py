"""Words that carry no topic: German and English function words. Own lists."""

GERMAN = frozenset(
    """
    aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes auch
    auf aus bei beim bereits bin bis bisher bist da dabei dadurch dafür dagegen daher dahin damit
    danach daneben dann daran darauf daraus darin darüber darum darunter das dass davon davor dazu
    dein deine deinem deinen deiner dem den denen denn dennoch der deren derer des deshalb dessen
    dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen
    einer eines einige einigen einiger einmal er es etwa etwas euch euer eure für gegen gar hab
    habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres
    im in indem ins irgend ist ja je jede jedem jeden jeder jedes jedoch jene jenem jenen jener
    jenes jetzt kann kein keine keinem keinen keiner können könnte lassen mal man manche mehr mein
    meine meinem meinen meiner mich mir mit muss müssen nach nicht nichts noch nun nur ob oder ohne
    oft pro schon sehr sei seid sein seine seinem seinen seiner seit selber selbst sich sie sind so
    sobald soll sollen sollte somit sondern sonst soweit sowie statt über um und uns unser unsere
    unserem unseren unserer unter viel viele vielen vom von vor während war waren warum was wegen
    weil welche welchem welchen welcher welches wem wen wenn wer werde werden weshalb wie wieder
    wieso will wir wird wo wobei wodurch wofür woher wohin womit wollen woran worauf worin worüber
    wozu wurde wurden würde würden zu zum zur zwar zwischen
    """.split()
)

ENGLISH = frozenset(
    """
    a about after all also an and any are as at be because been before being but by can could did
    do does for from had has have having how i if in into is it its just let like me my no not of
    on or our out over so some such than that the their them then there these they this those to
    too under up us was we were what when where which while who whom why will with without would
    you your
    """.split()
)
FUNCTION_WORDS = GERMAN | ENGLISH
