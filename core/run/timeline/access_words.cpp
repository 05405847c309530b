// SPDX-License-Identifier: GPL-3.0-or-later
#include "run/timeline/access_words.h"

#include "machine/words.h"
#include "program/identifier.h"
#include "program/operations.h"
#include "run/timeline/event.h"
#include "run/timeline/event_note.h"
#include "run/timeline/short_labels.h"

#include <algorithm>
#include <array>

namespace racewalk {

namespace {

/// How each kind is worded: what stands before the value.
struct AccessRow {
    Access::Kind kind = Access::Kind::None;
    std::string_view text, picture, spoken;
};
constexpr std::array<AccessRow, 5> rows{{
    {Access::Kind::None, "", "", ""},
    {Access::Kind::Read, "-> ", "\u2192 ", "reads"},
    {Access::Kind::UpdateRead, "reads ", "\u2192 ", "reads"},
    {Access::Kind::Write, "", "", "writes"},
    {Access::Kind::UpdateWrite, "writes ", "", "writes"},
}};

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].kind != static_cast<Access::Kind>(i))
            return false;
    return true;
}
static_assert(isInOrder());

const AccessRow &rowOf(Access::Kind kind)
{
    return rows[static_cast<std::size_t>(kind)];
}

bool isInside(const SourceSpan &inner, const SourceSpan &outer)
{
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

/// Whether `read` is evaluated for the assignment that `store` completes.
bool isOperandOf(const Origin &read, const Origin &store)
{
    return read.call == store.call && read.statement == store.statement &&
           isInside(read.span, store.span);
}

/// Whether both are of one place.
bool isUpdate(const Origin &read, const Origin &store)
{
    if (read.role != Role::Read || !isOperandOf(read, store))
        return false;
    const auto brief = assignmentIn(store.brief);
    const auto full = assignmentIn(store.text);
    return (brief && brief->place == read.brief) ||
           (full && full->isCompound && full->place == read.text);
}

/// The store that writes back what the load at `position` reads.
std::optional<std::uint32_t> storeOfUpdate(const Body &body, std::uint32_t position)
{
    const Origin &read = body.origins[position];
    for (std::uint32_t at = position + 1; at < body.code.size(); ++at) {
        if (body.origins[at].call != read.call)
            continue; // of a function that is called on the way
        if (body.origins[at].statement != read.statement)
            break;
        if (body.code[at].op == Op::Store && isUpdate(read, body.origins[at]))
            return at;
    }
    return std::nullopt;
}

/// Whether a load before the store of the same statement fulfils the condition.
template <class Fulfils>
bool hasReadBefore(const Body &body, std::uint32_t store, const Fulfils &fulfils)
{
    const Origin &origin = body.origins[store];
    for (std::uint32_t at = store; at-- > 0;) {
        if (body.origins[at].call != origin.call)
            continue;
        if (body.origins[at].statement != origin.statement)
            break;
        if (body.code[at].op == Op::Load && fulfils(body.origins[at]))
            return true;
    }
    return false;
}

/// Of the operation's store: the newest in the thread's buffer, or in memory. Nothing if a later
/// operation of the step may have overwritten it, or it failed.
std::optional<std::int32_t> writtenValue(const Machine &machine, StateView after,
                                         const StepRecord &record,
                                         const StepRecord::Operation &operation)
{
    if (isOwnFailure(record, operation) && record.failure->position == operation.position)
        return std::nullopt;
    const CellId cell = *operation.cell;
    for (auto later = record.operations.rbegin(); &*later != &operation; ++later)
        if (later->cell == cell)
            return std::nullopt;
    const Layout &layout = machine.layout();
    for (std::size_t i = layout.bufferedStores(after, operation.thread); i-- > 0;) {
        const BufferedStore store = layout.bufferedStore(after, operation.thread, i);
        if (!store.isBarrier() && store.cell == cell)
            return store.value;
    }
    return layout.value(after, cell);
}

/// A text that begins with a place: how long that is, and the place with its indexes.
struct NamedPlace {
    std::size_t length = 0;
    std::string resolved;
};

/// The `]` that closes the `[` at the beginning, or npos.
std::size_t closeOf(std::string_view text)
{
    int depth = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        depth += text[at] == '[' ? 1 : text[at] == ']' ? -1 : 0;
        if (depth == 0)
            return at;
    }
    return std::string_view::npos;
}

