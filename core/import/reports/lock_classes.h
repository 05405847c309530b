// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/report_text.h"

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

/// What a report says about the kinds of locks.
class LockClasses {
public:
    explicit LockClasses(const ReportText &text);
    /// Whether the report says that it is a spinlock: its wait type is 2.
    bool isSpin(std::string_view name) const;

private:
    std::map<std::string, bool, std::less<>> m_isSpin;
};

} // namespace racewalk
