"""A unit's page as its reader has it at last, with what it asks for by itself."""

import html
import re


def unit_page(client, code: str) -> str:
    text = client.get(f"/don-vi/{code}/").text
    later = re.search(r'hx-get="([^"]*/khung/[^"]*)"', text)
    return text + client.get(html.unescape(later[1])).text if later else text
