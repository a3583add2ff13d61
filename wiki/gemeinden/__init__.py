"""The Gemeindeverzeichnis: every municipality, association and Kreis of Germany, with or without a
page in the wiki. A file is read (`file_reading`), written into one table (`loading`), and asked by
key or by name (`orte`, `names`); one of them is the visitor's own (`heimat`). Pure but for
`heimat`, `loading`, `orte` and `pages`, which use the database. Import and search come in from
above.
"""
