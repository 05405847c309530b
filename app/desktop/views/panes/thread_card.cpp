// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHelpEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>

#include "desktop/views/panes/thread_card.h"

#include "desktop/models/outcomes/line_words.h"
#include "desktop/session/session.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr double threadStepHeight = 56;
constexpr double threadMargin = 8;
constexpr double leastTitleHeight = 32;
constexpr double leastStepHeight = 48;
constexpr double leastLines = 9;

} // namespace

ThreadCard::ThreadCard(Session &session, ThreadId thread, const Appearance &appearance,
                       QWidget *parent)
    : Themed(appearance, parent), m_session(session), m_thread(thread),
      m_listing(codeListing(session.program(), thread)), m_code(new CodePane(appearance, this))
{
    const int key = static_cast<int>(indexOf(thread)) + 1;
    const QString name = QString::fromStdString(session.program().threads[indexOf(thread)].name);
    setObjectName(QStringLiteral("threadCard%1").arg(key));
    m_code->setObjectName(QStringLiteral("code%1").arg(key));
    m_code->setAccessibleName(tr("Code of %1").arg(name));
    m_code->setListing(m_listing, session.names());
    m_code->setTipSource([this](std::uint32_t line) { return tipForLine(line); });
    m_drain = new DrainButton(appearance, name, key, this);
    m_drain->setObjectName(QStringLiteral("drain%1").arg(key));
    m_step = new StepButton(appearance, key, this);
    m_step->setObjectName(QStringLiteral("step%1").arg(key));
    m_run = new FlatButton(appearance, "run-until", tr("Run %1 until it blocks").arg(name),
                           key <= 10 ? tr("Shift+%1").arg(threadKey(key)) : QString(),
                           FlatButton::Look::Outlined, this);
    m_run->setObjectName(QStringLiteral("run%1").arg(key));
    m_run->setTextShown(false);
    connect(m_drain, &DrainButton::clicked, this, &ThreadCard::drain);
    connect(m_step, &StepButton::clicked, this, &ThreadCard::step);
    connect(m_run, &FlatButton::clicked, this, &ThreadCard::run);
    connect(m_code, &CodePane::lineClicked, this,
            [this](std::uint32_t line) { m_session.runToLine(m_thread, line); });
    refresh();
}

void ThreadCard::step()
{
    choose(m_face.steps, m_face.choices, *m_step);
}

void ThreadCard::drain()
{
    const DrainFace face = drainFace(m_session, m_thread);
    choose(face.steps, face.texts,
           m_drain->isVisible() ? *m_drain : static_cast<QWidget &>(*m_step));
}

