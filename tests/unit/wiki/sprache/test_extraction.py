"""What counts as a message: `tests.catalogue` must miss none."""

from tests.catalogue import Message, code_messages, template_messages


def test_tags_of_a_template() -> None:
    source = (
        '{% translate "Eins" %}{% if x %}'
        "{% blocktranslate %}Zu {{ y }}{% endblocktranslate %}{% endif %}"
    )
    assert template_messages(source) == [Message("Eins"), Message("Zu %(y)s")]


def test_a_plural_and_its_count() -> None:
    source = (
        "{% blocktranslate count n=x trimmed %}\n ein Haus\n{% plural %}\n {{ n }} Häuser\n"
        "{% endblocktranslate %}"
    )
    assert template_messages(source) == [Message("ein Haus", "%(n)s Häuser")]


def test_inside_a_block_tag_of_our_own() -> None:
    source = (
        '{% load wiki_tags %}{% seitenlink "X" as x %}{% translate "Eins" %}{% endseitenlink %}'
    )
    assert template_messages(source) == [Message("Eins")]


def test_what_is_handed_to_an_included_template() -> None:
    source = '{% include "404.html" with text=_("Themen") %}'
    assert template_messages(source) == [Message("Themen")]


def test_calls_in_code() -> None:
    source = '_("Eins")\nngettext("ein Haus", "{n} Häuser", n)\nnoop("Zwei " "drei")\n_(name)'
    expected = [Message("Eins"), Message("ein Haus", "{n} Häuser"), Message("Zwei drei")]
    assert code_messages(source) == expected
