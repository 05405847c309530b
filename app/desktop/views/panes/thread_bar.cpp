// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include "desktop/views/panes/thread_bar.h"

#include "desktop/models/moment/thread_face.h"
#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <algorithm>
#include <utility>

namespace racewalk::desktop {
namespace {

constexpr double entryPadding = 8;
constexpr double entryGap = 6;
constexpr double stateIcon = 14;
constexpr double mostName = 160; ///< a longer one is shortened
constexpr double wheelStep = 60;

} // namespace

ThreadBar::ThreadBar(const Appearance &appearance, QWidget *parent) : Themed(appearance, parent)
{
    setObjectName(QStringLiteral("threadBar"));
    setAccessibleName(tr("All threads"));
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
}

void ThreadBar::setEntries(std::vector<Entry> entries, const ScreenNames &names)
{
    m_names = names;
    if (entries == m_entries)
        return;
    m_entries = std::move(entries);
    m_found.reset();
    scrollTo(m_offset);
    const auto last = std::ranges::find_if(m_entries, &Entry::isLast);
    if (last != m_entries.end())
        reveal(static_cast<std::size_t>(last - m_entries.begin()));
    update();
}

void ThreadBar::beginSearch()
{
    m_typed.clear();
    m_found.reset();
    setFocus(Qt::ShortcutFocusReason);
    search();
}

double ThreadBar::widthOf(std::size_t number) const
{
    const auto &look = theme();
    const QString key = threadKey(static_cast<int>(number) + 1);
    const double keyWidth =
        key.isEmpty() ? 0 : drawing::keycapSize(key, look).width() + look.scaled(entryGap);
    // As wide as in the weight that it has in view, so that nothing moves.
    const double name =
        std::min(look.scaled(mostName),
                 drawing::textWidth(look.font(FontRole::BodyStrong), m_entries[number].name) + 1);
    return keyWidth + name + look.scaled(2 * entryPadding + entryGap + stateIcon);
}

QRectF ThreadBar::place(std::size_t number) const
{
    double x = theme().scaled(2) - m_offset;
    for (std::size_t index = 0; index < number; ++index)
        x += widthOf(index) + theme().scaled(2);
    return {x, theme().scaled(3), widthOf(number), height() - theme().scaled(6)};
}

std::optional<std::size_t> ThreadBar::entryAt(const QPointF &point) const
{
    for (std::size_t number = 0; number < m_entries.size(); ++number)
        if (place(number).contains(point))
            return number;
    return std::nullopt;
}

void ThreadBar::scrollTo(double offset)
{
    double end = 0;
    if (!m_entries.empty())
        end = place(m_entries.size() - 1).right() + m_offset + theme().scaled(2);
    m_offset = std::clamp(offset, 0.0, std::max(0.0, end - width()));
    update();
}

void ThreadBar::reveal(std::size_t number)
{
    const QRectF entry = place(number);
    const double edge = theme().scaled(2);
    if (entry.left() < edge)
        scrollTo(m_offset + entry.left() - edge);
    else if (entry.right() > width() - edge)
        scrollTo(m_offset + entry.right() - (width() - edge));
}

/// The first thread whose name has what was typed, best at its beginning.
void ThreadBar::search()
{
    m_found.reset();
    for (std::size_t number = 0; number < m_entries.size() && !m_typed.isEmpty(); ++number) {
        const qsizetype at = m_entries[number].name.indexOf(m_typed, 0, Qt::CaseInsensitive);
        if (at == 0 || (at > 0 && !m_found)) {
            m_found = number;
            if (at == 0)
                break;
        }
    }
    setAccessibleDescription(m_typed.isEmpty() ? tr("Type a part of a thread's name")
                             : m_found         ? accessibleRowText(static_cast<int>(*m_found))
                                               : tr("No thread has %1 in its name").arg(m_typed));
    if (m_found) {
        reveal(*m_found);
        Q_EMIT threadRequested(*m_found);
    }
    update();
}

bool ThreadBar::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // What is typed here is a name, no command.
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isText = !key->text().isEmpty() && key->text().front().isPrint() &&
                            !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier));
        if (isText || key->key() == Qt::Key_Escape || key->key() == Qt::Key_Backspace) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (const auto number = entryAt(help->pos()))
            QToolTip::showText(help->globalPos(), accessibleRowText(static_cast<int>(*number)),
                               this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

void ThreadBar::keyPressEvent(QKeyEvent *event)
{
    const int key = event->key();
    if (key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter) {
        const auto found = key == Qt::Key_Escape ? std::nullopt : m_found;
        Q_EMIT searchEnded(found);
        return;
    }
    if (key == Qt::Key_Backspace)
        m_typed.chop(1);
    else if (!event->text().isEmpty() && event->text().front().isPrint() &&
             !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)))
        m_typed += event->text();
    else
        return QWidget::keyPressEvent(event);
    search();
}

