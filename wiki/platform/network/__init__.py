"""What the wiki asks of other machines: pages that it fetches, addresses that it only tries.

Every connection to the outside, also those of other rooms, begins in `machines`, which keeps them
out of the own network.
"""
