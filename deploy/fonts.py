"""Makes `static/fonts/*.woff2`: two weights of Fira Sans, cut down to what German needs.

Run by hand, from the folder of the wiki, when KERN UX brings a new Fira Sans. WOFF2 takes the
package brotli, which nothing else here needs: `pip install brotli` into a throwaway environment.
"""

from pathlib import Path

from fontTools import subset

SOURCE = Path("node_modules/@kern-ux/native/dist/fonts/fira-sans")
TARGET = Path("static/fonts")
WEIGHTS = ("Regular", "SemiBold")
# Latin with the letters of Europe's languages, dashes, quotes, euro, arrows, signs of comparison.
CHARACTERS = (
    "U+20-7E,U+A0-17F,U+1E9E,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2039,U+203A,"
    "U+20AC,U+2190-2193,U+2212,U+2248,U+2260,U+2264,U+2265"
)

for weight in WEIGHTS:
    subset.main(
        [
            str(SOURCE / f"FiraSans-{weight}.woff2"),
            f"--unicodes={CHARACTERS}",
            "--layout-features=kern,liga,ccmp,locl,mark,tnum",
            "--no-hinting",
            "--flavor=woff2",
            f"--output-file={TARGET / f'fira-sans-{weight.lower()}.woff2'}",
        ]
    )
