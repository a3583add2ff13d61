"""Other ways to search, beside ours, on the same pages and the same questions.

`corpus` says what each of them gets to index, `by_database`, `by_files` and `own` are the engines,
`comparison` asks them all. An engine is a context that gives a function from a question to page
ids; what it builds is gone when the context ends.
"""