void ThreadBar::focusOutEvent(QFocusEvent *event)
{
    m_typed.clear();
    m_found.reset();
    setAccessibleDescription({});
    QWidget::focusOutEvent(event);
    update();
    Q_EMIT left();
}

void ThreadBar::mousePressEvent(QMouseEvent *event)
{
    const auto number =
        event->button() == Qt::LeftButton ? entryAt(event->position()) : std::nullopt;
    if (number)
        Q_EMIT threadRequested(*number);
}

void ThreadBar::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    scrollTo(m_offset - (turned.x() != 0 ? turned.x() : turned.y()) / 120.0 * wheelStep);
}

void ThreadBar::resizeEvent(QResizeEvent *)
{
    scrollTo(m_offset);
}

void ThreadBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &look = theme();
    drawing::paintBox(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8,
                      look.color(Token::Panel), look.color(Token::Line));
    painter.setClipRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    const double icon = look.scaled(stateIcon);
    for (std::size_t number = 0; number < m_entries.size(); ++number) {
        const Entry &entry = m_entries[number];
        const QRectF box = place(number);
        if (box.right() < 0 || box.left() > width())
            continue;
        if (entry.isInView)
            drawing::paintBox(painter, box, 4, look.color(Token::AccBg), look.color(Token::AccBg),
                              0);
        if (m_found == number)
            drawing::paintBox(painter, box.adjusted(1, 1, -1, -1), 4,
                              look.color(entry.isInView ? Token::AccBg : Token::Panel),
                              look.color(Token::Acc), 2);
        if (entry.isLast)
            painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2),
                             look.color(Token::Acc));
        double x = box.left() + look.scaled(entryPadding);
        if (const QString key = threadKey(static_cast<int>(number) + 1); !key.isEmpty()) {
            const double wide = drawing::keycapSize(key, look).width();
            drawing::paintKeycap(painter, QRectF(x, box.top(), wide, box.height()), key, look);
            x += wide + look.scaled(entryGap);
        }
        const double end = box.right() - look.scaled(entryPadding) - icon;
        const QFont font = look.font(entry.isInView ? FontRole::BodyStrong : FontRole::Body);
        const double room = end - look.scaled(entryGap) - x + 1;
        drawing::paintText(painter, QRectF(x, box.top(), room, box.height()),
                           drawing::fittingName(entry.name, font, room, m_names), font,
                           look.color(entry.isInView ? Token::Text : Token::Text2));
        drawing::paintIcon(painter, entry.icon,
                           QRectF(end, box.center().y() - icon / 2, icon, icon),
                           look.color(Token::Text2), look);
    }
}

QString ThreadBar::accessibleRowText(int row) const
{
    const Entry &entry = m_entries[static_cast<std::size_t>(row)];
    QStringList words{entry.name, entry.state};
    if (entry.isLast)
        words << tr("took the last step");
    if (entry.isInView)
        words << tr("in view");
    return words.join(QLatin1String(", "));
}

QRect ThreadBar::accessibleRowPlace(int row) const
{
    return place(static_cast<std::size_t>(row)).toAlignedRect() & rect();
}

bool ThreadBar::isAccessibleRowCurrent(int row) const
{
    return m_found ? m_found == static_cast<std::size_t>(row)
                   : m_entries[static_cast<std::size_t>(row)].isLast;
}

} // namespace racewalk::desktop
