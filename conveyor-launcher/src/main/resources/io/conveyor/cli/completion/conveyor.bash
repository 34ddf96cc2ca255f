# Completes the words of conveyor in bash 3.2 or newer. Made by 'conveyor completion bash'.

# WORDS

# Sets 'words' to what is typed up to the cursor. What bash has cut at = and : is one word again; 'kept' is
# the part of the last one that bash leaves as it is.
_conveyor_words() {
  local rest=${COMP_LINE:0:COMP_POINT} part gap i
  words=() kept=
  for ((i = 0; i <= COMP_CWORD; i++)); do
    gap=${rest%%[! $'\t\n']*} rest=${rest#"${rest%%[! $'\t\n']*}"}
    part=${COMP_WORDS[i]}
    if ((i == COMP_CWORD)); then part=$rest; else rest=${rest#"$part"}; fi
    if [[ $i -gt 0 && -z $gap && ($part == [=:]* || ${COMP_WORDS[i - 1]} == *[=:]) ]]; then
      kept=${words[${#words[@]} - 1]}
      words[${#words[@]} - 1]=$kept$part
    else
      kept=
      words+=("$part")
    fi
    if [[ $part == [=:] ]]; then kept=${words[${#words[@]} - 1]}; fi
  done
}

# Prints a word without its quotes; nothing in it is expanded but the home directory.
_conveyor_plain() {
  local word=${1/#\~\//$HOME/}
  printf '%s' "${word//[\\\"\']/}"
}

_conveyor_ask() {
  local word
  local -a plain
  for word in "${words[@]}"; do plain+=("$(_conveyor_plain "$word")"); done
  "${plain[0]}" complete "${plain[@]:1}" 2>/dev/null </dev/null
}

# Prints what begins with a text, of what is taken.
_conveyor_candidates() {
  local kind=${1%% *} value=$2 ending
  case $kind in
    words) compgen -W "${1#words}" -- "$value" ;;
    directories) compgen -d -- "$value" ;;
    files)
      if [[ $1 == files ]]; then compgen -f -- "$value"; return; fi
      compgen -d -- "$value"
      for ending in ${1#files}; do compgen -f -X "!*.$ending" -- "$value"; done
      ;;
    asked) _conveyor_ask ;;
  esac
}

_conveyor() {
  local IFS=$' \t\n' command= option= position=1 lead= kept takes commands options word value i
  local -a words
  _conveyor_words
  for ((i = 1; i < ${#words[@]} - 1; i++)); do
    word=${words[i]}
    _conveyor_has "$command"
    if [[ -n $option ]]; then
      option=
    elif [[ $word == -?* ]]; then
      _conveyor_takes "$command" "$word"
      if [[ -n $takes ]]; then option=$word; fi
    elif [[ " $commands " == *" $word "* ]]; then
      command=${command:+$command }$word
    else
      ((position++))
    fi
  done

  value=${words[${#words[@]} - 1]}
  _conveyor_has "$command"
  if [[ -n $option ]]; then
    _conveyor_takes "$command" "$option"
  elif [[ $value == --*=* ]]; then
    lead=${value%%=*}= value=${value#*=}
    _conveyor_takes "$command" "${lead%=}"
  elif [[ $value == -* ]]; then
    takes="words $options"
  elif [[ -n $commands ]]; then
    takes="words $commands"
  else
    _conveyor_takes "$command" "$position"
  fi
  value=${value#[\"\']}

  COMPREPLY=()
  while IFS= read -r word; do
    if [[ $takes == asked ]]; then
      # What goes on is not a word yet.
      if [[ $word == *[.=/] ]]; then compopt -o nospace 2>/dev/null; fi
      printf -v word %q "$word"
    fi
    word=$lead$word
    COMPREPLY+=("${word#"$kept"}")
  done < <(_conveyor_candidates "$takes" "$value")
  case $takes in
    files* | directories) compopt -o filenames 2>/dev/null ;;
  esac
}

complete -F _conveyor conveyor
