#compdef conveyor
# Completes the words of conveyor in zsh. Made by 'conveyor completion zsh'.

# WORDS

# Adds what only conveyor can tell. What goes on is not a word yet.
_conveyor_ask() {
  local -a plain found
  plain=("${(@Q)typed}")
  plain=("${(@)plain/#\~\//$HOME/}")
  found=("${(@f)$("$plain[1]" complete "${(@)plain[2,-1]}" 2>/dev/null </dev/null)}")
  compadd -S '' -- ${(M)found:#*[.=/]}
  compadd -- ${found:#*[.=/]}
}

_conveyor() {
  local -a typed
  typed=("${(@)words[1,CURRENT-1]}" "$PREFIX")
  _conveyor_
}

if [[ $funcstack[1] == _conveyor ]]; then
  _conveyor "$@"
else
  if ! (( $+functions[compdef] )); then autoload -Uz compinit && compinit; fi
  compdef _conveyor conveyor
fi
