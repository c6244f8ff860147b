"""QR codes on paper."""

import qrcode


def square(address: str) -> bytes:
    """A QR code as SVG that is still read with a quarter of it worn off."""
    code = qrcode.QRCode(border=2, error_correction=qrcode.constants.ERROR_CORRECT_Q)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = f'width="{len(rows)}" height="{len(rows)}" viewBox="0 0 {len(rows)} {len(rows)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><path d="{path}"/></svg>'.encode()
