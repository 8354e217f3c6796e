"""What has been shown, what is missing, and what to rehearse next."""