void ThreadCard::choose(const std::vector<Step> &steps, const QStringList &texts,
                        const QWidget &button)
{
    if (steps.size() == 1) {
        m_session.take(steps.front());
        return;
    }
    if (steps.empty())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("choices"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (std::size_t index = 0; index < steps.size(); ++index) {
        const QString text = texts.value(static_cast<qsizetype>(index));
        menu->addAction(QStringLiteral("&%1  %2").arg(index + 1).arg(text), this,
                        [this, step = steps[index]] { m_session.take(step); });
    }
    menu->popup(button.mapToGlobal(QPoint(0, button.height())));
    menu->setActiveAction(menu->actions().constFirst());
}

void ThreadCard::run()
{
    m_session.runThread(m_thread);
}

QString ThreadCard::tipForLine(std::uint32_t line) const
{
    const bool isReachable =
        !stepsToLine(m_session.machine(), m_session.run().state(), m_thread, line).empty();
    QStringList tips;
    if (const LinesReport *report = m_session.lines().report())
        tips << lineTip(*report, line);
    if (isReachable)
        tips << tr("Click: run %1 until this line").arg(m_face.name);
    tips.removeAll(QString());
    return tips.join(QLatin1Char('\n'));
}

void ThreadCard::setCompact(bool isCompact)
{
    if (m_isCompact == isCompact)
        return;
    m_isCompact = isCompact;
    m_code->setCompact(isCompact);
    m_step->setSize(isCompact ? StepButton::Size::Compact : StepButton::Size::Normal);
    updateGeometry();
    arrange();
    update();
}

void ThreadCard::refresh()
{
    m_face = threadFace(m_session, m_thread);
    setAccessibleName(m_face.accessibleName());
    std::vector<CodeMark> marks = codeMarks(m_listing, m_session.run(), m_thread);
    if (const LinesReport *report = m_session.lines().report())
        markLoadBearing(*report, m_listing, marks);
    m_code->setMarks(std::move(marks), codeIcon(m_face));
    m_step->setFace(m_face, m_session.names());
    m_run->setEnabled(m_face.canRun);
    const DrainFace drains = drainFace(m_session, m_thread);
    m_drain->setFace(drains, m_session.names());
    m_drain->setVisible(drains.canDrain() && !m_face.isDraining);
    arrange();
    update();
}

void ThreadCard::setRoom(Room room)
{
    if (m_room == room)
        return;
    m_room = room;
    arrange();
    update();
}

double ThreadCard::titleHeight() const
{
    return m_room == Room::Least && !m_isCompact ? leastTitleHeight : threadTitleHeight;
}

double ThreadCard::stepHeight() const
{
    return m_room == Room::Least && !m_isCompact ? leastStepHeight : threadStepHeight;
}

int ThreadCard::heightIn(Room room) const
{
    const double code = leastLines * CodePane::rowHeight + 4;
    switch (room) {
    case Room::Full:
        return scaled(threadTitleHeight + callsHeight + code + holdsHeight + threadStepHeight +
                      threadMargin);
    case Room::Short:
        return scaled(threadTitleHeight + code + threadStepHeight + 2 * threadMargin);
    case Room::Least:
        break;
    }
    return scaled(leastTitleHeight + code + leastStepHeight + 2 * threadMargin);
}

QSize ThreadCard::sizeHint() const
{
    if (m_isCompact)
        return {scaled(240), scaled(threadTitleHeight + threadStepHeight + 2 * threadMargin) +
                                 m_code->compactHeight()};
    return {scaled(minimumCardWidth), scaled(400)};
}

QSize ThreadCard::minimumSizeHint() const
{
    if (m_isCompact)
        return {scaled(200), sizeHint().height()};
    return {scaled(120), heightIn(Room::Least)};
}

void ThreadCard::resizeEvent(QResizeEvent *)
{
    arrange();
}

void ThreadCard::arrange()
{
    const int edge = scaled(threadMargin);
    const int button = scaled(stepHeight());
    const bool isFull = m_room == Room::Full && !m_isCompact;
    const int bottom = height() - edge - button;
    const int runWidth = scaled(32);
    const int between = edge / 2;
    const bool hasPicture = !isFull && !m_drain->isHidden();
    m_drain->setCompact(!isFull);
    const int right = width() - edge - runWidth - between;
    m_step->setGeometry(edge, bottom, right - edge - (hasPicture ? runWidth + between : 0), button);
    m_run->setFixedSize(runWidth, button);
    m_run->move(width() - edge - runWidth, bottom);
    const int top = scaled(titleHeight() + (isFull ? callsHeight : 0)) + 1;
    const int end = isFull ? bottom - scaled(holdsHeight) : bottom - edge;
    m_code->setGeometry(1, top, width() - 2, std::max(0, end - top));
    if (!isFull) {
        m_drain->setGeometry(right - runWidth, bottom, runWidth, button);
    } else {
        // In the row of what it holds, which keeps the rest.
        const int most = m_face.holds.empty() ? width() * 2 / 3 : width() / 2;
        const int wide = std::min(m_drain->sizeHint().width(), most);
        const int high = scaled(DrainButton::rowHeight);
        m_drain->setGeometry(width() - edge - wide, end + (bottom - end - high) / 2 + 1, wide,
                             high);
    }
}

/// What a narrow or low card leaves out.
bool ThreadCard::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return Themed::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (help->pos().y() > m_code->y()) {
        QToolTip::hideText();
        return true;
    }
    QStringList lines{m_face.accessibleName()};
    QStringList calls, holds;
    for (const CallEntry &call : m_face.calls)
        calls << call.name;
    for (const drawing::Chip &held : m_face.holds)
        holds << held.text;
    if (calls.size() > 1)
        lines << calls.join(QStringLiteral(" \u203a "));
    if (!holds.isEmpty())
        lines << tr("Holds %1").arg(holds.join(QLatin1String(", ")));
    QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this);
    return true;
}

void ThreadCard::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (event->position().y() < theme().scaled(titleHeight())) {
        m_session.select({{}, m_thread, {}});
        return;
    }
    if (m_isCompact)
        return;
    for (std::size_t index = 0; index < m_callPlaces.size() && index < m_face.calls.size(); ++index)
        if (m_callPlaces[index].contains(event->position()) && m_face.calls[index].callLine != 0)
            m_code->scrollToLine(m_face.calls[index].callLine);
}

} // namespace racewalk::desktop
