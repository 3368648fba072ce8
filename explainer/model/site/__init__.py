"""The settings of a site, and all of its documents put together."""
