"""Training of what tells whose a quotation is that no verb of saying takes."""
