"""Print the settings of a new installation, with fresh secrets: ``deploy/new_env.py DOMAIN > .env``."""

import secrets
import sys

TEMPLATE = """\
# Settings and secrets of this installation: keep a copy in a safe place, never in the repository.
DOMAIN={domain}
# Where the certificate comes from: see deploy/Caddyfile.
TLS=internal
SECRET_KEY={key}
POSTGRES_PASSWORD={password}
"""

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(
        TEMPLATE.format(domain=sys.argv[1], key=secrets.token_urlsafe(50), password=secrets.token_hex(24)),
        end="",
    )
