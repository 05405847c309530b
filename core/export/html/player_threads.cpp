// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/html/player_parts.h"
#include "machine/words.h"
#include "program/utf8.h"

#include <algorithm>

namespace racewalk {
namespace {

Json status(std::string_view look, std::string_view icon, std::string text)
{
    return {{"look", look}, {"icon", icon}, {"text", std::move(text)}};
}

bool isInLivelock(const Run &run, const Timeline &timeline, ThreadId thread)
{
    const auto &livelock = timeline.livelock;
    return livelock && run.position() >= livelock->position &&
           std::ranges::find(livelock->runners, thread) != livelock->runners.end();
}

} // namespace

Json playerStatus(const Run &run, const Timeline &timeline, ThreadId thread)
{
    const Machine &machine = run.machine();
    const bool isHang = machine.standing(run.state()) == Standing::Hang;
    const Reason reason = reasonFor(machine, run.state(), thread);
    switch (machine.readiness(run.state(), thread).kind) {
    case Readiness::Kind::Enabled:
        if (isInLivelock(run, timeline, thread))
            return status("doomed", "doomed", std::string(rowOf(FindingKind::Livelock).headline));
        if (run.runningThread(run.position()) == thread)
            return status("running", "play", "Running");
        return status("plain", "play", "Runnable");
    case Readiness::Kind::Ended:
        return status("plain", "check", "Done");
    case Readiness::Kind::Asleep:
        return isHang ? status("doomed", "doomed", "Asleep forever")
                      : status("running", "sleep", "Asleep");
    case Readiness::Kind::Draining:
        return status("spinning", "spinning", "Draining");
    case Readiness::Kind::Spinning:
    case Readiness::Kind::WaitingForMutex:
    case Readiness::Kind::GracePeriod:
        return isHang ? status("doomed", "doomed", reason.headline)
                      : status("spinning", "spinning", reason.headline);
    case Readiness::Kind::Faulted:
        if (machine.layout().faultThread(run.state()) == thread)
            return status("error", "error", "Failed");
        return status("plain", "stop", "Stopped");
    case Readiness::Kind::NoCallback:
    case Readiness::Kind::WaitingForReaders:
        break;
    }
    return status("plain", "deferred", reason.headline);
}

std::size_t utf16Length(std::string_view text)
{
    std::size_t units = 0;
    for (std::size_t i = 0; i < text.size();) {
        const DecodedCharacter character = decodeUtf8(text, i);
        units += character.isValid && character.codePoint >= 0x10000 ? 2 : 1;
        i += character.length;
    }
    return units;
}

Json playerPlace(const std::vector<CodeLine> &listing, const std::vector<CodeMark> &marks)
{
    Json place = {{"line", -1}};
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const CodeMark &mark = marks[i];
        if (mark.frame == CodeMark::Frame::Caller) {
            place["callers"].push_back(i);
        } else if (mark.frame == CodeMark::Frame::Current) {
            const std::string_view text = listing[i].text;
            const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
            const auto unitsTo = [&](std::size_t byte) {
                return utf16Length(text.substr(indent, std::max(byte, indent) - indent));
            };
            place["line"] = i;
            place["from"] = unitsTo(mark.strongBegin);
            place["to"] = unitsTo(mark.strongEnd);
        }
    }
    return place;
}

} // namespace racewalk
