"""The wiki inside pages of others: frames with the search, a Kommune or a project, and oEmbed.

Whoever looks is nobody: a frame shows what anybody may read, sets no cookie, runs no script, and
its links open the wiki itself. Which sites may frame it, the operator says.
"""
