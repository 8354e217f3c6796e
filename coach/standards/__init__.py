"""What is assessed: standards, methods, criteria and statements, and each organisation's rules."""
