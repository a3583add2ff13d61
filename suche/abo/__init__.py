"""Staying informed: what somebody follows (questions, Themen, Kommunen, projects), who plans the
same, answers of the network. All by mail, and only to mailboxes that have agreed."""
