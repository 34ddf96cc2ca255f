# Completes the words of conveyor in fish. Made by 'conveyor completion fish'.

# Whether a command is typed, and if positions are given, one of its parameters from the first to the second.
function __conveyor_at --argument-names command first last
    set -l typed ''
    set -l position 1
    set -l is_value no
    set -l words (commandline -opc)
    set -e words[1]
    for word in $words
        if test $is_value = yes
            set is_value no
        else if string match -q -- '-?*' $word
            contains -- "$typed $word" $__conveyor_options
            and set is_value yes
        else if contains -- (string trim -- "$typed $word") $__conveyor_commands
            set typed (string trim -- "$typed $word")
        else
            set position (math $position + 1)
        end
    end
    test "$typed" = "$command"
    and begin
        test -z "$first"
        or test $position -ge $first -a $position -le $last
    end
end

# Prints directories, and files with these endings.
function __conveyor_files
    set -l value (commandline -ct | string replace -r -- '^--[^=]*=' '')
    set -l ending '/$'
    test -n "$argv"
    and set ending '(?:/|\.(?:'(string join -- '|' $argv)'))$'
    complete -C "__conveyor_no_command $value" | string match -r -- "^.*$ending"
end

# Prints what only conveyor can tell.
function __conveyor_ask
    set -l words
    for word in (commandline -opc) (commandline -ct)
        set -a words (string trim -c '\'"' -- $word | string replace -r '^~/' "$HOME/")
    end
    $words[1] complete $words[2..-1] 2>/dev/null </dev/null
end

# WORDS
