"""What the people of the sample office answer, step by step, and how a case is walked through them."""
