"""What a text tells: who, what, when, where and on whose word, wherever the text comes from."""
