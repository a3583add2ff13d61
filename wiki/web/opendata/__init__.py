"""Open data (`/daten/`): what is known of all public projects in one file, and the catalogue
(DCAT-AP.de) by which portals find it.

Files hold what anybody may read, whoever asks: portals log in nowhere and keep what they got.
Mailboxes and telephone numbers stay on the pages.
"""
