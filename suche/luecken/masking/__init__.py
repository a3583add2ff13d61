"""A question as it may be kept: without addresses, numbers and names.

Pure: text comes in.
"""
