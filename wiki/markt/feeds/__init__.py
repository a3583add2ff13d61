"""What is new as Atom feeds, and a page that says what a feed is.

Projects that anybody may read come in; what a visitor may see besides does not.
"""
