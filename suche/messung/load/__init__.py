"""Many searchers at once, at a real server. An address and questions come in, throughput and
waiting times go out.

`server` starts one as `make run` does, `searchers` ask it, and `slow` ones get in their way.
"""
