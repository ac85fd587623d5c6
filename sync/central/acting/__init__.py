"""What every act of a person shares: whose thing it is, what the kind of institution may do, who did it when."""
