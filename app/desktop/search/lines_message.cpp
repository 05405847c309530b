// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/search/lines_message.h"

#include "desktop/base/counted.h"
#include "desktop/base/translate.h"

namespace racewalk::desktop {

Message linesMessage(const LinesReport &report)
{
    Message message;
    message.details = QString::fromStdString(linesHeading(report) + '\n' + linesTable(report));
    const std::size_t lines = loadBearingLines(report).size();
    if (!report.effects.verdict.isComplete()) {
        message.kind = Message::Kind::Warning;
        message.text = tr("The load-bearing lines are unknown: not every state was explored.");
    } else if (!report.effects.isComplete()) {
        message.kind = Message::Kind::Warning;
        message.text = tr("At least %1 load-bearing lines are marked; some changes could not be "
                          "compared completely.")
                           .arg(grouped(lines));
    } else if (lines == 0) {
        message.text = tr("No line is load-bearing: no removal that compiles changes anything.");
    } else {
        message.text = lines == 1 ? tr("The load-bearing line is marked at its left.")
                                  : tr("%1 load-bearing lines are marked with a bar at the left.")
                                        .arg(grouped(lines));
    }
    return message;
}

} // namespace racewalk::desktop
