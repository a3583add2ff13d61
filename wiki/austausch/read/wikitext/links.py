"""Turns links, images and galleries of wikitext into marked-up text. Pure."""

import re
from dataclasses import replace
from html import escape
from typing import Any

import mwparserfromhell
from mwparserfromhell.nodes import ExternalLink, Tag, Wikilink

from wiki.austausch.draft.schema import NeuesBild
from wiki.austausch.draft.waiting_links import waiting_link

from .properties import take_link
from .reading import ArticleReading, places_in, plain_words, short, split_options

FILE_NAMESPACES = ("datei", "file", "bild", "image")
CATEGORY_NAMESPACES = ("kategorie", "category")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]+)?")
OTHER_WIKIS = frozenset(
    "w wikipedia wikt wiktionary commons c wikidata d wikibooks b wikisource s wikiquote q "
    "wikinews n wikivoyage voy meta m mw mediawikiwiki species v wikiversity".split()
)
OUTWARD = re.compile(r"(?:https?:)?//|mailto:", re.I)
IMAGE_OPTION = re.compile(
    r"(?:mini|thumb|miniatur|thumbnail|rahmenlos|frameless|rahmen|frame|gerahmt|links|rechts|"
    r"zentriert|center|left|right|none|ohne|hochkant.*|upright.*|\d*x?\d+ ?px|rand|border|"
    r"(?:link|verweis|class|seite|page|sprache|lang)=.*)",
    re.I,
)
ALT_MAX_CHARS, CAPTION_MAX_CHARS = 255, 300
NO_TARGET = "Verweis ohne Ziel: "


def wikilink_text(link: Wikilink, reading: ArticleReading) -> str:
    target = " ".join(str(link.title.strip_code()).replace("_", " ").split())
    prefix, colon, rest = (part.strip() for part in target.partition(":"))
    kind = prefix.casefold() if colon else ""
    if kind in FILE_NAMESPACES:
        options = split_options(str(link.text)) if link.text is not None else []
        return image_text(rest, options, reading)
    label = reading.inside(link.text)
    if "::" in target.lstrip(":"):
        return _property(target, label, reading)
    if kind in CATEGORY_NAMESPACES:
        reading.result.kategorien += [rest] if rest else []
        return ""
    if colon and _is_other_wiki(target):
        reading.left_out(f"Verweis in ein anderes Wiki: {target}")
        return label or ("" if LANGUAGE.fullmatch(prefix) else escape(target.lstrip(":")))
    return _inward_link(target, label, reading)


def _property(target: str, label: str, reading: ArticleReading) -> str:
    """Keeps an annotation of Semantic MediaWiki, and shows its value."""
    value = take_link(target, reading)
    shown = label or escape(value, quote=False)
    return waiting_link(value, shown) if reading.lookup.has_page(value) else shown


def _is_other_wiki(target: str) -> bool:
    prefix = target.lstrip(":").partition(":")[0].strip()
    return bool(LANGUAGE.fullmatch(prefix)) or prefix.casefold() in OTHER_WIKIS


def _inward_link(target: str, label: str, reading: ArticleReading) -> str:
    label, behind = _without_images(label)
    label = label or escape(target.lstrip(":"), quote=False)
    title = target.lstrip(":").partition("#")[0].strip()
    if not title or target.startswith("#"):
        return label + behind
    if not reading.lookup.has_page(title):
        reading.left_out(f"{NO_TARGET}{title}")
        return label + behind
    return waiting_link(title, label) + behind


def image_text(name: str, options: list[str], reading: ArticleReading) -> str:
    """Places an image that the wiki has, and returns its mark; an image that it lacks is named,
    with its caption, as left out."""
    texts = [o.strip() for o in options if o.strip() and not IMAGE_OPTION.fullmatch(o.strip())]
    alts = [text.partition("=")[2].strip() for text in texts if text.startswith("alt=")]
    captions = [text for text in texts if not text.startswith("alt=")]
    caption = _caption(captions[-1], reading) if captions else ""
    image = reading.lookup.find_image(name)
    if image is None:
        said = f" ({caption})" if caption else ""
        return reading.left_out(f"Bild fehlt im Wiki: {name}{said}")
    alt = (_caption(alts[0], reading) if alts else caption or name)[:ALT_MAX_CHARS]
    caption = caption[:CAPTION_MAX_CHARS]
    if isinstance(image, NeuesBild):
        return reading.place(("bild", replace(image, alt=alt, unterschrift=caption)))
    return reading.place(("bild", (image, alt, caption)))


def _caption(text: str, reading: ArticleReading) -> str:
    nodes = mwparserfromhell.parse(text, skip_style_tags=False).nodes
    return " ".join(plain_words(reading.inline(nodes)).split())


def gallery_text(tag: Tag, reading: ArticleReading) -> str:
    """Reads a gallery, one image a line: `Name|caption`."""
    text = ""
    for line in str(tag.contents or "").splitlines():
        name, *options = split_options(line.strip())
        prefix, colon, rest = name.partition(":")
        name = (
            rest.strip() if colon and prefix.strip().casefold() in FILE_NAMESPACES else name.strip()
        )
        if name:
            text += image_text(name, options, reading)
    return text


def external_link_text(link: ExternalLink, reading: ArticleReading) -> str:
    address = str(link.url.strip_code(normalize=False, collapse=False)).strip()
    label = reading.inside(link.title).strip()
    return outward_link(address, label, reading)


def outward_link(address: str, label: str, reading: ArticleReading) -> str:
    """Writes a link out of the wiki; `label` is HTML. An address that is no web or mail address is
    named as left out."""
    shown = escape(address, quote=False)
    if not OUTWARD.match(address):
        reading.left_out(f"Verweis: {short(address)}")
        return label or shown
    address = f"https:{address}" if address.startswith("//") else address
    label, behind = _without_images(label)
    return f'<a href="{escape(address)}">{label or shown}</a>{behind}'


def _without_images(label: str) -> tuple[str, str]:
    """Returns the label without its images, and their marks, to be placed behind the link: a link
    cannot hold an image."""
    behind = places_in(label)
    return (escape(plain_words(label).strip(), quote=False), behind) if behind else (label, "")


def anchor_text(tag: Any, reading: ArticleReading) -> str:
    """Reads a link that the article writes in HTML."""
    label = reading.inside(tag.contents)
    addresses = [
        str(a.value or "") for a in tag.attributes if str(a.name).strip().lower() == "href"
    ]
    return outward_link(addresses[0].strip(), label, reading) if addresses else label
