"""From a question to projects, figures and somebody to call.

May import `wiki` and `einbettung`.
"""
