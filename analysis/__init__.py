"""Comparative text analytics for Chinese government work reports."""
