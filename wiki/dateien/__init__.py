"""What people upload: whether a file holds what its ending says, and what a virus scanner says of
it. Every way in asks `check_file`; `guard` asks again whatever way a file came.
"""
