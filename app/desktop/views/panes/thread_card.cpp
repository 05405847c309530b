// SPDX-License-Identifier: GPL-3.0-or-later
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

#include "desktop/views/panes/thread_card.h"

#include "desktop/models/line_words.h"
#include "desktop/session/session.h"
#include "drawing/icons.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {
namespace {

constexpr double threadTitleHeight = 40;
constexpr double callsHeight = 24;
constexpr double holdsHeight = 34;
constexpr double threadStepHeight = 56;
constexpr double threadMargin = 8;

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
    m_code->setListing(m_listing);
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
    m_drain->setCompact(isCompact);
    m_step->setSize(isCompact ? StepButton::Size::Compact : StepButton::Size::Normal);
    updateGeometry();
    arrange();
    update();
}

void ThreadCard::refresh()
{
    m_face = threadFace(m_session, m_thread);
    setAccessibleName(m_face.accessibleName());
    std::string icon = "play";
    if (m_face.isDraining)
        icon = "spinning"; // the line waits, though there is a step
    else if (m_face.kind == ThreadFace::Kind::Blocked)
        icon = m_face.icon;
    else if (m_face.kind == ThreadFace::Kind::Forever)
        icon = m_face.headline == tr("Asleep forever") ? "sleep" : "spinning";
    else if (m_face.kind == ThreadFace::Kind::Fault)
        icon = "error";
    std::vector<CodeMark> marks = codeMarks(m_listing, m_session.run(), m_thread);
    if (const LinesReport *report = m_session.lines().report())
        markLoadBearing(*report, m_listing, marks);
    m_code->setMarks(std::move(marks), icon);
    m_step->setFace(m_face);
    m_run->setEnabled(m_face.canRun);
    const DrainFace drains = drainFace(m_session, m_thread);
    m_drain->setFace(drains);
    m_drain->setVisible(drains.canDrain() && !m_face.isDraining);
    arrange();
    update();
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
    return {scaled(minimumCardWidth), scaled(threadTitleHeight + callsHeight + holdsHeight +
                                             threadStepHeight + threadMargin + 60)};
}

void ThreadCard::resizeEvent(QResizeEvent *)
{
    arrange();
}

