// SPDX-License-Identifier: GPL-3.0-or-later
#include "export/diagram/diagram_ending.h"

#include "explore/explain/race_words.h"

namespace racewalk {

DiagramEnding diagramEndingFor(const Run &run, const Finding &finding)
{
    DiagramEnding ending;
    if (finding.kind != FindingKind::Livelock && finding.kind != FindingKind::DataRace)
        return ending;
    ending.remark = finding.message;
    if (finding.kind == FindingKind::Livelock) {
        ending.next = finding.runners;
        return ending;
    }
    std::vector<Machine::Race> races;
    run.machine().appendDataRaces(run.state(), races);
    for (const Machine::Race &race : races) {
        const RaceWords words = raceWords(run.machine(), run.state(), race);
        if (words.message != finding.message)
            continue;
        ending.next = {words.thread, words.thread == race.first ? race.second : race.first};
        break;
    }
    return ending;
}

} // namespace racewalk
