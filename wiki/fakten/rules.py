"""The language in which filters are described, and what a description means in Python. Pure.

A Rule says which values of a filter a project has: `Some("kommunen", Value("land"))` finds the
Länder of its Kommunen. A Check is a Rule's yes or no: `Is("typ", "Landkreis")`. Fields are paths as
the ORM writes them. `conditions.py` turns the same descriptions into conditions of the database.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Hit = tuple[str, str, str]  # value as in addresses, how to say it, what it is a part of


def value_at(facts: Any, path: str) -> Any:
    """Follows a path of attributes: "kreis__slug" -> `facts.kreis.slug`; None where one is None."""
    if "__" not in path:
        return getattr(facts, path)
    name, rest = path.split("__", 1)
    value = getattr(facts, name)
    return None if value is None else value_at(value, rest)


class Check(Protocol):
    def holds(self, facts: Any) -> bool:
        """Whether the facts are like this."""


@dataclass(frozen=True)
class Is:
    field: str
    value: str

    def holds(self, facts: Any) -> bool:
        return bool(value_at(facts, self.field) == self.value)


@dataclass(frozen=True)
class IsKnown:
    """The field is not empty; 0 euros are known."""

    field: str

    def holds(self, facts: Any) -> bool:
        return value_at(facts, self.field) is not None


@dataclass(frozen=True)
class Between:
    """The number is known and lies from `low` to `high`, both included (None: no limit)."""

    field: str
    low: int | None
    high: int | None

    def holds(self, facts: Any) -> bool:
        number = value_at(facts, self.field)
        if number is None:
            return False
        return (self.low is None or number >= self.low) and (
            self.high is None or number <= self.high
        )


@dataclass(frozen=True)
class Not:
    check: Check

    def holds(self, facts: Any) -> bool:
        return not self.check.holds(facts)


class AllOf:
    __match_args__ = ("checks",)

    def __init__(self, *checks: Check) -> None:
        self.checks = checks

    def holds(self, facts: Any) -> bool:
        return all(check.holds(facts) for check in self.checks)


class AnyOf:
    __match_args__ = ("checks",)

    def __init__(self, *checks: Check) -> None:
        self.checks = checks

    def holds(self, facts: Any) -> bool:
        return any(check.holds(facts) for check in self.checks)


class Rule(Protocol):
    def find(self, facts: Any, offered: Collection[str]) -> list[Hit]:
        """Finds each value that the facts have, perhaps twice. `offered` are the values asked
        about; only rules without an end of values (`By`) need them."""


@dataclass(frozen=True)
class Value:
    """The value of a field. `text` is the field that says it (else the value says itself), `above`
    the field that says what it is a part of."""

    field: str
    text: str = ""
    above: str = ""

    def find(self, facts: Any, offered: Collection[str]) -> list[Hit]:
        value = value_at(facts, self.field)
        if value is None or value == "":
            return []
        text = value_at(facts, self.text) if self.text else str(value)
        above = value_at(facts, self.above) if self.above else None
        return [(str(value), text, above or "")]


@dataclass(frozen=True)
class Each:
    """Every entry of a field that holds a list."""

    field: str

    def find(self, facts: Any, offered: Collection[str]) -> list[Hit]:
        return [(entry, entry, "") for entry in value_at(facts, self.field)]


@dataclass(frozen=True)
class Case:
    """Named cases: the value is the name of each check that holds."""

    cases: Mapping[str, Check]

    def find(self, facts: Any, offered: Collection[str]) -> list[Hit]:
        return [(name, name, "") for name, check in self.cases.items() if check.holds(facts)]


@dataclass(frozen=True)
class By:
    """Values without an end, such as ranges: `check_for` makes the check out of the value."""

    check_for: Callable[[str], Check]

    def find(self, facts: Any, offered: Collection[str]) -> list[Hit]:
        return [(wert, wert, "") for wert in offered if self.check_for(wert).holds(facts)]


@dataclass(frozen=True)
class When:
    """The values of a rule, for facts that pass a check."""

    check: Check
    rule: Rule

    def find(self, facts: Any, offered: Collection[str]) -> list[Hit]:
        return self.rule.find(facts, offered) if self.check.holds(facts) else []


class Either:
    """The values of all these rules."""

    __match_args__ = ("rules",)

    def __init__(self, *rules: Rule) -> None:
        self.rules = rules

    def find(self, facts: Any, offered: Collection[str]) -> list[Hit]:
        return [hit for rule in self.rules for hit in rule.find(facts, offered)]


@dataclass(frozen=True)
class Some:
    """The values of everything a project is related to: one Kommune that fits is enough."""

    relation: str
    rule: Rule

    def find(self, facts: Any, offered: Collection[str]) -> list[Hit]:
        related = getattr(facts, self.relation)
        return [hit for one in related for hit in self.rule.find(one, offered)]


def has_one(rule: Rule, werte: Collection[str], facts: Any) -> bool:
    """Whether the facts have at least one of the values."""
    return any(wert in werte for wert, _, _ in rule.find(facts, werte))
