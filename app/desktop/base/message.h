// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace racewalk::desktop {

/// The contents of the message bar; an empty text is no message.
struct Message {
    enum class Kind { Info, Warning, Error };
    enum class Action { None, Undo, Retry, Restore, Reload, ShowInFolder }; ///< what its button offers

    Kind kind = Kind::Info;
    QString text;    ///< one sentence with a full stop
    QString details; ///< the full text, several lines, or empty
    Action action = Action::None;
    QString file{}; ///< of ShowInFolder

    bool operator==(const Message &) const = default;
};

} // namespace racewalk::desktop
