"""What stands in the head of a page for machines."""

from wiki.web.head import head_of


def test_a_page_about_nothing_of_the_wiki_has_no_head() -> None:
    assert head_of({"form": "a form to sign in"}, None) is None
