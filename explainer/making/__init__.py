"""Make the files of a site: what an earlier build made is taken over, the rest is made, here or in
other processes."""
