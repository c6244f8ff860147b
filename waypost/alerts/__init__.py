"""Document alerts, genuine references, number series, and the document check."""
