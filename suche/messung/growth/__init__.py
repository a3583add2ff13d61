"""How cost grows with the number of pages. Costs at several sizes come in, exponents and a drawing
go out.

`server_clock` counts what the database server spends, `power_law` fits, `drawing` draws.
"""
