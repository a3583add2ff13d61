"""Coordinates of Kommunen as dots on the map of Germany.

Pure: degrees come in, units of the SVG go out.
"""
