"""Decides who may do what in the CMS: Autor, Redaktion, Leitung.

Users and pages come in; every rule about rights stands here.
"""
