"""Frequent given names and surnames. Left out are those that are rather something else in questions
to this wiki ("August", "Mark", "Kai", "Ernst", "Koch", "Richter", "Stein"). Pure data."""

VORNAMEN = frozenset(
    """
    aaron abdul abdullah achim adam adrian agnes ahmed aische aisha albert albrecht alexander
    alexandra alfons alfred ali alice alina alois amelie amir amira anastasia anatoli andrea
    andreas andrzej andré angela angelika angelo anita anja anke anna annabell anne annegret
    annelie anneliese annemarie annette ansgar antje anton antonia anusch apostolos arnd arne
    arthur astrid axel aylin ayse aziz barbara bastian beata beate ben benedikt benjamin
    bernadette bernd bernhard berta bettina bilal birgit birgitta björn bodo boris brigitte
    britta bruno burak burkhard carina carl carla carlos carmen carola carolin caroline carsten
    cem charlotte christa christel christian christiane christina christine christof christoph
    christopher cihan claas clara claudia claus conny constanze corinna cornelia dagmar dana
    daniel daniela danuta darius david dawid denis denise dennis detlef diana dieter dietlinde
    dietmar dimitri dirk dmitri dominik doris dorothea dorothee dörte eberhard eckhard edeltraud
    edgar edith edmund edwin egon ekaterina elena eleonore elfriede elias elif elisa elisabeth
    elke ella elmar emil emilia emine emma emre enrico erdal erhard erich erika erna ernestine
    erwin esra ester esther eugen eva eveline evelyn fabian fadime farid fatima fatma felix
    ferdinand ferhat finn florentine florian frank franz franziska frauke frieda friederike
    friedhelm friedrich fritz gabi gabriele georg gerald gerda gerhard gerlinde gero gerold
    gertrud gesine gisela gottfried gudrun guenter guenther guido gunnar gunther gustav gülsen
    günay günter günther hakan halil hannah hannelore hans hans-jürgen harald harry hartmut
    hartwig hasan hassan hedwig heidemarie heidi heidrun heike heiko heiner heinrich heinz
    heinz-peter helga hella helmut henning henriette henry herbert hermann hilde hildegard
    hiltrud holger horst hubert hugo hüseyin ibrahim igor ilona ilse ines inga inge ingeborg
    ingo ingolf ingrid irene irina irmgard irmtraud isabel isabell ismail isolde ivan iwona
    jacqueline jakob jan jana janina jannik jaqueline jarek jaroslaw jasmin jean jelena jenny
    jens jeremias jessica joachim joanna jochen johann johanna johannes jolanta jonas jonathan
    josef josefine josephine judit judith jule julia julian juliane jutta jörg jürg jürgen kamil
    karin karina karl karl-heinz karl-josef karla karolina karsten katarzyna katharina kathrin
    katja katrin katrina kerstin kevin kirsten kirstin klara klaus konrad kornelia kristin
    kristina krzysztof kurt lara lars laura lea leandra leila lena leon leonie leopold levin
    liane liesel lilli lina linda lisa lore lorena lothar louis luca lucas ludmila ludwig luis
    luisa luise lukas lutz lydia magdalena magnus mahmoud maik maja malgorzata malte manfred
    manja manuel manuela marc marcel marcin marco marek margarete margarethe margarita margit
    margot margret maria mariam marian marianne marie mariella marina mario marion marita marius
    mariusz markus marlene marlies marta martha martin martina marvin mathias mathilde mathis
    matteo matthias max maximilian maya mehmet meike melanie merve mesut metin mia michael
    michaela michail michel mike mila milan miriam mirjam mirko mohamed mohammed monika monique
    moritz murat mustafa nadia nadine nadja natalie natascha nathalie nele nico nicola nicole
    niklas nikolai nikolaus nils nina noah nora norbert nuray oksana olaf ole oleg oleksandr
    olena olga oliver orhan ortrud oskar osman ottilie otto pascal patricia patrick patrizia
    paul paula pavel pawel peer peter petra philipp pia piotr rafael rafal ragnar raimund rainer
    ralf ralph ramazan ramona raphael rebecca regina reimund reiner reinhard reinhilde reinhold
    renata renate rené richard rita robert robin roland rolf roman romina ronny rosemarie
    roswita roswitha rudi rudolf ruth rüdiger sabine sabrina sahin salim samira samuel sandra
    sandro sara sarah sascha saskia sebastian sebastiano selin selma serdar sergei sergej sevgi
    sibylle siegfried sigmund sigrid silke silvana silvia silvio simon simone sina sinan sofia
    sofie sonja sophia sophie stanislaw stefan stefanie steffen steffi stephan stephanie
    suleyman susanne sven svenja svetlana swetlana sylvia sören süleyman tamara tanja tarek
    tatiana tatjana tatyana theo theodor theresa thilo thomas thorben thorsten till tilman tim
    timo tina tobias tom tomas tomasz torsten traudel traute tuğba tülay udo ulla ullrich ulrich
    ulrike urs ursel ursula uschi uta ute uwe valentin valerie vanessa vera verena veronika
    victoria viktor viktoria vinzenz vitali vivien vladimir volker volkmar walburga waldemar
    walid walter waltraud wanda wenke werner wiebke wieland wilfried wilhelm willi wilma
    winfried wladimir wojciech wolfgang xaver yannick yannik yasemin yasmin yildiz younes yusuf
    yvette yvonne zbigniew zeki zeynep zoe ümit
    """.split()
)
NACHNAMEN = frozenset(
    """
    albrecht arnold aydin bachmann bauer baumann baumgartner beck becker beckmann behrens bender
    berger bergmann bock brandt braun brinkmann brunner buchholz busch böhm büttner celik choi
    conrad dahmen decker demir demirel diehl dietrich dietz dogan döring ebert eckert ehlers
    eichhorn engel engelhardt erdogan ernst esser fiedler fink fischer frank franke friedrich
    fritz fuchs gebhardt geiger geisler gerlach graf grimm gross groß göbel götz günther haas
    haase hahn hansen hartmann hein heinrich heinz heinze heller henning hentschel hermann
    herrmann hess hildebrandt hinz hoffman hoffmann hofmann horn huber hübner jacob jacobs jahn
    janssen janßen john jost jung jäger kaiser kaminski karakaya kaya keller kessler keßler
    kilic kirchner klaus klein kluge kohl kowalski kramer kraus krause kremer krieger kruse
    krämer krüger kuhn kunz kunze köhler könig kühn lang lange lechner lehmann lindner lorenz
    ludwig lutz löffler maier martin marx maurer mayer mayr meier menzel merkel meyer michel
    moser möller müller neumann nguyen nickel noack nowak oswald ott otto pape paul peters
    petersen pfeiffer philipp pohl popp probst reichert reimann reinhardt reuter riedel rieger
    roth rudolph röder sahin sander sauer scheffler scherer schiller schilling schlüter schmid
    schmidt schmidtke schmitt schmitz schneider scholz schramm schreiber schreiner schröder
    schubert schulte schulz schulze schumacher schuster schwarz schäfer schütte schütz seidel
    seifert siebert simon sommer steffen steiner stephan stoll straub thiel thomas tran ullrich
    unger urban vogel vogt voigt voss voß wagner walter weber wegner weidner weigel weis weiß
    wendt wenzel werner wieland wilhelm wille winkler winter wirth witt wolf wolff wolter wulf
    yildirim yildiz yilmaz zander zeller ziegler zimmermann öztürk
    """.split()
)
