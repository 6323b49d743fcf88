#!/bin/sh
# First-boot set-up of a Mac (docs/first-boot.md): plan, apply, verify, revert. Every change is recorded before it is made and taken
# back in the opposite order; killed at any instant, the same again goes on. What there is to make stands in `plan` beside this file,
# what to make it of in `files/`. Configuration profiles are none of it: macOS takes them from the management service.
set -eu
umask 022

USAGE='sh setup.sh plan|apply|verify|revert|resume --root DIR [--force]

  plan      says every change, and makes none
  apply     makes them, each recorded first; again after a power cut, it goes on
  verify    are they all there, as they were made?
  revert    takes them back, last first; what somebody else changed since is left and named
  resume    what launchd runs each minute: goes on with a revert, or begins one after the release
  --force   puts ours, or the original, over what somebody else changed

DIR is / or the root of an image. Exit: 0 done, 1 not done or not so, 2 wrong arguments.'

AGENT=com.latchkey.kiosk
DAEMON=com.latchkey.setup

refuse() {
  printf '%s\n' "$1" >&2
  exit 1
}

# On the machine itself what was recorded has to be on the disk before it counts; an image is flushed by who makes it.
to_disk() {
  [ -n "$root" ] || sync
}

# SHA-256 of standard input, with what the system has: shasum(1) is a Perl program, and slower by far.
sha256() {
  if [ "$sums" = coreutils ]; then sha256sum; else shasum -a 256; fi | cut -c 1-64
}

digest() {
  sha256 <"$1"
}

# Mode, owner and group: stat(1) of GNU on a machine that prepares an image, or of macOS.
about() {
  if [ "$stat" = gnu ]; then stat -c '%a %u %g' "$1"; else stat -f '%Mp%Lp %u %g' "$1" | sed 's/^0//'; fi
}

# What lies at a path of the machine, as one line. Links at its end are not followed.
look() {
  if [ -L "$root$1" ]; then
    printf 'link %s\n' "$(readlink "$root$1")"
  elif [ -f "$root$1" ]; then
    printf 'file %s %s\n' "$(digest "$root$1")" "$(about "$root$1")"
  elif [ -d "$root$1" ]; then
    printf 'folder %s\n' "$(about "$root$1")"
  elif [ -e "$root$1" ]; then
    echo other
  else
    echo none
  fi
}

# Every folder on the way must be one that only root, or whoever runs this, may write: else a link there makes root write elsewhere.
# Says the missing ones, outermost first.
safe_way() {
  way=''
  rest=${1#/}
  while [ "${rest#*/}" != "$rest" ]; do
    way=$way/${rest%%/*}
    rest=${rest#*/}
    seen=$(look "$way")
    case $seen in
      none) printf '%s\n' "$way" ;;
      folder*)
        # shellcheck disable=SC2086 # mode, owner and group are three words
        set -- ${seen#folder }
        [ "$2" = 0 ] || [ "$2" = "$uid" ] || refuse "LK-9221: $way belongs to somebody else. Nothing was written there."
        case $1 in
          *[2367]? | *[2367]) refuse "LK-9221: others may write in $way. Nothing was written there." ;;
        esac
        ;;
      *) refuse "LK-9221: $way is no folder. Nothing was written there." ;;
    esac
  done
}

# The record: one file a change, whole or not there, because it is renamed into place.

entries() {
  [ ! -d "$record" ] || find "$record" -type f -name '[0-9][0-9][0-9][0-9]' | sort
}

entry_of() {
  [ ! -d "$record" ] || grep -rlFx "path=$1" "$record" | grep '/[0-9]*$' | sort | tail -n 1
}

member() {
  sed -n "s/^$2=//p" "$1"
}

check_record() {
  entries | while IFS= read -r each; do
    [ "$(member "$each" sum)" = "$(grep -v '^sum=' "$each" | sha256)" ] ||
      refuse "LK-9222: the record is damaged: $each. Nothing more was changed."
  done
}

