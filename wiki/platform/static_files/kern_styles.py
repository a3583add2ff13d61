"""Cuts a stylesheet down to the rules and variables that a set of texts can use.

KERN UX comes as one sheet of 340 kB with every component in it. A rule stays if the texts name all
classes that its selector asks for, a variable if something that stays asks for it. Knows the CSS
that KERN ships (no comments, quotes around anything odd), not every CSS there is.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

TOKEN = re.compile(r'"[^"]*"|\'[^\']*\'|[{};]')
CLASS = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")
# What a selector excludes or offers as one of several asks for no class.
NOT_ASKED = re.compile(r":(?:not|is|where)\((?:[^()]|\([^()]*\))*\)")
COMMA = re.compile(r",(?![^(\[]*[)\]])")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
DECLARED = re.compile(r"(--[\w-]+):")
HOLDS_RULES = ("@media", "@supports", "@layer", "@container")


@dataclass(frozen=True)
class Rule:
    """`kopf` before the brace, `inhalt` within; a rule that holds rules has them in `rules`."""

    kopf: str
    inhalt: str = ""
    rules: tuple["Rule", ...] = ()

    def __str__(self) -> str:
        if not self.kopf.endswith(";"):
            return f"{self.kopf}{{{''.join(map(str, self.rules)) or self.inhalt}}}"
        return self.kopf


def trim(css: str, names: Set[str], variables: Set[str]) -> str:
    """`css` without rules for classes that are not among `names`.

    `variables` are those that other sheets ask for.
    """
    rules = tuple(_without_classes(_rules(css), names))
    return "".join(map(str, _without_variables(rules, _needed_variables(rules, variables))))


def variables_in(text: str) -> set[str]:
    return set(VARIABLE.findall(text))


def _rules(css: str) -> Iterator[Rule]:
    depth, start, opened = 0, 0, 0
    for token in TOKEN.finditer(css):
        match token[0]:
            case "{":
                depth += 1
                opened = token.start() if depth == 1 else opened
            case "}":
                depth -= 1
                if depth == 0:
                    yield _rule(css[start:opened].strip(), css[opened + 1 : token.start()])
                    start = token.end()
            case ";" if depth == 0:
                yield Rule(css[start : token.end()].strip())
                start = token.end()


def _rule(kopf: str, inhalt: str) -> Rule:
    if kopf.startswith(HOLDS_RULES):
        return Rule(kopf, rules=tuple(_rules(inhalt)))
    return Rule(kopf, inhalt)


def _without_classes(rules: tuple[Rule, ...] | Iterator[Rule], names: Set[str]) -> Iterator[Rule]:
    for rule in rules:
        if rule.kopf.startswith(HOLDS_RULES):
            if inner := tuple(_without_classes(rule.rules, names)):
                yield Rule(rule.kopf, rules=inner)
        elif rule.kopf.startswith("@") or rule.kopf.endswith(";"):
            yield rule
        elif kept := [one for one in COMMA.split(rule.kopf) if _asked(one) <= names]:
            yield Rule(",".join(kept), rule.inhalt)


def _asked(selector: str) -> set[str]:
    return set(CLASS.findall(NOT_ASKED.sub("", selector)))


def _needed_variables(rules: tuple[Rule, ...], variables: Set[str]) -> set[str]:
    """All that are asked for, by a variable that is asked for, too."""
    asks: dict[str, set[str]] = {}
    needed = set(variables)
    for declaration in _declarations(rules):
        if name := DECLARED.match(declaration):
            asks.setdefault(name[1], set()).update(variables_in(declaration))
        else:
            needed |= variables_in(declaration)
    new = needed
    while new:
        new = {asked for name in new for asked in asks.get(name, ())} - needed
        needed |= new
    return needed


def _declarations(rules: tuple[Rule, ...]) -> Iterator[str]:
    for rule in rules:
        yield from _declarations(rule.rules) if rule.rules else _split(rule.inhalt)


def _split(inhalt: str) -> Iterator[str]:
    start = 0
    for token in TOKEN.finditer(inhalt):
        if token[0] == ";":
            yield inhalt[start : token.start()]
            start = token.end()
    yield inhalt[start:]


def _without_variables(rules: tuple[Rule, ...], needed: Set[str]) -> Iterator[Rule]:
    for rule in rules:
        if rule.rules:
            yield Rule(rule.kopf, rules=tuple(_without_variables(rule.rules, needed)))
        elif rule.kopf.endswith(";"):
            yield rule
        elif kept := [one for one in _split(rule.inhalt) if _is_needed(one, needed)]:
            yield Rule(rule.kopf, ";".join(kept))


def _is_needed(declaration: str, needed: Set[str]) -> bool:
    name = DECLARED.match(declaration)
    return bool(declaration) and (name is None or name[1] in needed)
