"""What home, result page and article weigh, and when their largest part is painted.

    .venv/bin/python deploy/page_weight.py http://127.0.0.1:8000/

Needs a served wiki, playwright (development) and Debian's Chromium. Bytes over the wire with an
empty cache, without images; milliseconds since the start of navigation.
"""

import shutil
import statistics
import sys

from playwright.sync_api import Browser, sync_playwright

PATHS = ("", "suche/?q=Kita-Anmeldung", "projekte/kitaportal-koeln/")
ROUNDS = 5
PAINTED = """() => new Promise(done => new PerformanceObserver(list => done([
    performance.getEntriesByType("navigation")[0].responseStart, list.getEntries().at(-1).startTime,
])).observe({type: "largest-contentful-paint", buffered: true}))"""


def measure(browser: Browser, address: str) -> tuple[float, float, float]:
    """(bytes, first byte of the page in ms, largest contentful paint in ms) of a first visit."""
    with browser.new_context() as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        kinds: dict[str, str] = {}
        weights: dict[str, float] = {}
        session.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
        session.on(
            "Network.loadingFinished",
            lambda e: weights.update({e["requestId"]: e["encodedDataLength"]}),
        )
        page.goto(address, wait_until="networkidle")
        first, painted = page.evaluate(PAINTED)
        weight = sum(w for key, w in weights.items() if kinds.get(key) != "Image")
        return weight, first, painted


def main(base: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for path in PATHS:
            rounds = [measure(browser, base + path) for _ in range(ROUNDS)]
            weight, first, painted = map(statistics.median, zip(*rounds, strict=True))
            print(
                f"/{path:30} {weight / 1000:5.1f} kB   first byte {first:5.0f} ms   "
                f"largest paint {painted:5.0f} ms"
            )
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
