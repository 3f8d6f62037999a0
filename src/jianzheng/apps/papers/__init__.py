"""Papers: the files that people bring, and the official documents that organs issue."""
