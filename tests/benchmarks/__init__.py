"""What the program takes, beside what a bare machine or a bare toolkit takes, measured in the same run."""
