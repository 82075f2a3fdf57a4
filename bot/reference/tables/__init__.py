"""What may stand in the API's fields, by area: values, ranges, formats, defaults, and what needs or excludes what."""
