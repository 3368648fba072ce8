"""Write a site's files: only those that changed, each as a whole, and touch no others.

Files are handed over one by one, while others are still made. What differs from the last build is
written beside its files, in a folder that the next build removes if this one is killed. When all
are there, and only then, they are moved into their places.

A manifest in the output folder lists what was written there; only files it lists are ever
replaced or removed. New paths are added to the manifest before the first file is moved, and
old ones are removed from it last. So if a build is killed, the next one knows every file and
completes the work. A folder without a manifest is refused unless it is empty. Of a manifest that
is damaged, or lists a path no build would write, nothing is believed: the build replaces files at
its own paths, removes none, and reports what else is there.
"""
