"""Charts after Making Data Count: lines, rules, seasons, rare events, and when not to draw one."""
