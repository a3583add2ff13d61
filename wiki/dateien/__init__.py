"""What people upload: whether a file holds what its ending says, what a virus scanner says of it,
and whether a key stands twice in it. Every way in asks `check_file`; `guard` asks again
whatever way a file came.
"""
