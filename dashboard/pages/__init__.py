"""The pages: one address a file; each turns an address into what is shown there."""
