"""From a reply to a surface's format: one file a surface, with the surface's limits as named constants."""