/// Compares part by part: "accounts", "[first]", ".lock". The text may end before the path, as
/// `&queue[i]` does where the operation is about queue[0].lock.
std::optional<NamedPlace> placeNamedAt(std::string_view text, std::string_view path)
{
    NamedPlace named;
    for (std::size_t at = 0, end = 0; at < path.size(); at = end) {
        const std::string_view rest = text.substr(named.length);
        end = std::min(path.find_first_of(".[", at + 1), path.size());
        const std::string_view part = path.substr(at, end - at);
        if (at > 0 && !rest.starts_with(part.front()))
            break;
        std::size_t length = part.size();
        if (part.starts_with('['))
            length = closeOf(rest) + 1; // 0 of npos
        else if (!rest.starts_with(part) || (rest.size() > length && isNamePart(rest[length])))
            length = 0;
        if (length == 0)
            return std::nullopt;
        named.length += length;
        named.resolved += part;
    }
    const std::string_view behind = text.substr(named.length);
    const bool goesOn =
        behind.starts_with('.') || behind.starts_with('[') || behind.starts_with("->");
    return goesOn ? std::nullopt : std::optional(named);
}

std::string_view trimmedOf(std::string_view text)
{
    while (text.ends_with(' '))
        text.remove_suffix(1);
    while (text.starts_with(' '))
        text.remove_prefix(1);
    return text;
}

} // namespace

std::optional<AssignmentText> assignmentIn(std::string_view text)
{
    for (const std::string_view step : {"++", "--"}) {
        if (text.ends_with(step))
            return AssignmentText{trimmedOf(text.substr(0, text.size() - 2)), {}, true};
        if (text.starts_with(step))
            return AssignmentText{trimmedOf(text.substr(2)), {}, true};
    }
    int depth = 0;
    for (std::size_t at = 1; at + 1 < text.size(); ++at) {
        const char c = text[at], before = text[at - 1];
        depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
        if (c != '=' || depth != 0)
            continue;
        if (text[at + 1] == '=') {
            ++at;
            continue;
        }
        const bool isShift = at > 1 && (before == '<' || before == '>') && text[at - 2] == before;
        if (before == '!' || ((before == '<' || before == '>') && !isShift))
            continue;
        const bool isCompound = isShift || std::string_view("+-*/%&|^").contains(before);
        const std::size_t end = at - (isShift ? 2 : isCompound ? 1 : 0);
        return AssignmentText{trimmedOf(text.substr(0, end)), trimmedOf(text.substr(at + 1)),
                              isCompound};
    }
    return std::nullopt;
}

Access::Kind accessKind(const Body &body, std::uint32_t position)
{
    const Origin &origin = body.origins[position];
    if (body.code[position].op == Op::Load)
        return storeOfUpdate(body, position) ? Access::Kind::UpdateRead : Access::Kind::Read;
    if (body.code[position].op != Op::Store)
        return Access::Kind::None;
    const auto isHalf = [&](const Origin &read) { return isUpdate(read, origin); };
    return hasReadBefore(body, position, isHalf) ? Access::Kind::UpdateWrite : Access::Kind::Write;
}

Access accessOf(const Machine &machine, StateView after, const StepRecord &record,
                const StepRecord::Operation &operation)
{
    const Program &program = machine.program();
    const Body &body = program.bodyOf(operation.thread);
    const std::uint32_t position = operation.position;
    const Op op = body.code[position].op;
    const CellId cell = operation.cell.value_or(nullCell);
    if ((op != Op::Load && op != Op::Store) || cell == nullCell)
        return {};
    Access access;
    access.kind = accessKind(body, position);
    const Cell &place = program.storage.cells[indexOf(cell)];
    access.place = place.path;
    std::optional<std::int32_t> value = operation.value;
    if (op == Op::Store)
        value = writtenValue(machine, after, record, operation);
    if (value)
        access.value = valueText(program, place.type, *value);
    return access;
}

