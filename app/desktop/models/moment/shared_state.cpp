// SPDX-License-Identifier: GPL-3.0-or-later
#include <QStringList>

#include "desktop/models/moment/shared_state.h"

#include "desktop/base/translate.h"
#include "desktop/models/moment/buffers_tile.h"
#include "desktop/models/moment/shared_moment.h"
#include "program/operations.h"

#include <algorithm>
#include <functional>

namespace racewalk::desktop {
namespace {

std::size_t declaredThreads(const Program &program)
{
    return static_cast<std::size_t>(std::ranges::count(program.threads, false, &Thread::isSystem));
}

bool usesAny(const Program &program, bool (*is)(const Operation &))
{
    return std::ranges::any_of(program.bodies, [is](const Body &body) {
        return std::ranges::any_of(body.code, [is](const Instruction &instruction) {
            return is(operationOf(instruction.op));
        });
    });
}

bool isForBitQueue(const Operation &operation)
{
    return operation.queues == Operation::Waiters::Bit ||
           operation.wakes == Operation::Waiters::Bit;
}

bool isForRcu(const Operation &operation)
{
    return operation.lock == Operation::Lock::Rcu || operation.begins != Operation::Begins::Nothing;
}

/// The bits of an integer that the program names; none if it is no such word, or was freed.
std::vector<FlagValue> namedBits(const Moment &moment, StateView state, CellId cell)
{
    const Storage &storage = moment.program().storage;
    const ObjectId object = storage.cells[indexOf(cell)].object;
    if (storage.typeOf(cell).kind != TypeKind::Integer ||
        (object != noObject && moment.layout().life(state, object) == Layout::Life::Free))
        return {};
    return moment.bits.flagsOf(moment.program(), cell, moment.layout().value(state, cell));
}

QString valueText(const Moment &moment, StateView state, CellId cell)
{
    const std::vector<FlagValue> bits = namedBits(moment, state, cell);
    return QString::fromStdString(bits.empty() ? cellText(moment.machine(), state, cell)
                                               : flagsText(bits));
}

SharedRow rowFor(const Moment &moment, CellId cell, const QString &name)
{
    const Storage &storage = moment.program().storage;
    const Type &type = storage.typeOf(cell);
    SharedRow row;
    row.name = name;
    row.value = valueText(moment, moment.now, cell);
    const QString before = valueText(moment, moment.before, cell);
    const ObjectId object = storage.cells[indexOf(cell)].object;
    const bool isGone =
        object != noObject && moment.layout().life(moment.now, object) == Layout::Life::Free;
    if (isFlags(type) && !isGone)
        row.flags = flagsOf(type, moment.layout().value(moment.now, cell));
    else if (!isGone)
        row.flags = namedBits(moment, moment.now, cell);
    row.cell = cell;
    row.isWeak = isGone || row.value == QLatin1String("free");
    row.isChip = isLock(type) && !row.isWeak;
    if (before != row.value)
        row.before = before;
    addNext(row, moment, [&](StateView state) { return valueText(moment, state, cell); });
    return row;
}

bool isShownAsValue(const Type &type)
{
    return isValue(type) || type.kind == TypeKind::Atomic || type.kind == TypeKind::Completion ||
           type.kind == TypeKind::Semaphore;
}

void appendCells(SharedTile &tile, const Moment &moment, CellId first, std::size_t count,
                 const QString &prefix)
{
    const Storage &storage = moment.program().storage;
    for (std::size_t offset = 0; offset < count; ++offset) {
        const CellId cell{static_cast<std::uint16_t>(indexOf(first) + offset)};
        QString name = QString::fromStdString(storage.cells[indexOf(cell)].path);
        if (name.startsWith(prefix))
            name.remove(0, prefix.size());
        if (isShownAsValue(storage.typeOf(cell)))
            tile.rows.push_back(rowFor(moment, cell, name));
    }
}

/// Objects with one element read as "struct inode"; several are told apart by name.
void appendObjects(std::vector<SharedTile> &tiles, const Moment &moment)
{
    const Storage &storage = moment.program().storage;
    for (const Object &object : storage.objects) {
        const Pool &pool = storage.pools[indexOf(object.pool)];
        SharedTile tile;
        tile.title = storage.objects.size() == 1
                         ? QString::fromStdString(storage.type(pool.type).name)
                         : QString::fromStdString(storage.type(pool.type).name + ' ' + object.name);
        appendCells(tile, moment, object.first, object.cells,
                    QString::fromStdString(object.name + '.'));
        tile.hint = tr("No values");
        if (!tile.rows.empty())
            tiles.push_back(std::move(tile));
    }
}

void appendGlobals(std::vector<SharedTile> &tiles, const Moment &moment)
{
    const Storage &storage = moment.program().storage;
    SharedTile globals;
    globals.title = tr("Globals");
    for (const Global &global : storage.globals) {
        const Type &type = storage.type(global.type);
        if (type.kind == TypeKind::Struct) {
            SharedTile tile;
            tile.title = QString::fromStdString(type.name + ' ' + global.name);
            appendCells(tile, moment, global.first, type.cells,
                        QString::fromStdString(global.name + '.'));
            if (!tile.rows.empty())
                tiles.push_back(std::move(tile));
        } else {
            appendCells(globals, moment, global.first, type.cells, {});
        }
    }
    if (globals.rows.empty())
        return;
    // A handful of globals beside one object share its tile, as they are about it.
    if (tiles.size() == 1 && tiles.front().rows.size() + globals.rows.size() <= 5)
        std::ranges::move(globals.rows, std::back_inserter(tiles.front().rows));
    else
        tiles.push_back(std::move(globals));
}

SharedRow lockRow(const Moment &moment, CellId lock)
{
    const Storage &storage = moment.program().storage;
    SharedRow row = rowFor(moment, lock, lockName(storage, lock));
    const QString path = QString::fromStdString(storage.cells[indexOf(lock)].path);
    if (row.name != path)
        row.spokenName = path;
    return row;
}

void appendLocks(std::vector<SharedTile> &tiles, const Moment &moment)
{
    const Storage &storage = moment.program().storage;
    SharedTile tile;
    tile.kind = SharedTile::Kind::Locks;
    tile.title = tr("Locks");
    for (std::size_t number = 1; number < storage.cells.size(); ++number) {
        const CellId cell{static_cast<std::uint16_t>(number)};
        if (isLock(storage.typeOf(cell)))
            tile.rows.push_back(lockRow(moment, cell));
    }
    if (const std::size_t count = bufferedUnlocks(moment.machine(), moment.now).size(); count > 0) {
        SharedRow row;
        row.name = count == 1 ? tr("1 unlock buffered") : tr("%1 unlocks buffered").arg(count);
        row.icon = "buffered";
        row.isRemark = true;
        tile.rows.push_back(std::move(row));
    }
    if (!tile.rows.empty())
        tiles.push_back(std::move(tile));
}

QString wakefulness(const Moment &moment, StateView state, ThreadId thread)
{
    const Readiness readiness = moment.machine().readiness(state, thread);
    if (readiness.kind == Readiness::Kind::Asleep)
        return tr("asleep");
    return moment.layout().taskState(state, thread) == TaskState::Running ? tr("woken")
                                                                          : tr("running");
}

bool isQueued(const Moment &moment, StateView state, ThreadId thread, CellId queue)
{
    return std::ranges::any_of(moment.layout().waiters(state, queue),
                               [thread](const auto &waiter) { return waiter.thread == thread; });
}

void appendWaiter(SharedTile &tile, const Moment &moment, ThreadId thread, CellId place, bool wasIn,
                  bool isIn, const std::function<bool(StateView)> &isInAt)
{
    if (!wasIn && !isIn && !(moment.next && isInAt(*moment.next)))
        return;
    SharedRow row;
    row.name = QString::fromStdString(moment.program().threads[indexOf(thread)].name);
    row.thread = thread;
    row.cell = place;
    const QString before = wasIn ? wakefulness(moment, moment.before, thread) : tr("not queued");
    row.value = isIn    ? wakefulness(moment, moment.now, thread)
                : wasIn ? tr("left")
                        : tr("not queued");
    if (before != row.value)
        row.before = before;
    addNext(row, moment, [&](StateView state) {
        return isInAt(state) ? wakefulness(moment, state, thread) : isIn ? tr("left") : row.value;
    });
    tile.rows.push_back(std::move(row));
}

/// Shown only if it matters: a thread sleeps on the queue in a hang.
void appendNoWaker(SharedTile &tile, const Moment &moment)
{
    const bool someoneSleeps = std::ranges::any_of(
        tile.rows, [](const SharedRow &row) { return row.value == tr("asleep"); });
    if (!someoneSleeps || moment.machine().standing(moment.now) != Standing::Hang)
        return;
    SharedRow row;
    row.name = tr("no waker left");
    row.icon = "doomed";
    row.isRemark = true;
    row.isDoomed = true;
    tile.rows.push_back(std::move(row));
}

void appendQueues(std::vector<SharedTile> &tiles, const Moment &moment)
{
    const Program &program = moment.program();
    const Storage &storage = program.storage;
    const std::size_t threads = declaredThreads(program);
    for (std::size_t number = 1; number < storage.cells.size(); ++number) {
        const CellId cell{static_cast<std::uint16_t>(number)};
        if (storage.typeOf(cell).kind != TypeKind::WaitQueue)
            continue;
        SharedTile tile;
        tile.kind = SharedTile::Kind::Queues;
        tile.title = tr("Wait queue %1").arg(QString::fromStdString(storage.cells[number].path));
        tile.hint = tr("Empty: no waiters");
        for (std::size_t index = 0; index < threads; ++index) {
            const ThreadId thread{static_cast<std::uint16_t>(index)};
            appendWaiter(tile, moment, thread, cell, isQueued(moment, moment.before, thread, cell),
                         isQueued(moment, moment.now, thread, cell),
                         [&](StateView state) { return isQueued(moment, state, thread, cell); });
        }
        appendNoWaker(tile, moment);
        tiles.push_back(std::move(tile));
    }
    if (!usesAny(program, isForBitQueue))
        return;
    SharedTile tile;
    tile.kind = SharedTile::Kind::Queues;
    tile.title = tr("Bit wait queue");
    tile.hint = tr("Empty: no waiters");
    for (std::size_t index = 0; index < threads; ++index) {
        const ThreadId thread{static_cast<std::uint16_t>(index)};
        const CellId before = moment.layout().bitWait(moment.before, thread).word;
        const CellId now = moment.layout().bitWait(moment.now, thread).word;
        appendWaiter(tile, moment, thread, now == nullCell ? before : now, before != nullCell,
                     now != nullCell, [&](StateView state) {
                         return moment.layout().bitWait(state, thread).word != nullCell;
                     });
    }
    appendNoWaker(tile, moment);
    tiles.push_back(std::move(tile));
}

QString readers(const Moment &moment, StateView state)
{
    ThreadMask mask = 0;
    for (std::size_t index = 0; index < declaredThreads(moment.program()); ++index)
        if (moment.layout().rcuDepth(state, ThreadId{static_cast<std::uint16_t>(index)}) > 0)
            mask |= ThreadMask{1} << index;
    return mask == 0 ? tr("none") : QString::fromStdString(threadNames(moment.program(), mask));
}

QString pending(const Moment &moment, StateView state)
{
    QStringList names;
    const Storage &storage = moment.program().storage;
    for (std::size_t number = 0; number < storage.objects.size(); ++number)
        if (moment.layout().life(state, ObjectId{static_cast<std::uint16_t>(number)}) ==
            Layout::Life::Pending)
            names.push_back(tr("free %1").arg(
                objectName(storage, ObjectId{static_cast<std::uint16_t>(number)})));
    return names.isEmpty() ? tr("none") : names.join(QLatin1String(", "));
}

SharedRow wordRow(const Moment &moment, const QString &name,
                  QString (*textAt)(const Moment &, StateView))
{
    SharedRow row;
    row.name = name;
    row.value = textAt(moment, moment.now);
    row.isWeak = row.value == tr("none");
    row.isChip = !row.isWeak;
    if (const QString before = textAt(moment, moment.before); before != row.value)
        row.before = before;
    addNext(row, moment, [&](StateView state) { return textAt(moment, state); });
    return row;
}

/// Of a list in words: "a, b and c".
qsizetype countOf(const QString &list)
{
    return list.count(QLatin1String(", ")) + list.count(QLatin1String(" and ")) + 1;
}

void appendRcu(std::vector<SharedTile> &tiles, const Moment &moment)
{
    if (!usesAny(moment.program(), isForRcu))
        return;
    SharedTile tile;
    tile.kind = SharedTile::Kind::Rcu;
    tile.title = tr("RCU");
    tile.rows = {wordRow(moment, tr("readers"), readers), wordRow(moment, tr("pending"), pending)};
    for (SharedRow &row : tile.rows)
        row.shortValue = QString::number(row.isWeak ? 0 : countOf(row.value));
    tiles.push_back(std::move(tile));
}

/// Looks back from the cursor, but not far.
std::size_t ageOf(const SharedTile &tile, const Run &run)
{
    constexpr std::size_t farthest = 200;
    if (std::ranges::any_of(tile.rows, &SharedRow::isChanged))
        return 0;
    const std::size_t position = run.position();
    for (std::size_t age = 0; age < std::min(position, farthest); ++age)
        for (const Change &change : run.event(position - 1 - age).changes)
            if (change.cell && std::ranges::any_of(tile.rows, [&](const SharedRow &row) {
                    return row.cell == change.cell;
                }))
                return age;
    return farthest;
}

QStringView lastPart(const QString &path)
{
    return QStringView(path).mid(path.lastIndexOf(QLatin1Char('.')) + 1);
}

} // namespace

QString lockName(const Storage &storage, CellId lock)
{
    const QString path = QString::fromStdString(storage.cells[indexOf(lock)].path);
    for (std::size_t number = 1; number < storage.cells.size(); ++number) {
        const CellId other{static_cast<std::uint16_t>(number)};
        if (other != lock && isLock(storage.typeOf(other)) &&
            lastPart(QString::fromStdString(storage.cells[number].path)) == lastPart(path))
            return path;
    }
    return lastPart(path).toString();
}

std::vector<SharedTile> sharedState(const Session &session)
{
    const Moment moment(session);
    std::vector<SharedTile> tiles;
    appendObjects(tiles, moment);
    appendGlobals(tiles, moment);
    appendLocks(tiles, moment);
    appendQueues(tiles, moment);
    appendRcu(tiles, moment);
    if (auto buffers = buffersTile(session))
        tiles.push_back(std::move(*buffers));
    for (SharedTile &tile : tiles)
        tile.age = ageOf(tile, session.run());
    return tiles;
}

} // namespace racewalk::desktop
