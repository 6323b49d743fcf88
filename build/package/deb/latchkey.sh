#!/bin/sh
# The terminal host of the installed package. The kiosk itself is started by latchkey-kiosk.service.
# No window is opened: no display is needed, and root, for whom Chromium's sandbox does not start, gives none up.
root=
[ "$(id -u)" -ne 0 ] || root=--no-sandbox
exec /opt/Latchkey/latchkey --cli --ozone-platform=headless --disable-gpu $root "$@"
