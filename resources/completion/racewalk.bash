# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of racewalk for bash. tests/cli compares the options with --help.

_racewalk_words()
{
    COMPREPLY=($(compgen -W "$1" -- "${COMP_WORDS[COMP_CWORD]}"))
}

_racewalk_scenarios()
{
    local current=${COMP_WORDS[COMP_CWORD]}
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -W "$(racewalk list --quiet 2>/dev/null)" -- "$current")
               $(compgen -f -X '!*.race' -- "$current") $(compgen -d -- "$current"))
}

# The variants that `racewalk list --json` gives for the scenario on the command line.
_racewalk_variants()
{
    local scenario=$1
    racewalk list 2>/dev/null |
        awk -v name="$scenario" '/^[^ ]/ { mine = ($1 == name) }
                                 mine && /^    [a-z_A-Z0-9]+  / && $1 != "param" { print $1 }'
}

_racewalk()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local command=${COMP_WORDS[1]} common options word position=0 scenario=
    local i
    local window="--screenshot --size --theme --text-size --variant --memory --param --schedule
        --find --position --tour"
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        _racewalk_words "list litmus check odds lines replay compare export import format --help --version $window"
        [[ $current == -* ]] || COMPREPLY+=($(compgen -f -X '!*.race' -- "$current"))
        return
    fi
    # How many words before this one are neither options nor their values.
    for ((i = 2; i < COMP_CWORD; ++i)); do
        word=${COMP_WORDS[i]}
        case $word in
        --quiet | -q | --json | --all-variants | --check | --primitives | --help | -h | --version) ;;
        -*) ((++i)) ;;
        *)
            ((++position == 1)) && scenario=$word
            ;;
        esac
    done
    case $previous in
    --variant) _racewalk_words "$(_racewalk_variants "$scenario")"; return ;;
    --variants)
        # The second name is offered with the first.
        local first=
        [[ $current == *,* ]] && first=${current%,*},
        _racewalk_words "$(_racewalk_variants "$scenario" | sed "s/^/$first/")"
        return
        ;;
    --memory) _racewalk_words "sc tso pso"; return ;;
    --data-races) _racewalk_words "warning error"; return ;;
    --show) _racewalk_words "state"; return ;;
    --as) _racewalk_words "run lockdep kcsan hung-task diagram"; return ;;
    --against) _racewalk_scenarios; return ;;
    --theme) _racewalk_words "light dark"; return ;;
    --from)
        [[ $command == replay ]] && COMPREPLY=($(compgen -f -- "$current"))
        return
        ;;
    --preset) _racewalk_words "commit comment lockdep tabs list"; return ;;
    --headers) _racewalk_words "cpu-role cpu-dash cpu cpu-space cpu-colon thread task name"; return ;;
    --rule) _racewalk_words "header four none"; return ;;
    --remarks) _racewalk_words "brackets slashes hash parentheses"; return ;;
    --depth) _racewalk_words "two one arrow double-arrow"; return ;;
    --collapse) _racewalk_words "local nothing all-but-shared"; return ;;
    --find)
        _racewalk_words "ok hang livelock bug invariant final use_after_free double_free
            null_dereference lock_misuse sleep_in_atomic out_of_bounds divide_by_zero diverges
            data_race warn"
        return
        ;;
    -o | --output | --screenshot) COMPREPLY=($(compgen -f -- "$current")); return ;;
    --param | --schedule | --width | --to | --caption | --scale | --size | --text-size | --position | --tour | --max-states | --max-memory | --timeout | --jobs | --runs | --seed) return ;;
    esac
    common="--variant --param --memory --quiet --help --version"
    case $command in
    list) options="--primitives --quiet --json --help --version" ;;
    litmus) options="--quiet --json --help --version" ;;
    check)
        options="$common --json --all-variants --max-states --max-memory --timeout --jobs --no-reduction --stop-at-first --data-races"
        ;;
    odds) options="$common --json --runs --seed --max-states --max-memory --timeout --jobs" ;;
    lines) options="$common --json --max-states --max-memory --timeout --jobs" ;;
    replay) options="$common --json --schedule --from --show" ;;
    compare) options="$common --json --variants --schedule --max-states --max-memory --timeout --jobs" ;;
    export) options="$common --output --schedule --find --note --walk --from --to --caption --no-notes --no-replay --preset --headers --rule --remarks --depth --collapse --by-switch --outcome --width --theme --scale --row-height --no-legend --against --start --walks --no-about --no-source --no-state --no-quiz --no-file --scorm --csp --max-states --max-memory --timeout --jobs" ;;
    import) options="--as --against --variant --param --memory --output --quiet --json --help --version" ;;
    format) options="--check --quiet --help --version" ;;
    -* | *.race)
        if [[ $current == -* ]]; then
            _racewalk_words "$window"
        else
            _racewalk_scenarios
        fi
        return
        ;;
    *) return ;;
    esac
    if [[ $current == -* || $command == list || $command == litmus ]]; then
        _racewalk_words "$options"
    elif [[ $command == import ]]; then
        COMPREPLY=($(compgen -f -- "$current"))
    elif [[ $command == format ]]; then
        compopt -o filenames 2>/dev/null
        COMPREPLY=($(compgen -f -X '!*.race' -- "$current") $(compgen -d -- "$current"))
    elif ((position == 0)); then
        _racewalk_scenarios
    elif [[ $command == export ]] && ((position == 1)); then
        _racewalk_words "text svg png pdf tikz html mermaid perfetto ftrace itf shiviz json schedule dot graph-svg promela delays asciicast"
    else
        _racewalk_words "$options"
    fi
}

complete -F _racewalk racewalk