std::string accessNote(const Access &access, NoteForm form)
{
    const AccessRow &row = rowOf(access.kind);
    const std::string_view before = form == NoteForm::Text ? row.text : row.picture;
    return before.empty() || access.value.empty() ? "" : std::string(before) + access.value;
}

std::string spokenAccess(const Access &access)
{
    if (access.kind == Access::Kind::None || access.value.empty())
        return {};
    return std::string(rowOf(access.kind).spoken) + " " + access.place + ": " + access.value;
}

std::string withResolvedIndex(const std::string &text, std::string_view path)
{
    if (!path.contains('['))
        return text;
    std::string resolved, meant;
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::string_view before = std::string_view(text).substr(0, at);
        if (!isNameStart(text[at]) || before.ends_with('.') || before.ends_with("->") ||
            (at > 0 && isNamePart(text[at - 1])))
            continue;
        const auto named = placeNamedAt(std::string_view(text).substr(at), path);
        if (!named || !named->resolved.contains('['))
            continue;
        const std::string written = text.substr(at, named->length);
        if (!meant.empty() && written != meant)
            continue; // another place of the array
        meant = written;
        resolved += text.substr(done, at - done) + named->resolved;
        done = at + named->length;
        at = done - 1;
    }
    return resolved + text.substr(done);
}

/// "spin_lock(inodes[1].i_lock)" of "spin_lock(i_lock)" and of "spin_lock(inode->i_lock)", where
/// the field alone does not tell which object it is of. Unchanged if it is not clear which is
/// meant.
std::string withResolvedPointer(const std::string &label, const std::string &path)
{
    const std::string_view field = std::string_view(path).substr(path.rfind('.') + 1);
    std::vector<std::size_t> alone, behindPointer;
    for (std::size_t at = label.find(field); at != std::string::npos;
         at = label.find(field, at + 1)) {
        const std::string_view before = std::string_view(label).substr(0, at);
        const std::string_view after = std::string_view(label).substr(at + field.size());
        if (before.ends_with('.') || (!before.empty() && isNamePart(before.back())) ||
            (!after.empty() && isNamePart(after.front())))
            continue;
        (before.ends_with("->") ? behindPointer : alone).push_back(at);
    }
    const std::vector<std::size_t> &meant = behindPointer.empty() ? alone : behindPointer;
    if (meant.size() != 1)
        return label;
    std::string_view before = std::string_view(label).substr(0, meant.front());
    while (!before.empty() && (isNamePart(before.back()) || before.ends_with("->")))
        before.remove_suffix(isNamePart(before.back()) ? 1 : 2);
    return std::string(before) + path + label.substr(meant.front() + field.size());
}

OperationNames operationNames(const Program &program, ThreadId thread, std::uint32_t position,
                              const Access &access, CellId cell)
{
    const Body &body = program.bodyOf(thread);
    const Origin &origin = body.origins[position];
    OperationNames names{origin.text, {}, shortLabel(origin)};
    if (access.kind == Access::Kind::UpdateRead)
        names.source = body.origins[*storeOfUpdate(body, position)].text;
    if (access.isWrite()) {
        const auto full = assignmentIn(origin.text);
        const auto brief = assignmentIn(origin.brief);
        const bool wasRead = access.kind == Access::Kind::Write &&
                             hasReadBefore(body, position, [&](const Origin &read) {
                                 return isOperandOf(read, origin);
                             });
        if (!access.value.empty() && wasRead && (full || brief))
            names.source = std::string((full ? full : brief)->place) + " = " + access.value;
        if (!access.value.empty() && brief)
            names.label = std::string(brief->place) + " = " + withTightFlags(access.value);
    }
    const std::string &path = program.storage.cells[indexOf(cell)].path;
    names.text = withResolvedIndex(names.source, path);
    names.label = withResolvedIndex(names.label, path);
    if (path.contains('.') && origin.text.contains("->") && shortPath(program, cell) == path)
        names.label = withResolvedPointer(names.label, path);
    if (!origin.label.empty())
        names.label = origin.label;
    return names;
}

} // namespace racewalk
