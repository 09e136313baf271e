"""Full screens and dialogs; each handles messages and starts workers."""
