// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/moment/drain_face.h"

#include "desktop/base/translate.h"
#include "desktop/models/moment/thread_face.h"
#include "desktop/models/verdict_words.h"
#include "desktop/session/session.h"
#include "export/svg/theme_tokens.h"
#include "run/timeline/event.h"

namespace racewalk::desktop {

QString drainText(const Session &session, Step drain)
{
    const BufferedStore store = session.machine().layout().bufferedStore(
        session.run().state(), drain.thread, drain.drainedIndex());
    return tr("drain %1").arg(QString::fromStdString(shortStoreText(session.program(), store)));
}

DrainFace drainFace(const Session &session, ThreadId thread)
{
    DrainFace face;
    face.steps = session.drainsOf(thread);
    if (face.steps.empty())
        return face;
    for (const Step step : face.steps)
        face.texts.push_back(drainText(session, step));
    face.text = face.steps.size() == 1 ? face.texts.front() : tr("drain a store");
    face.fate = fateOf(session, face.steps);
    face.icon = std::string(styleOf(face.fate).icon);
    face.detail = stepFateText(session.fateOf(session.run().state()), face.fate, session.result());
    return face;
}

QString DrainFace::accessibleName(const QString &thread, int key) const
{
    QString name = text;
    if (!name.isEmpty())
        name[0] = name[0].toUpper();
    name = tr("%1: %2. %3.").arg(thread, name, detail);
    const QString digit = threadKey(key);
    return digit.isEmpty() ? name : tr("%1 Key Alt+%2.").arg(name, digit);
}

} // namespace racewalk::desktop
