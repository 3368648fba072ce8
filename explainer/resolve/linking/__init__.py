"""Texts linked on one page: values, notes, links and the words for them."""
