"""What happens when something breaks, and what somebody hostile can do."""