# $1 number, standard input the members.
write_entry() {
  cat >"$record/.new"
  sum=$(digest "$record/.new")
  printf 'sum=%s\n' "$sum" >>"$record/.new"
  to_disk
  mv -f "$record/.new" "$record/$1"
  to_disk
}

# $1 path, $2 stage, $3 before, $4 after. What was found first stays what comes back.
record_change() {
  mkdir -p "$record" "$originals"
  chmod 700 "$state"
  kept=$(entry_of "$1")
  if [ -n "$kept" ]; then
    member "$kept" after | grep -Fxq "$4" || {
      grep -v '^sum=' "$kept"
      printf 'after=%s\n' "$4"
    } | write_entry "$(basename "$kept")"
    return
  fi
  last=$(entries | tail -n 1)
  number=$(printf '%04d' "$(($(basename "${last:-0}" | sed 's/^0*//;s/^$/0/') + 1))")
  case $3 in
    file*)
      rm -f "$originals/$number"
      cp -p "$root$1" "$originals/$number"
      ;;
  esac
  printf 'path=%s\nstage=%s\nbefore=%s\nafter=%s\n' "$1" "$2" "$3" "$4" | write_entry "$number"
}

# What is to be done about a place: nothing, make or foreign. $1 path, $2 after.
verdict() {
  now=$(look "$1")
  [ "$now" != "$2" ] || { echo nothing; return; }
  kept=$(entry_of "$1")
  [ -n "$kept" ] || { echo make; return; }
  if [ "$force" = yes ] || [ "$now" = "$(member "$kept" before)" ] || member "$kept" after | grep -Fxq "$now"; then echo make; else echo foreign; fi
}

# $1 kind, $2 mode, $3 path: the state that the plan wants.
wanted() {
  if [ "$1" = folder ]; then printf 'folder %s %s %s\n' "$2" "$uid" "$gid"
  else printf 'file %s %s %s %s\n' "$(digest "$here/files$3")" "$2" "$uid" "$gid"; fi
}

unfinished() {
  printf '%s/.%s.latchkey-setup\n' "$(dirname "$root$1")" "$(basename "$1")"
}

# $1 path, $2 content, $3 mode, $4 owner, $5 group: the new file whole, or what was there.
put_file() {
  new=$(unfinished "$1")
  rm -f "$new"
  cp "$2" "$new"
  own "$new" "$4" "$5"
  chmod "$3" "$new"
  to_disk
  # Onto a link to a folder mv would move into that folder.
  [ ! -L "$root$1" ] || rm -f "$root$1"
  mv -f "$new" "$root$1"
  to_disk
}

# Only root may give a file away; whoever else runs this has a root of their own.
own() {
  [ "$uid" != 0 ] || chown "$2:$3" "$1"
}

# $1 kind, $2 mode, $3 stage, $4 path
make() {
  after=$(wanted "$1" "$2" "$4")
  missing=$(safe_way "$4")
  printf '%s' "$missing" | while IFS= read -r folder || [ -n "$folder" ]; do
    record_change "$folder" "$3" none "folder 755 $uid $gid"
    [ -d "$root$folder" ] || mkdir "$root$folder"
    own "$root$folder" "$uid" "$gid"
    chmod 755 "$root$folder"
  done
  found=$(look "$4")
  case "$1 $found" in
    'file folder'* | 'folder file'* | 'folder link'* | *' other') refuse "LK-9221: $4 is something else. Nothing was written there." ;;
  esac
  record_change "$4" "$3" "$found" "$after"
  if [ "$1" = folder ]; then
    [ -d "$root$4" ] || mkdir "$root$4"
    own "$root$4" "$uid" "$gid"
    chmod "$2" "$root$4"
  else put_file "$4" "$here/files$4" "$2" "$uid" "$gid"; fi
}

steps() {
  [ -f "$here/plan" ] || refuse "There is no plan beside $0: run the script as IT wrote it."
  tab=$(printf '\t')
  while IFS="$tab" read -r kind mode stage path; do
    safe_way "$path" >/dev/null
    printf '%s\t%s\t%s\t%s\t%s\n' "$(verdict "$path" "$(wanted "$kind" "$mode" "$path")")" "$kind" "$mode" "$stage" "$path"
  done <"$here/plan"
}

