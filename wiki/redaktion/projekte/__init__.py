"""All projects in one list for editors, with what each lacks, and changes of many at once.

Pages that the user may open in the CMS come in. It knows the roles and the form, not the importers.
"""
