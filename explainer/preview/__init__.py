"""The preview: the site served on this machine, and built and shown again after every save."""
