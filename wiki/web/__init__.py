"""What machines of the web ask for: sitemap, robots.txt, data about a page, its Markdown twin, its
picture for links, and all projects as open data.

A page that anybody may read comes in; nothing else is ever named here.
"""
