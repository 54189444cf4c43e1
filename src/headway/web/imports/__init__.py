"""Importing a document as a person does it: upload, settle the doubts, correct, save."""