void ThreadCard::arrange()
{
    const int edge = scaled(threadMargin);
    const int button = scaled(threadStepHeight);
    const int bottom = height() - edge - button;
    const int runWidth = scaled(32);
    const int between = edge / 2;
    const bool hasPicture = m_isCompact && !m_drain->isHidden();
    const int right = width() - edge - runWidth - between;
    m_step->setGeometry(edge, bottom, right - edge - (hasPicture ? runWidth + between : 0), button);
    m_run->setFixedSize(runWidth, button);
    m_run->move(width() - edge - runWidth, bottom);
    const int top = scaled(threadTitleHeight + (m_isCompact ? 0 : callsHeight)) + 1;
    const int end = m_isCompact ? bottom - edge : bottom - scaled(holdsHeight);
    m_code->setGeometry(1, top, width() - 2, std::max(0, end - top));
    if (m_isCompact) {
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

void ThreadCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    drawing::paintBox(painter, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8,
                      theme().color(Token::Panel), theme().color(Token::Line));
    paintTitle(painter);
    painter.setPen(QPen(theme().color(Token::Line), 1));
    const double underTitle = m_code->y() - 0.5;
    painter.drawLine(QPointF(1, underTitle), QPointF(width() - 1, underTitle));
    if (m_isCompact)
        return;
    paintCalls(painter);
    painter.setPen(QPen(theme().color(Token::Line), 1));
    const double overHolds = m_code->geometry().bottom() + 1.5;
    painter.drawLine(QPointF(1, overHolds), QPointF(width() - 1, overHolds));
    paintHolds(painter);
}

void ThreadCard::paintTitle(QPainter &painter) const
{
    const auto &look = theme();
    const double pad = look.scaled(12);
    const double high = look.scaled(threadTitleHeight);
    drawing::Chip badge;
    badge.text = m_face.caption;
    badge.isMono = false;
    const double badgeWidth = drawing::chipSize(badge, look).width();
    const QFont titleFont = look.font(FontRole::CardTitle);
    const double nameWidth = drawing::textWidth(titleFont, m_face.name);

    std::vector<drawing::Pill> pills = m_face.pills;
    const auto isTooWide = [&](double other) {
        double sum = other;
        for (const drawing::Pill &pill : pills)
            sum += drawing::pillSize(pill, look).width() + look.scaled(6);
        return sum + pad + nameWidth + look.scaled(10) > width();
    };
    const double withBadge = badgeWidth + look.scaled(8);
    // What is given up first where it is narrow: the reader's word, the state's details, the badge.
    if (pills.size() > 1 && isTooWide(withBadge))
        pills.front().text.clear();
    if (!pills.empty() && isTooWide(withBadge))
        pills.back().text = pills.back().text.section(QLatin1Char(' '), 0, 0);
    const bool hasBadge = !isTooWide(withBadge);

    double right = width() - look.scaled(8);
    for (auto pill = pills.rbegin(); pill != pills.rend(); ++pill) {
        const double wide =
            std::min(drawing::pillSize(*pill, look).width(), std::max(0.0, right - pad - 40));
        drawing::paintPill(painter, QRectF(right - wide, 0, wide, high), *pill, look);
        right -= wide + look.scaled(6);
    }
    const double nameRoom = right - pad - (hasBadge ? badgeWidth + look.scaled(8) : 0);
    const QString name = drawing::elidedMiddle(m_face.name, titleFont, std::max(nameRoom, 30.0));
    const double after = pad + drawing::paintText(painter, QRectF(pad, 0, width(), high), name,
                                                  titleFont, look.color(Token::Text));
    if (hasBadge)
        drawing::paintChip(painter, QRectF(after + look.scaled(8), 0, badgeWidth, high), badge,
                           look);
}

void ThreadCard::paintCalls(QPainter &painter)
{
    const auto &look = theme();
    m_callPlaces.assign(m_face.calls.size(), {});
    const double y = look.scaled(threadTitleHeight);
    const double high = look.scaled(callsHeight - 4);
    const QFont plain = look.font(FontRole::SmallCode);
    const QFont strong = look.font(FontRole::SmallCodeStrong);
    const double gap = look.scaled(16);
    const double room = width() - 2 * look.scaled(12);
    const auto widthFrom = [&](std::size_t from) {
        double sum = 0;
        for (std::size_t index = from; index < m_face.calls.size(); ++index)
            sum += drawing::textWidth(index + 1 == m_face.calls.size() ? strong : plain,
                                      m_face.calls[index].name) +
                   gap;
        return sum - gap;
    };
    // Where they do not fit, calls in the middle are left out: the thread and the newest say most.
    std::size_t skipped = 0;
    while (skipped + 2 < m_face.calls.size() &&
           drawing::textWidth(plain, m_face.calls.front().name) + gap +
                   (skipped > 0 ? 2 * gap : 0) + widthFrom(1 + skipped) >
               room)
        ++skipped;
    double x = look.scaled(12);
    const auto chevron = [&] {
        const double size = look.scaled(10);
        drawing::paintIcon(painter, "chevron-right",
                           QRectF(x + (gap - size) / 2, y + (high - size) / 2, size, size),
                           look.color(Token::Text3), look);
        x += gap;
    };
    for (std::size_t index = 0; index < m_face.calls.size(); ++index) {
        const bool isLast = index + 1 == m_face.calls.size();
        if (index > 0 && index <= skipped && !isLast) {
            if (index == 1) {
                chevron();
                x += drawing::paintText(painter, QRectF(x, y, gap, high), QString(QChar(0x2026)),
                                        plain, look.color(Token::Text3));
            }
            continue;
        }
        if (index > 0)
            chevron();
        const double left = width() - look.scaled(12) - x;
        const QFont &font = isLast ? strong : plain;
        const double used =
            drawing::paintText(painter, QRectF(x, y, left, high),
                               drawing::elidedMiddle(m_face.calls[index].name, font, left), font,
                               look.color(isLast ? Token::Text : Token::Text2));
        m_callPlaces[index] = QRectF(x, y, used, high);
        x += used;
    }
}

void ThreadCard::paintHolds(QPainter &painter) const
{
    const auto &look = theme();
    const double y = m_code->geometry().bottom() + 2;
    const double high = look.scaled(holdsHeight) - 2;
    const double pad = look.scaled(12);
    const QFont font = look.font(FontRole::Secondary);
    const QColor ink = look.color(Token::Text3);
    const double end = m_drain->isHidden() ? width() - pad : m_drain->x() - look.scaled(8);
    const QRectF row(pad, y, end - pad, high);
    if (m_face.holds.empty()) {
        const QString text = tr("Holds no locks");
        if (drawing::textWidth(font, text) <= row.width())
            drawing::paintText(painter, row, text, font, ink);
        return;
    }
    double x = pad + drawing::paintText(painter, row, tr("Holds"), font, ink) + look.scaled(8);
    for (std::size_t index = 0; index < m_face.holds.size(); ++index) {
        drawing::Chip chip = m_face.holds[index];
        double wide = drawing::chipSize(chip, look).width();
        if (const double room = row.right() - x; index == 0 && wide > room) {
            // One name cut short says more than a number.
            const QFont chipFont = look.font(FontRole::SmallCode);
            const double edges = wide - drawing::textWidth(chipFont, chip.text);
            chip.text = drawing::elidedMiddle(chip.text, chipFont, std::max(0.0, room - edges));
            wide = drawing::chipSize(chip, look).width();
        }
        if (x + wide > row.right() || chip.text.isEmpty()) {
            drawing::paintText(painter, QRectF(x, y, row.right() - x + pad, high),
                               tr("+%1").arg(m_face.holds.size() - index), font, ink);
            return;
        }
        drawing::paintChip(painter, QRectF(x, y, wide, high), chip, look);
        x += wide + look.scaled(6);
    }
}

void ThreadCard::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_isCompact)
        return;
    for (std::size_t index = 0; index < m_callPlaces.size() && index < m_face.calls.size(); ++index)
        if (m_callPlaces[index].contains(event->position()) && m_face.calls[index].callLine != 0)
            m_code->scrollToLine(m_face.calls[index].callLine);
}

} // namespace racewalk::desktop
