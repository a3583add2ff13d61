"""What only the search makes of facts: overview, orders, the visitor's own Kommune."""
