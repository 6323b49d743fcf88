#!/bin/sh
# The first-boot set-up of this machine, or of an image: docs/first-boot.md. For root; no window is opened.
exec /opt/Latchkey/latchkey --setup --ozone-platform=headless --disable-gpu --no-sandbox "$@"
