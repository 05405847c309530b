// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/styles.h"

namespace racewalk {

FateStyle styleOf(Fate fate)
{
    switch (fate) {
    case Fate::Safe:
        return {"safe", Token::Safe, Token::Safe, Token::SafeText, Token::SafeBg};
    case Fate::Open:
        return {"open", Token::Open, Token::OpenEdge, Token::OpenText, Token::OpenBg};
    case Fate::Doomed:
        return {"doomed", Token::Doom, Token::Doom, Token::DoomText, Token::DoomBg};
    case Fate::Unknown:
        break;
    }
    return {"unknown", Token::Ctl, Token::Ctl, Token::Text, Token::Panel};
}

EventStyle styleOf(Role role)
{
    const auto filled = [](std::string_view icon, std::string_view word, Token fill, Token outline,
                           Token glyph) {
        return EventStyle{icon, word, fill, outline, glyph};
    };
    const auto outlined = [](std::string_view icon, std::string_view word) {
        return EventStyle{icon, word, Token::Panel, Token::Ctl, Token::Text2};
    };
    const auto rcu = [](std::string_view icon, std::string_view word) {
        return EventStyle{icon, word, Token::Panel, Token::Acc, Token::Acc};
    };
    switch (role) {
    case Role::Find:
        return filled("lookup", "lookup", Token::KLook, Token::KLookE, Token::KLookG);
    case Role::Unlink:
        return filled("unhash", "unhash", Token::KLook, Token::KLookE, Token::KLookG);
    case Role::Lock:
        return filled("lock", "lock", Token::KLock, Token::KLock, Token::KLockG);
    case Role::Unlock:
        return filled("unlock", "unlock", Token::KLock, Token::KLock, Token::KLockG);
    case Role::WriteFlags:
        return filled("flag", "flag write", Token::KFlag, Token::KFlag, Token::KFlagG);
    case Role::Wait:
        return filled("wait", "wait", Token::KWait, Token::KWait, Token::KWaitG);
    case Role::Sleep:
        return filled("sleep", "sleep", Token::KWait, Token::KWait, Token::KWaitG);
    case Role::Wake:
        return filled("wake", "wake", Token::KWake, Token::KWakeE, Token::KWakeG);
    case Role::Deferred:
        return filled("deferred", "call_rcu", Token::KFree, Token::KFree, Token::KFreeG);
    case Role::Free:
        return filled("free", "free", Token::KFree, Token::KFree, Token::KFreeG);
    case Role::RcuEnter:
        return rcu("rcu-enter", "RCU enter");
    case Role::RcuLeave:
        return rcu("rcu-leave", "RCU leave");
    case Role::GracePeriod:
        return rcu("deferred", "grace period");
    case Role::Test:
        return outlined("test", "test");
    case Role::Assert:
        return outlined("assert", "assertion");
    case Role::Choose:
        return outlined("test", "choice");
    case Role::Read:
        return outlined("lookup", "read");
    case Role::Write:
        return outlined("edit", "write");
    case Role::Drain:
        return filled("drain", "drain", Token::KFlag, Token::KFlag, Token::KFlagG);
    case Role::Allocate:
        return outlined("zoom-in", "allocation");
    case Role::Fence:
        return outlined("zoom-out", "barrier");
    case Role::None:
        break;
    }
    return outlined("forward", "step");
}

} // namespace racewalk
