"""What readers say to "Hat das geholfen?": counts below an article, and the report on them.

A plain form without a cookie; whom it came from is never kept.
"""
