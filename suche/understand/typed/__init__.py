"""What was typed without what is around the question: courtesies taken off, operators put into
words. Pure; text comes in, and text goes out.
"""
