"""The licences of what the program carries, and the texts that did not come with it."""
