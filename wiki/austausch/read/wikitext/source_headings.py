"""Headings above lists of sources. Pure."""

SOURCE_HEADINGS = frozenset(
    [
        *"quellen quelle weblinks weblink links einzelnachweise nachweise literatur belege".split(),
        *("references", "sources", "externe links", "external links", "quellen und links"),
    ]
)
