// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/promela/promela_names.h"

#include "machine/finding.h"
#include "program/identifier.h"

#include <fmt/format.h>

#include <iterator>
#include <sstream>

namespace racewalk {

namespace {

/// Of Promela, its formulas and its C blocks.
constexpr std::string_view promelaWords =
    "active always assert atomic bit bool break byte c_code c_decl c_expr c_state c_track chan "
    "D_proctype d_step do else empty enabled equivalent eval eventually false fi for full "
    "get_priority goto hidden if implies in init inline int len local ltl mtype nempty never next "
    "nfull nr_pr np_ od of pc_value pid printf printm priority proctype provided release return "
    "run select set_priority short show skip stronguntil timeout trace notrace true typedef "
    "unless unsigned until weakuntil xr xs U V W X STDIN end progress accept define defined "
    "include";

/// Of C, and what its preprocessor knows by itself.
constexpr std::string_view cWords =
    "auto case char const continue default double enum extern float long register signed sizeof "
    "static struct switch union void volatile while restrict asm typeof linux unix i386 main now "
    "uchar ushort uint ulong State Trans trpt";

/// Of the text that every exported program shares: its variables, macros, inlines and their
/// parameters.
constexpr std::string_view ownWords =
    "THREADS MINIMUM FREE LIVE PENDING TASK_RUNNING TASK_UNINTERRUPTIBLE NULL pc fault "
    "fault_thread mem task_state rcu_depth bit_word bit_number grace_period life_of readers_of "
    "waiters_of woken_threads has_woken next_block work_done index_i index_j index_k old_value "
    "queue_number next_woken reader_mask object_number quotient in_atomic holds_something "
    "call_rcu leave_bit_queue is_freed all_ended stands as_unsigned fail enqueue dequeue wake "
    "wake_queue wake_interruptible wake_bit look_for_waiters find_queue find_object free_object "
    "collect_readers "
    "leave_read_section divide_unsigned set_running holds_rwlock is_first sleeps_in_down the_lock "
    "resume_woken check_properties the_thread the_kind the_queue is_exclusive the_word the_cell "
    "dividend divisor at_most the_number rcu watch_run none here";

std::string sanitized(std::string_view wanted)
{
    constexpr std::size_t maxLength = 60;
    std::string name;
    for (const char c : wanted.substr(0, maxLength)) {
        if (isNamePart(c))
            name += c;
        else if (!name.empty() && name.back() != '_')
            name += '_';
    }
    while (name.size() > 1 && name.back() == '_')
        name.pop_back();
    const bool isWord = !name.empty() && (name.front() < '0' || name.front() > '9');
    // Names that begin with _ belong to Spin and to C.
    return isWord && name.front() != '_' ? name : "v" + name;
}

} // namespace

PromelaNames::PromelaNames()
{
    for (const std::string_view words : {promelaWords, cWords, ownWords}) {
        std::istringstream stream{std::string(words)};
        m_taken.insert(std::istream_iterator<std::string>(stream), {});
    }
    for (const FindingKindRow &row : findingKinds) {
        m_taken.emplace(row.name);
        m_taken.insert(fmt::format("no_{}", row.name));
    }
}

std::string PromelaNames::unique(std::string_view wanted)
{
    const std::string name = sanitized(wanted);
    std::string result = name;
    for (int number = 2; !m_taken.insert(result).second; ++number)
        result = fmt::format("{}_{}", name, number);
    return result;
}

} // namespace racewalk
