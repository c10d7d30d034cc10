"""The networks: the student that is released, its teacher, and where pretrained weights are."""
