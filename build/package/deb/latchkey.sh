#!/bin/sh
# The terminal host of the installed package. The kiosk itself is started by latchkey-kiosk.service.
exec /opt/Latchkey/latchkey --cli "$@"
