"""The wiki for other programs: what the pages answer, as JSON over HTTP (`/api/v1/`).

A request with or without a token comes in. Each answer is made by the room that makes it for the
pages, with the rights of the token's owner; nothing is ranked, counted or permitted here. What is
decided here: what a token is for, and how often it may ask.
"""
