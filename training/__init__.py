"""What the trained parts of Détente are made from: text, programs and cards. Not part of the installed package."""
