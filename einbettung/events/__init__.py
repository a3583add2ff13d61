"""Page events become jobs and entries of the change log.

Wagtail's signals come in here; ids of pages go out to `einbettung.tasks`.
"""
