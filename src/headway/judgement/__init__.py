"""What the figures mean: a status with its reason, direction of travel, who has not answered."""
