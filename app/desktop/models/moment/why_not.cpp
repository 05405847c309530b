// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/moment/why_not.h"

#include "desktop/base/translate.h"
#include "desktop/models/moment/thread_face.h"
#include "desktop/session/session.h"
#include "program/memory_model.h"

namespace racewalk::desktop {
namespace {

QString noThread(const Session &session, std::size_t number)
{
    return number < session.program().threads.size() ? QString()
                                                     : tr("There is no thread %1.").arg(number + 1);
}

ThreadFace faceOf(const Session &session, std::size_t number)
{
    return threadFace(session, ThreadId{static_cast<std::uint16_t>(number)});
}

/// In the words of its button.
QString blocked(const ThreadFace &face)
{
    return face.detail.isEmpty()
               ? tr("%1 cannot step: %2.").arg(face.name, face.headline)
               : tr("%1 cannot step: %2. %3.").arg(face.name, face.headline, face.detail);
}

} // namespace

QString whyNoStep(const Session &session, std::size_t number)
{
    if (const QString why = noThread(session, number); !why.isEmpty())
        return why;
    const ThreadFace face = faceOf(session, number);
    return face.steps.empty() ? blocked(face) : QString();
}

QString whyNoRun(const Session &session, std::size_t number)
{
    if (const QString why = noThread(session, number); !why.isEmpty())
        return why;
    const ThreadFace face = faceOf(session, number);
    if (face.canRun)
        return {};
    return face.isDraining
               ? tr("%1 cannot run: its next operation waits for its store buffer.").arg(face.name)
               : blocked(face);
}

QString whyNoDrain(const Session &session, std::size_t number)
{
    if (const QString why = noThread(session, number); !why.isEmpty())
        return why;
    const ThreadId thread{static_cast<std::uint16_t>(number)};
    if (!session.drainsOf(thread).empty())
        return {};
    const QString name = QString::fromStdString(session.program().threads[number].name);
    return buffersStores(session.memory()) ? tr("%1 has no store to drain.").arg(name)
                                           : tr("No store waits in a buffer under SC.");
}

} // namespace racewalk::desktop
