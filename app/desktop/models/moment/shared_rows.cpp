// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of shared memory in words, and without their tiles.
#include <QStringList>

#include "desktop/models/moment/shared_state.h"

#include "desktop/base/translate.h"
#include "desktop/models/moment/thread_face.h"
#include "desktop/session/session.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {
namespace {

/// A row that stands without the title of its tile.
SharedRow named(SharedRow row, SharedTile::Kind kind)
{
    switch (kind) {
    case SharedTile::Kind::Values:
    case SharedTile::Kind::Locks:
        break;
    case SharedTile::Kind::Queues:
        if (row.thread)
            row.name = tr("%1 in queue").arg(row.name);
        break;
    case SharedTile::Kind::Rcu:
        row.name = tr("RCU %1").arg(row.name);
        break;
    case SharedTile::Kind::Buffers:
        if (row.isEmptyBuffers)
            row.name = tr("store buffers, %1").arg(row.name);
        else
            row.name = row.name.isEmpty() ? row.spokenName : tr("%1's stores").arg(row.name);
        break;
    }
    return row;
}

} // namespace

QString SharedRow::accessibleText() const
{
    QString text = isNew    ? tr("%1: %2, new").arg(fullName(), value)
                   : before ? tr("%1 changed from %2 to %3").arg(fullName(), *before, value)
                   : value.isEmpty() ? fullName()
                                     : tr("%1: %2").arg(fullName(), value);
    if (next)
        text += tr(", would become %1").arg(*next);
    return text;
}

QString objectName(const Storage &storage, ObjectId object)
{
    const Object &named = storage.objects[indexOf(object)];
    if (storage.objects.size() > 1)
        return QString::fromStdString(named.name);
    QString type =
        QString::fromStdString(storage.type(storage.pools[indexOf(named.pool)].type).name);
    if (type.startsWith(QLatin1String("struct ")))
        type.remove(0, 7);
    return type;
}

QString changeSummary(const std::vector<SharedTile> &tiles)
{
    QStringList changes;
    for (const SharedTile &tile : tiles)
        for (const SharedRow &row : tile.rows)
            if (row.isNew)
                changes.push_back(QStringLiteral("%1: %2").arg(row.fullName(), row.value));
            else if (row.before)
                changes.push_back(
                    QStringLiteral("%1: %2 \u2192 %3").arg(row.fullName(), *row.before, row.value));
    return changes.join(QLatin1String(", "));
}

std::vector<SharedRow> rowsOf(const std::vector<SharedTile> &tiles, std::size_t most)
{
    std::vector<SharedRow> rows;
    for (const SharedTile &tile : tiles)
        for (const SharedRow &row : tile.rows)
            rows.push_back(named(row, tile.kind));
    if (rows.size() <= most || most == 0)
        return rows;
    std::ranges::stable_partition(
        rows, [](const SharedRow &row) { return row.isChanged() || row.isDoomed || row.step; });
    SharedRow rest;
    rest.name = tr("%1 more").arg(rows.size() - (most - 1));
    QStringList words;
    for (std::size_t index = most - 1; index < rows.size(); ++index)
        words << rows[index].accessibleText();
    rest.spokenName = tr("%1: %2").arg(rest.name, words.join(QLatin1String(", ")));
    rows.resize(most - 1);
    rows.push_back(std::move(rest));
    return rows;
}

SharedRow laneRow(const Session &session, ThreadId lane)
{
    const ThreadFace face = threadFace(session, lane);
    SharedRow row;
    row.name = face.name;
    row.spokenName = face.stepAccessibleName(static_cast<int>(indexOf(lane)) + 1);
    row.value = face.headline;
    row.isWeak = face.kind != ThreadFace::Kind::CanStep;
    if (face.kind != ThreadFace::Kind::CanStep)
        return row;
    row.isChip = true;
    row.value = face.steps.size() == 1 ? face.statement : tr("%1 steps").arg(face.steps.size());
    if (const QString key = threadKey(static_cast<int>(indexOf(lane)) + 1); !key.isEmpty())
        row.value = tr("%1, key %2").arg(row.value, key);
    if (face.steps.size() == 1) {
        row.step = face.steps.front();
        row.stepText = face.statement;
    }
    return row;
}

} // namespace racewalk::desktop
