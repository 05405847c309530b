// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFileInfo>

#include "desktop/last_session.h"

#include "desktop/document/saved_session.h"
#include "desktop/models/walk_rows.h"
#include "desktop/session/autosave.h"
#include "desktop/session/session.h"

#include <utility>

namespace racewalk::desktop {

QString bringBackLastSession(Session &session, const QString &folder, bool isScenarioAskedFor)
{
    if (session.message().kind == Message::Kind::Error)
        return {}; // what was asked for could not be opened; that is what has to be said
    const QFileInfo opened(session.path());
    for (const QString &file : Autosave::cutOff(folder)) {
        auto document = readDocument(file);
        if (!document || (isScenarioAskedFor && QFileInfo(document->path) != opened))
            continue;
        document->sessionPath.clear(); // it is not a file that the user knows
        session.show(*std::move(document));
        session.setMessage(
            {Message::Kind::Info,
             Session::tr("Racewalk did not exit normally. Your walks are here again."),
             {},
             Message::Action::None});
        return file;
    }
    const QString last = Autosave::last(folder);
    if (isScenarioAskedFor || last.isEmpty())
        return {};
    if (const auto summary = summaryOf(last))
        session.offer(last, Session::tr("The last session was in %1, with %2.")
                                .arg(QFileInfo(summary->scenarioPath).fileName(),
                                     countedWalks(summary->walks)));
    return {};
}

} // namespace racewalk::desktop
