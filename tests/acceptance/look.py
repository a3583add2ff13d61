"""One visit of a page, looked at from all sides. A visit takes longer than everything that is asked
of it."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .conftest import DESK

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
LIMIT = 100_000  # bytes of a first visit, pictures not counted
ZOOMED = 320  # what is left of 1280 at a zoom of 400 %; narrower than any phone

FIND = """axe.run(document, {resultTypes: ["violations"]}).then(({violations}) =>
  violations.flatMap(({id, nodes}) => nodes.map((node) => [id, node.html, node.failureSummary])))"""

# Selectors of what moves; a handful is enough to find the rule.
MOVING = """[...document.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  return style.transitionDuration !== "0s" || style.animationName !== "none";
}).slice(0, 5).map((element) => element.className)"""

# Colours change gradually; what has no end is not waited for.
SETTLED = """Promise.allSettled(
    document.getAnimations()
        .filter((animation) => animation.effect.getComputedTiming().iterations !== Infinity)
        .map((animation) => animation.finished)
)"""

Violation = list[str]  # rule, element, what to do


@dataclass(frozen=True)
class Look:
    """What one visit of a page showed. `hosts`: who was asked for anything; `refused`: what the
    content security policy said; `width`: of the page in a window of ZOOMED."""

    status: int
    policy: str
    hosts: set[str]
    refused: list[str]
    light: list[Violation]
    dark: list[Violation]
    moving: list[str]
    width: int


def look_at(page: Page, path: str) -> Look:
    """Visit `path` on a desk, with reduced motion, and look at it in both schemes and zoomed."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": DESK, "height": 800})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    response = page.goto(path)
    assert response is not None
    found = violations(page)
    return Look(
        status=response.status,
        policy=response.headers.get("content-security-policy", ""),
        light=found["light"],
        dark=found["dark"],
        moving=page.evaluate(MOVING),
        width=width_zoomed(page),
        hosts={urlsplit(url).netloc for url in asked if not url.startswith("data:")},
        refused=[text for text in said if "Content Security Policy" in text],
    )


def put_on(page: Page, scheme: Scheme) -> None:
    """The page in this scheme, once its colours have changed."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate(SETTLED)


def violations(page: Page) -> dict[Scheme, list[Violation]]:
    """All that axe finds, of whatever weight, in both schemes."""
    page.evaluate(_axe())
    found: dict[Scheme, list[Any]] = {}
    for scheme in SCHEMES:
        put_on(page, scheme)
        found[scheme] = page.evaluate(FIND)
    return found


def width_zoomed(page: Page) -> int:
    page.set_viewport_size({"width": ZOOMED, "height": 740})
    return int(page.evaluate("document.documentElement.scrollWidth"))


def weight_of(page: Page, path: str) -> int:
    """Bytes that a first visit of `path` fetches, as they travel, without pictures."""
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: int(e["encodedDataLength"])}),
    )
    page.goto(path, wait_until="networkidle")
    return sum(size for request, size in sizes.items() if kinds[request] != "Image")


@cache
def _axe() -> str:
    return str(Axe().axe_script)
