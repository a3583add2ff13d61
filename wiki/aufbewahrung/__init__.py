"""What the wiki keeps of people, why, and for how long: the one table that the nightly jobs, the
page on privacy and the records of processing are made from. Pure, but for `forgetting`.
"""
