"""The command line, a module for each part of the work; every command is a few lines over a service."""