apply() {
  list=$(steps)
  foreign=$(printf '%s\n' "$list" | sed -n 's/^foreign.*	//p' | head -n 1)
  [ -z "$foreign" ] || refuse "LK-9220: changed by somebody else: $foreign. Nothing was made."
  mkdir -p "$state"
  # Reports of an earlier release are no release of this set-up.
  [ -e "$state/reports" ] || { reports >"$state/.reports" && mv -f "$state/.reports" "$state/reports"; }
  rm -f "$state/reverting"
  printf '%s\n' "$list" | while IFS="$(printf '\t')" read -r does kind mode stage path; do
    if [ "$does" != nothing ]; then make "$kind" "$mode" "$stage" "$path"; fi
    printf '%s\t%s\n' "$does" "$path"
  done
  if [ -z "$root" ]; then launchctl bootstrap system "/Library/LaunchDaemons/$DAEMON.plist" 2>/dev/null || true; fi
}

# $1 path, $2 before: puts back what was there.
restore() {
  case $2 in
    none)
      if [ -d "$root$1" ] && [ ! -L "$root$1" ]; then rmdir "$root$1" 2>/dev/null || true
      else rm -f "$root$1"; fi
      ;;
    folder*)
      # shellcheck disable=SC2086 # mode, owner and group are three words
      set -- "$1" ${2#folder }
      own "$root$1" "$3" "$4"
      chmod "$2" "$root$1"
      ;;
    link*)
      new=$(unfinished "$1")
      rm -f "$new"
      ln -s "${2#link }" "$new"
      rm -f "$root$1"
      mv -f "$new" "$root$1"
      ;;
    file*)
      original=$originals/$(basename "$(entry_of "$1")")
      # shellcheck disable=SC2086 # digest, mode, owner and group are four words
      set -- "$1" ${2#file }
      [ "$(digest "$original")" = "$2" ] || refuse "LK-9222: the original of $1 is damaged. Nothing more was changed."
      put_file "$1" "$original" "$3" "$4" "$5"
      ;;
  esac
  to_disk
}

# One entry: nothing, restored, kept (a folder that somebody uses by now) or left. $1 the entry, $2 whether everything after it is back.
undo() {
  path=$(member "$1" path)
  before=$(member "$1" before)
  if [ "$(member "$1" stage)" = first ] && [ "$2" = no ]; then
    echo left
    return
  fi
  missing=$(safe_way "$path")
  if [ -n "$missing" ]; then
    if [ "$before" = none ]; then echo nothing; else echo left; fi
    return
  fi
  rm -f "$(unfinished "$path")"
  now=$(look "$path")
  if [ "$now" = "$before" ]; then
    echo nothing
    return
  fi
  case $now in
    # Mode and owner of a folder that was made may have been changed since; only what is in it counts.
    folder*) isOurs=yes ;;
    *) if member "$1" after | grep -Fxq "$now" || [ "$force" = yes ]; then isOurs=yes; else isOurs=no; fi ;;
  esac
  if [ "$isOurs" = no ]; then
    echo left
    return
  fi
  restore "$path" "$before"
  now=$(look "$path")
  case "$now" in
    "$before") echo restored ;;
    folder*) echo kept ;;
    *) echo left ;;
  esac
}

revert_pass() {
  isBack=yes
  for each in $(entries | sed 's|.*/||' | sort -r); do
    did=$(undo "$record/$each" "$isBack")
    [ "$did" != left ] || isBack=no
    printf '%s\t%s\n' "$did" "$(member "$record/$each" path)"
  done
}

