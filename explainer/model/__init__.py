"""The nouns of a site, one file each: what an editor's files say, read and checked."""
