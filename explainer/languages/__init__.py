"""What differs between languages: plurals, numbers, dates, lists and names.

Every function takes the language as an argument.
"""
