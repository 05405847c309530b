// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>

namespace racewalk::desktop {

class Session;

/// Why a key for thread `number`, counted from 0, does nothing, as a sentence; empty if it does
/// something.
QString whyNoStep(const Session &session, std::size_t number);
/// The same for running it, which takes no drains.
QString whyNoRun(const Session &session, std::size_t number);
QString whyNoDrain(const Session &session, std::size_t number);

} // namespace racewalk::desktop
