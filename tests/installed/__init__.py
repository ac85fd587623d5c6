"""What is built for IT: the packages, and what they do on a PC."""
