"""Public cases of other wikis of this software: pulled, indexed beside the own pages, shown as
theirs.

An operator names a wiki; a job pulls its cases by its API, page by page. They are no pages here:
nobody edits them, and no rank, figure or file of the own pages knows them. What their wiki has not
shown for a day, nobody is shown here.
"""
