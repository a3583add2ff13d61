"""What a question asks for, read from how it is put: who has done something, who gave it up, what
it does without. Pure; text comes in, and words or a yes go out.
"""