revert() {
  check_record
  if [ -n "$(entries)" ]; then
    : >"$state/reverting"
    to_disk
  fi
  pass=0
  while [ "$pass" -lt 10 ]; do
    told=$(revert_pass)
    printf '%s\n' "$told" | grep '^[^n]' || true
    printf '%s\n' "$told" | grep -q '^restored' || break
    pass=$((pass + 1))
  done
  case "
$told" in
    *'
left'*) refuse 'Not everything could be taken back; the record stays.' ;;
  esac
  forget
}

# The record first: without it the originals are nobody's.
forget() {
  rm -rf "$record"
  to_disk
  rm -rf "$state"
  if [ -n "$root" ]; then return; fi
  console=$(stat -f %u /dev/console)
  launchctl bootout "gui/$console/$AGENT" 2>/dev/null || true
  # Last: this may be the job itself, and it ends here.
  launchctl bootout "system/$DAEMON" 2>/dev/null || true
}

# Digests of the reports of finished releases: the report is written first, whole or not at all, and the fact in the journal last.
reports() {
  for home in "$root"/Users/*; do
    folder="$home/Library/Application Support/Latchkey"
    report=$folder/release-report.json
    if [ -f "$report" ] && [ ! -L "$report" ] && [ ! -L "$folder/journal" ] && grep -q '"fact":"released"' "$folder/journal" 2>/dev/null; then
      digest "$report"
    fi
  done
}

# Not while the kiosk still shows its last screen.
is_released() {
  [ -e "$state/reports" ] || return 1
  if [ -z "$root" ] && pgrep -x Latchkey >/dev/null; then return 1; fi
  reports | while IFS= read -r each; do
    grep -Fxq "$each" "$state/reports" || echo new
  done | grep -q new
}

resume() {
  if [ -e "$state/reverting" ] || is_released; then revert; fi
}

# One at a time: launchd calls each minute, and somebody may sit at the Mac. Emptied at each start, so no number of an old one counts.
alone() {
  mkdir -p "$root/private/var/run"
  lock=$root/private/var/run/latchkey-setup
  if ! (set -C && echo "$$" >"$lock") 2>/dev/null; then
    owner=$(cat "$lock" 2>/dev/null || true)
    if [ -n "$owner" ] && kill -0 "$owner" 2>/dev/null; then refuse 'LK-9202: the set-up is at work already.'; fi
    echo "$$" >"$lock"
  fi
  trap 'rm -f "$lock"' EXIT
}

tell() {
  printf '%s\n' "$1" | cut -f 1,5
}

main() {
  verb=${1:-}
  [ "$#" -eq 0 ] || shift
  root=''
  force=no
  while [ "$#" -gt 0 ]; do
    case $1 in
      --root) root=${2:-} && shift ;;
      --force) force=yes ;;
      *) root='' && break ;;
    esac
    shift
  done
  if [ ! -d "$root" ]; then
    printf '%s\n' "$USAGE" >&2
    exit 2
  fi
  root=$(cd "$root" && pwd -P)
  if [ "$root" = / ]; then
    [ "$(uname -s)" = Darwin ] || refuse 'This machine is no Mac: name the root of an image.'
    root=''
  fi
  if command -v sha256sum >/dev/null; then sums=coreutils; else sums=perl; fi
  if stat -c %a / >/dev/null 2>&1; then stat=gnu; else stat=bsd; fi
  here=$(cd "$(dirname "$0")" && pwd -P)
  uid=$(id -u)
  gid=0
  [ "$uid" = 0 ] || gid=$(id -g)
  state=$root/private/var/db/latchkey-setup
  record=$state/record
  originals=$state/originals
  case $verb in
    plan)
      list=$(steps)
      tell "$list"
      ;;
    verify)
      list=$(steps)
      tell "$list"
      ! printf '%s\n' "$list" | grep -qv '^nothing' || refuse 'Not everything is as it should be.'
      ;;
    apply)
      alone
      check_record
      apply
      ;;
    revert)
      alone
      revert
      ;;
    resume)
      alone
      resume
      ;;
    *)
      printf '%s\n' "$USAGE" >&2
      exit 2
      ;;
  esac
}

# Read to its end before it begins: a revert removes this file.
main "$@"
exit
