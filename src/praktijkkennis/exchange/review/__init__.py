"""Codes on a sheet for a person to judge, and what that person says of them."""
