// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/import_lines.h"

#include "desktop/models/list_roles.h"

#include <utility>

namespace racewalk::desktop {
namespace {

/// Longer lines are cut: nobody reads on, and painting would take long.
constexpr qsizetype longestLine = 400;

QString shown(const std::string &text)
{
    const QString line = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))
                             .replace(QLatin1Char('\t'), QStringLiteral("        "));
    return line.size() <= longestLine ? line : line.left(longestLine) + QChar(0x2026);
}

QString readingText(Reading reading)
{
    switch (reading) {
    case Reading::Outside:
        return ImportLines::tr("Outside");
    case Reading::Understood:
        return ImportLines::tr("Understood");
    case Reading::Ignored:
        return ImportLines::tr("Ignored");
    case Reading::NotReached:
        return ImportLines::tr("Not reached");
    case Reading::NotUnderstood:
        return ImportLines::tr("Not understood");
    }
    return {};
}

QString iconOf(Reading reading)
{
    switch (reading) {
    case Reading::Understood:
        return QStringLiteral("check");
    case Reading::Outside:
    case Reading::Ignored:
        return {};
    case Reading::NotReached:
        return QStringLiteral("wait");
    case Reading::NotUnderstood:
        return QStringLiteral("unknown");
    }
    return {};
}

} // namespace

ImportLines::ImportLines(std::shared_ptr<const Imported> imported, QObject *parent)
    : QAbstractListModel(parent), m_imported(std::move(imported)), m_rows(m_imported->folded())
{}

int ImportLines::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ImportLines::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const LineRange &lines = m_rows[static_cast<std::size_t>(index.row())];
    const ImportedLine &line = lineAt(index.row());
    const bool isOne = lines.end == lines.begin + 1;
    const QString text = shown(line.text) + (isOne ? QString() : QStringLiteral(" ..."));
    const QString detail = readingText(line.reading) + QStringLiteral(": ") + shown(line.meaning);
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case NumberRole:
        return static_cast<int>(lines.begin + 1);
    case DetailRole:
        return detail;
    case IconNameRole:
        return iconOf(line.reading);
    case MarkRole:
        return isFlagged(line.reading);
    case ReadingRole:
        return static_cast<int>(line.reading);
    case Qt::AccessibleTextRole:
        return isOne ? tr("Line %1. %2. %3").arg(lines.end).arg(detail, text)
                     : tr("Lines %1 to %2. %3. %4")
                           .arg(lines.begin + 1)
                           .arg(lines.end)
                           .arg(detail, text);
    case Qt::ToolTipRole:
        return detail;
    default:
        return {};
    }
}

std::optional<int> ImportLines::nextFlagged(int row) const
{
    const int count = rowCount();
    for (int step = 1; step <= count; ++step) {
        const int next = (row + step) % count;
        if (isFlagged(lineAt(next).reading))
            return next;
    }
    return std::nullopt;
}

const ImportedLine &ImportLines::lineAt(int row) const
{
    return m_imported->lines[m_rows[static_cast<std::size_t>(row)].begin];
}

QString flaggedSentence(const Imported &imported)
{
    const std::size_t flagged = imported.flagged(), all = imported.lines.size();
    if (flagged == 0)
        return ImportLines::tr("No line was left out.");
    return flagged == 1
               ? ImportLines::tr("1 of %1 lines is not in the result.").arg(all)
               : ImportLines::tr("%1 of %2 lines are not in the result.").arg(flagged).arg(all);
}

} // namespace racewalk::desktop
