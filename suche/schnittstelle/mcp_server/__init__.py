"""The wiki as tools of language assistants (Model Context Protocol), over HTTP and stdio.

A call of a tool comes in, a question to `/api/v1` goes out, inside this process and with the
caller's own token: rights, limits and wording are those of the API, and nothing is decided here.
"""
