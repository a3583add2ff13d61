"""Tells other systems what has happened: a page is new, its status has changed, a question has no
answer yet or has one now.

Events come in, a job a hook goes out. What a message says is looked up when it is sent and is what
anybody may read; questions of visitors are never in it.
"""
