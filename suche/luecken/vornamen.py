"""Frequent given names and surnames. Left out are those that are rather something else in questions
to this wiki ("August", "Mark", "Kai", "Ernst", "Koch", "Richter", "Stein"). Pure data."""

VORNAMEN = frozenset(
    """
    achim adam adrian agnes ahmed alexander alexandra ali alina amelie andrea andreas andré
    angela angelika anja anke anna anne annegret annelie annette anton antonia arne astrid axel
    ayse barbara beate ben benedikt benjamin bernd bernhard bettina birgit birgitta björn
    brigitte britta bruno carina carla carmen carola carolin caroline carsten christa christel
    christian christiane christina christine christoph christopher clara claudia claus conny
    cornelia dagmar daniel daniela david denis dennis detlef dieter dietmar dirk dominik doris
    dörte edith elena elfriede elias elisabeth elke emil emilia emine emma erich erika erwin
    eugen eva evelyn fabian fatma felix ferdinand finn florian franz franziska frank friedhelm
    friedrich fritz gabi gabriele georg gerald gerda gerhard gertrud gisela gottfried guido
    günter günther gustav hannah hannelore hans harald hartmut hassan heike heiko heiner
    heinrich heinz helga helmut herbert hermann hildegard holger horst hubert hugo ibrahim ilona
    ilse inge ingeborg ingo ingrid irene irmgard isabel isabell jakob jan jana janina jasmin
    jens jessica joachim jochen johann johanna johannes jonas jörg josef jonathan judith julia
    julian juliane jürgen jutta karin karina karl karla karsten katharina kathrin katja katrin
    kerstin kevin klara klaus konrad kristin kristina kurt lara lars laura lea lena leon leonie
    lina linda lisa lothar louis lucas ludwig luis luisa lukas lutz lydia maik manfred manuel
    manuela marc marcel marco margarete margit margret maria marie marina mario marion marius
    markus marlene marlies martha martin martina marvin mathias matthias max maximilian mehmet
    melanie mia michael michaela mike mirjam miriam mohamed mohammed monika moritz murat mustafa
    nadine nadja natalie nicole niklas nils nina norbert olaf ole oliver oskar otto pascal
    patricia patrick paul paula peter petra philipp pia rafael rainer ralf ralph ramona rebecca
    regina reiner reinhard reinhold renate rené richard rita robert robin roland rolf roman
    ronny roswitha rudi rudolf ruth sabine sabrina samuel sandra sara sarah sascha saskia
    sebastian siegfried sigrid silke silvia simon simone sina sofia sofie sonja sophia sophie
    stefan stefanie steffen stephan stephanie susanne sven svenja sylvia tanja tatjana theo
    theresa thomas thorsten till tim timo tina tobias tom torsten udo ulla ulrich ulrike ursula
    uta ute uwe valentin vanessa vera verena veronika viktor viktoria volker walter waltraud
    werner wilfried wilhelm willi winfried wolfgang yasmin yusuf yvonne zeynep
    """.split()
)
NACHNAMEN = frozenset(
    """
    arnold bauer baumann beck becker berger bergmann böhm brandt braun busch dietrich engel
    fischer frank franke friedrich fuchs graf groß günther haas hahn hartmann heinrich herrmann
    hoffmann hofmann horn huber jäger jung kaiser keller klein köhler könig krämer kraus krause
    krüger kuhn kühn lang lange lehmann lorenz ludwig maier martin mayer meier meyer möller
    müller neumann otto peters pfeiffer pohl roth sauer schäfer scherer schmid schmidt schmitt
    schmitz schneider scholz schreiber schröder schubert schulte schulz schulze schumacher
    schuster schwarz seidel simon sommer thomas vogel vogt voigt wagner walter weber weiß werner
    winkler winter wolf wolff ziegler zimmermann yilmaz kaya demir nowak kowalski
    """.split()
)
