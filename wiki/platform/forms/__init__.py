"""What all public forms need: how their fields look, whether they were sent by a page of ours, and
how often one sender may send them.

Requests and fields come in; which forms there are, the rooms above know.
"""
