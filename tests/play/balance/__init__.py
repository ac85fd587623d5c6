"""The account held against what the centre and the desks say, through their public doors."""
