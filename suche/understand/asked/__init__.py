"""What a question asks for, read from how it is put: which kind of answer, what about, who has done
something or gave it up, what it does without. Pure; text comes in, and words or a yes go out.
"""
