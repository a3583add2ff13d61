"""In which language a visitor gets a page: German, or English where its kind is translated.

A request comes in, the active language of Django goes out. Articles, the CMS, files, mails and
feeds are German whatever somebody wants.
"""
