"""Texts on their way into the network: corpora, documents, windows of pieces, tensors."""
