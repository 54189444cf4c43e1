"""What is true of any plan: frozen values, no input or output, no clock."""
