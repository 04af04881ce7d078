"""Guides on paper: what stands on each sheet, pages to print, PDFs, and what a printed QR code opens."""
