#!/bin/sh
# Installs what the tests need from the system's packages: Chromium with its driver; PostgreSQL and Redis servers,
# without which their tests are skipped; LibreOffice, which opens what the program makes. Does nothing when all is there.
set -eu
need=""
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || need="$need chromium"
command -v chromedriver >/dev/null 2>&1 || need="$need chromium-driver"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 || need="$need postgresql"
command -v redis-server >/dev/null 2>&1 || need="$need redis-server"
command -v soffice >/dev/null 2>&1 || need="$need libreoffice-calc-nogui libreoffice-writer-nogui"
command -v pdftoppm >/dev/null 2>&1 || need="$need poppler-utils"
command -v npm >/dev/null 2>&1 || need="$need npm"
if [ -n "$need" ]; then
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "Install these programs with your system's packages:$need" >&2
    exit 1
  fi
  sudo=""
  [ "$(id -u)" = 0 ] || sudo="sudo"
  echo "Installing$need"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $need >/dev/null
fi
# The checker of accessibility runs inside the browser of the tests and is no part of the program.
AXE=4.14.1
if [ ! -f "var/axe-$AXE/axe.min.js" ]; then
  mkdir -p "var/axe-$AXE"
  npm pack --silent --pack-destination var "axe-core@$AXE" >/dev/null
  tar -xzf "var/axe-core-$AXE.tgz" -C "var/axe-$AXE" --strip-components=1 package/axe.min.js
  rm "var/axe-core-$AXE.tgz"
fi
