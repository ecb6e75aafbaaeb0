#!/bin/sh
# Stands in for Apple's compiler where only lints and types are checked: objects come out empty.
# Questions to the preprocessor are answered by the real one; "-?" is how cc-rs asks for Microsoft's compiler.
[ "$#" -eq 1 ] && [ "${#1}" -eq 2 ] && exit 1

out= previous= preprocess=
for argument in "$@"; do
    [ "$previous" = "-o" ] && out=$argument
    [ "$argument" = "-E" ] && preprocess=yes
    previous=$argument
done

if [ -n "$preprocess" ]; then
    kept= previous=
    for argument in "$@"; do
        case "$previous $argument" in
            "-I "* | "-D "* | "-include "*) kept="$kept $previous $argument" ;;
            *" -I"?* | *" -D"?* | *.c | *.h) kept="$kept $argument" ;;
        esac
        previous=$argument
    done
    # shellcheck disable=SC2086 — one word an argument; none of them holds a space.
    exec /usr/bin/cc -E $kept
fi

[ -n "$out" ] && : >"$out"
exit 0
