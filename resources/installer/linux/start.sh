#!/bin/sh
# After `voucherdesk roll-back` the program of before the upgrade runs, until the next upgrade.
if [ -e /opt/voucherdesk/rolled-back ]; then
    exec /opt/voucherdesk/previous/voucherdesk "$@"
fi
exec /opt/voucherdesk/program/voucherdesk "$@"
