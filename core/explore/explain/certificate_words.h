// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "explore/explain/hang_certificate.h"
#include "program/program.h"

#include <string>
#include <string_view>
#include <vector>

namespace racewalk {

/// Describes what one thread waits for and why nothing ends the wait: one sentence per line, all
/// but the first indented.
///   lookup sleeps on (&inodes[0].i_state, __I_NEW) since schedule() in line 63.
///     evict could wake it at wake_up_bit(&inode->i_state, __I_NEW) in line 139: evict has ended.
///     No other statement wakes it.
/// It says "may" instead of "could" if the address is known only when the statement is executed.
std::vector<std::string> waitingLines(const Program &program, const HangCertificate &certificate,
                                      const HangCertificate::Waiting &waiting);

/// Returns the lines of all threads, each after `indent` and with a newline.
std::string certificateText(const Program &program, const HangCertificate &certificate,
                            std::string_view indent);

/// The kind of object that a thread waits for, for JSON: "queue", "bit", "mutex"; "nothing" for a
/// thread that sleeps on no queue.
std::string_view waitedForText(const Program &program, const Wait &wait);
/// "ended", "waits", "past", "unreachable".
std::string_view toText(HangCertificate::Reason reason);

} // namespace racewalk
