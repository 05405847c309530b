// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "machine/machine.h"
#include "run/timeline/event.h"

#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// What a step does, after its thread's name: "takes i_lock", and after "would": "take i_lock".
struct Deed {
    std::string does, would;
};
Deed deedOf(const Program &program, const Event &event);

/// What a step changes for the other threads.
struct EffectOnOthers {
    ThreadId thread{};
    bool isBlocked = false; ///< it could step before and cannot now; false: the reverse
};
std::vector<EffectOnOthers> effectsOf(const Machine &machine, StateView before, StateView after,
                                      ThreadId stepped);
/// "evict now blocked", "lookup can step again".
std::string shortText(const Program &program, const EffectOnOthers &effect);

/// A text without its first sentence, and that sentence.
struct SplitText {
    std::string_view first, rest;
};
SplitText splitSentence(std::string_view text);

/// With a full stop at its end. Its first word stays as it is: it may be a thread's name.
std::string asSentence(std::string text);

} // namespace racewalk
