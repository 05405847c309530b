// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/report_text.h"
#include "program/enum_table.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace racewalk {

/// A lock as lockdep prints it: "ffff888 (&inode->i_lock){+.+.}-{2:2}, at: foo+0x12/0x40".
struct LockLine {
    std::string address;
    std::string name;
    std::string waitType; ///< "2:2", or empty
    std::string function; ///< in which it was taken, or empty
};
std::optional<LockLine> lockLineIn(std::string_view text);

/// "foo" of " foo+0x12/0x40 fs/file.c:12"; empty if the text does not begin with such a place. A
/// leading "? ", which marks a place that may be stale, is not accepted.
std::string functionIn(std::string_view text);

/// How a lock waits.
enum class LockKind : std::uint8_t {
    Unknown,  ///< the report does not say
    Spinning, ///< a spinlock_t or an rwlock_t
    Sleeping, ///< a mutex or an rw_semaphore
};

/// What stands for a lock in a scenario.
enum class LockForm : std::uint8_t { Mutex, Spinlock, Rwlock };
struct LockFormRow {
    LockForm form;
    std::string_view type;
    std::string_view calls; ///< what their names begin with, in front of "lock" and "unlock"
};
inline constexpr std::array lockForms = std::to_array<LockFormRow>({
    {LockForm::Mutex, "struct mutex", "mutex_"},
    {LockForm::Spinlock, "spinlock_t", "spin_"},
    {LockForm::Rwlock, "rwlock_t", "write_"},
});
static_assert(isComplete<lockForms, &LockFormRow::form>());
constexpr const LockFormRow &rowOf(LockForm form)
{
    return lockForms[static_cast<std::size_t>(form)];
}

/// What a report says about the kinds of locks, by their wait types: LD_WAIT_* in the kernel's
/// lockdep_types.h.
class LockClasses {
public:
    explicit LockClasses(const ReportText &text);
    LockKind kindOf(std::string_view name) const;

private:
    std::map<std::string, char, std::less<>> m_types; ///< the wait type's first digit, by name
    /// With CONFIG_PROVE_RAW_LOCK_NESTING 3 is a spinlock_t, and a mutex has 4.
    bool m_hasFour = false;
};

} // namespace racewalk
