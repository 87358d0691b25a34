"""The nouns, in the order data flows: frozen values, standard library only."""
