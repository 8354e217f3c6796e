"""What the linter looks for beyond a file's shape, a module for each kind of file."""
