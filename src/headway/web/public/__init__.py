"""What everybody may read: issued public editions, without signing in."""
