"""When a plan's rows are reported on, who is asked for which, and who has not answered."""
