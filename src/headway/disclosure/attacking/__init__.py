"""An attacker: what they know, and what each hidden figure can be for all that."""
