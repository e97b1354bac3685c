"""Official papers, independent of what they say: their parts, their layout, docx and pdf."""
