"""The coach in a browser: a shell over the services, beside the terminal's."""
