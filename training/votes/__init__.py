"""What a word of the lexicon adds to the coder's log-odds, fitted to the shipped network's errors."""
