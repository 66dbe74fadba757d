#!/bin/sh
# The program looks for templates and fonts beside itself.
exec /usr/lib/choujian/choujian-cli "$@"
