"""Staying informed: saved questions, who plans the same, answers of the network. All by mail, and
only to mailboxes that have agreed."""
