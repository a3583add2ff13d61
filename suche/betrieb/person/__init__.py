"""What the wiki knows of one person: said (Art. 15 DSGVO) and erased (Art. 17). A person is a
mailbox, a name of an account, or words such as a name that stand in texts.
"""
