"""What leads readers and programs to pages: feeds, maps of the site."""
