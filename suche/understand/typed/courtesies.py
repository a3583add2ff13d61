"""What people write around a question out of politeness, taken off before it is read: a greeting,
"können Sie mir bitte sagen, wer", thanks. Pure."""

import re

GREETING = re.compile(
    r"^(?:sehr geehrte[rn]?\s+(?:damen und herren|(?:frau|herr)\s+[\w-]+)"
    r"|guten (?:tag|morgen|abend)|hallo(?: zusammen)?|moin(?: zusammen)?|grüß gott|servus|hello"
    r"|liebe[rs]?\s+(?:kolleg\w+|team|alle|(?:frau|herr) [\w-]+)(?:\s+und\s+kolleg\w+)?"
    r"|dear (?:sir or madam|colleagues|all))(?![\w-])\s*[,.!:–]?\s*",
    re.IGNORECASE,
)
THANKS = re.compile(
    r"\s?[,–]?\s?(?<![\w-])(?:(?:vielen|herzlichen|besten) (?:lieben )?dank|danke(?: ?schön| sehr)?"
    r"|mit (?:freundlichen|besten) grüßen|(?:viele|beste|liebe|freundliche) grüße|mfg|lg|thanks"
    r"|thank you|kind regards)(?![\w-])[^?]{0,60}$",
    re.IGNORECASE,
)
# Who is spoken of are you and I, and nobody that is asked about ("Händler fragen, wie").
BETWEEN_US = (
    r"(?:(?:k[aö]nn\w*|würden?|würdet|möchten?|will|wollen|sie|ihr|du|jemand|wer|mir|uns|mich|ich|wir|es"
    r"|man|bitte|vielleicht|kurz|mal|gerne?|nur|also|could|can|would|you|please|i|we|like|to|do|does"
    r"|anyone|just)\s+){0,7}?"
)
SAYING = (
    r"(?:sagen|mitteilen|verraten|wissen|wisst|weiß|wüssten?|erfahren|fragen?|erklären|interessiert"
    r"|interessieren|tell|know|wonder(?:ing)?)"
)
ASKED = (
    r"(?:ob|wer|wen|wem|was|wie|wo|wann|warum|wozu|wofür|welche[mnrs]?|who|what|how|where|which"
    r"|whether|if)\b"
)
BEHIND = r"(?:\s+(?:jemand|sie|ihr|mich|mir|uns|gerne?|bitte|mal|me|us|anyone)){0,3}"
LEAD_IN = re.compile(rf"^{BETWEEN_US}{SAYING}{BEHIND}\s*[,:]?\s+(?={ASKED})", re.IGNORECASE)


def without_courtesies(text: str) -> str:
    """Returns a question without greeting, thanks and what leads to it; all of it where nothing
    else would be left."""
    asked = THANKS.sub("", GREETING.sub("", text)).strip()
    asked = LEAD_IN.sub("", asked)
    if asked == text or not any(map(str.isalnum, asked)):
        return text
    return asked[0].upper() + asked[1:]
