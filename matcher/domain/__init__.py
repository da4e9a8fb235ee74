"""Plain frozen values that the stages hand to each other. Imports nothing but `errors`."""
