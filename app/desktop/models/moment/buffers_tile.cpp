// SPDX-License-Identifier: GPL-3.0-or-later
#include <QStringList>

#include "desktop/models/moment/buffers_tile.h"

#include "desktop/base/translate.h"
#include "desktop/models/moment/drain_face.h"
#include "desktop/session/session.h"
#include "run/timeline/event.h"

namespace racewalk::desktop {
namespace {

QString nameOf(const Session &session, ThreadId thread)
{
    return QString::fromStdString(session.program().threads[indexOf(thread)].name);
}

/// Whether the last step put the thread's newest store into its buffer.
bool hasNewStore(const Session &session, ThreadId thread)
{
    const Run &run = session.run();
    const Layout &layout = session.machine().layout();
    return run.position() > 0 && layout.bufferedStores(run.state(), thread) >
                                     layout.bufferedStores(run.stateAt(run.position() - 1), thread);
}

/// What the step that the user points at would do: its store in a row of its own, or that the
/// oldest store that goes reaches memory.
void addPreview(SharedTile &tile, const Session &session, ThreadId thread, std::size_t first)
{
    if (!session.preview())
        return;
    const Layout &layout = session.machine().layout();
    const StateView next = session.preview()->after;
    const std::size_t rows = tile.rows.size() - first;
    const std::size_t count = layout.bufferedStores(next, thread);
    if (count > rows) {
        SharedRow row;
        row.name = rows == 0 ? nameOf(session, thread) : QString();
        row.spokenName = tr("store buffer of %1").arg(nameOf(session, thread));
        row.next = QString::fromStdString(
            shortStoreText(session.program(), layout.bufferedStore(next, thread, count - 1)));
        tile.rows.push_back(std::move(row));
    }
    for (std::size_t index = 0; index < rows && count < rows; ++index) {
        SharedRow &row = tile.rows[first + index];
        if (row.step && session.preview()->event.step == *row.step)
            row.next = tr("in memory");
    }
}

/// Only the first row has the thread's name.
void appendBuffer(SharedTile &tile, const Session &session, ThreadId thread)
{
    const Layout &layout = session.machine().layout();
    const StateView now = session.run().state();
    const std::vector<Step> drains = session.drainsOf(thread);
    const std::size_t count = layout.bufferedStores(now, thread);
    for (std::size_t index = 0; index < count; ++index) {
        const BufferedStore store = layout.bufferedStore(now, thread, index);
        SharedRow row;
        row.name = index == 0 ? nameOf(session, thread) : QString();
        row.spokenName = tr("store buffer of %1").arg(nameOf(session, thread));
        row.value = QString::fromStdString(shortStoreText(session.program(), store));
        row.isStore = !store.isBarrier();
        if (row.isStore)
            row.shortValue =
                row.value.section(QLatin1String(" = "), 0, 0) + QString::fromUtf8(" = \u2026");
        row.isWeak = store.isBarrier();
        row.isNew = index + 1 == count && hasNewStore(session, thread);
        for (const Step drain : drains)
            if (drain.drainedIndex() == index) {
                row.step = drain;
                row.stepText = drainText(session, drain);
            }
        tile.rows.push_back(std::move(row));
    }
}

SharedRow emptyRow(const QStringList &threads, bool areAll)
{
    SharedRow row;
    if (threads.size() == 1)
        row.name = threads.front();
    else
        row.name = areAll ? tr("all %1").arg(threads.size()) : tr("%1 others").arg(threads.size());
    row.spokenName = threads.size() == 1
                         ? tr("store buffer of %1").arg(threads.constFirst())
                         : tr("store buffers of %1").arg(threads.join(QLatin1String(", ")));
    row.value = tr("empty");
    row.isWeak = true;
    row.isEmptyBuffers = true;
    return row;
}

} // namespace

std::optional<SharedTile> buffersTile(const Session &session)
{
    const Program &program = session.program();
    if (!buffersStores(program.memory))
        return std::nullopt;
    SharedTile tile;
    tile.kind = SharedTile::Kind::Buffers;
    tile.title = tr("Store buffers");
    QStringList empty;
    for (std::size_t index = 0; index < program.threads.size(); ++index) {
        const ThreadId thread{static_cast<std::uint16_t>(index)};
        if (program.threads[index].isSystem)
            continue;
        const std::size_t before = tile.rows.size();
        appendBuffer(tile, session, thread);
        addPreview(tile, session, thread, before);
        if (tile.rows.size() == before)
            empty << nameOf(session, thread);
    }
    if (!empty.isEmpty())
        tile.rows.push_back(emptyRow(empty, tile.rows.empty()));
    return tile;
}

} // namespace racewalk::desktop
