// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "desktop/views/compare/compare_head.h"

#include "desktop/models/compare/compare_words.h"
#include "desktop/models/memory_list.h"
#include "drawing/icons.h"
#include "drawing/text.h"

#include <algorithm>
#include <cmath>

namespace racewalk::desktop {
namespace {

constexpr int headSides = 12, headGap = 10, narrowMiddle = 32;

} // namespace

CompareHead::CompareHead(Session &session, Comparing &comparing, const Appearance &appearance,
                         QWidget *parent)
    : Themed(appearance, parent), m_session(session), m_comparing(comparing),
      m_model(new SubjectModel(session, comparing, this))
{
    setObjectName(QStringLiteral("compareHead"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (std::size_t side = 0; side < 2; ++side) {
        auto *picker = new PickerButton(
            appearance, *m_model, side == 0 ? tr("Left side") : tr("Right side"), false, this);
        picker->setObjectName(side == 0 ? QStringLiteral("leftSubject")
                                        : QStringLiteral("rightSubject"));
        picker->setWidthLimits(120, 1000);
        connect(picker, &PickerButton::aboutToOpen, this, &CompareHead::refresh);
        connect(picker, &PickerButton::picked, this,
                [this, side](int row) { m_comparing.setSubject(side, m_model->subject(row)); });
        m_pickers[side] = picker;
    }
    for (const auto signal : {&Comparing::subjectsChanged, &Comparing::resultChanged})
        connect(&comparing, signal, this, &CompareHead::refresh);
    connect(&session, &Session::resultChanged, this, &CompareHead::refresh);
    refresh();
}

void CompareHead::refresh()
{
    if (!m_comparing.isOn())
        return;
    m_model->reload();
    for (std::size_t side = 0; side < 2; ++side) {
        const ComparedSubject &subject = m_comparing.subject(side);
        const QString name = m_comparing.nameOf(subject);
        // Where both sides are of one variant, the model tells them apart.
        const QString memory = QStringLiteral(", ") + memoryName(subject.memory);
        m_pickers[side]->setCurrent(name, m_model->icon(subject), m_model->rowOf(subject),
                                    name.endsWith(memory) ? memory : QString());
    }
    arrange();
    update();
}

void CompareHead::setGutter(int left, int width)
{
    m_gutterLeft = left;
    m_gutterWidth = width;
    arrange();
    update();
}

drawing::Pill CompareHead::pillOf(std::size_t side) const
{
    const auto compared = m_comparing.result();
    if (compared && !m_comparing.isWorking())
        return endingPill(*compared, side);
    return drawing::plainPill(m_comparing.error().isEmpty() ? tr("Comparing") : tr("Not compared"));
}

/// The room between both sides: above the gutter of the rows, or beside it where a side would have
/// too little room for its name.
QRectF CompareHead::middle() const
{
    std::array<double, 2> wanted{};
    for (std::size_t side = 0; side < 2; ++side)
        wanted[side] = m_pickers[side]->sizeHint().width() +
                       drawing::pillSize(pillOf(side), theme()).width() +
                       scaled(2 * headSides + headGap);
    const double gutter = m_gutterLeft;
    if (gutter >= wanted[0] && width() - gutter - m_gutterWidth >= wanted[1])
        return {gutter, 0, double(m_gutterWidth), double(height())};
    const double wide = std::min(m_gutterWidth, scaled(narrowMiddle));
    const double room = width() - wide;
    const double left =
        wanted[0] + wanted[1] > room ? room / 2 : std::clamp(gutter, wanted[0], room - wanted[1]);
    return {std::round(left), 0, wide, double(height())};
}

QRectF CompareHead::sidePlace(std::size_t side) const
{
    const QRectF between = middle();
    const double left = side == 0 ? 0 : between.right();
    const double right = side == 0 ? between.left() : width();
    return {left, 0, std::max(0.0, right - left), double(height())};
}

void CompareHead::arrange()
{
    for (std::size_t side = 0; side < 2; ++side) {
        const QRectF place = sidePlace(side);
        const double pill = drawing::pillSize(pillOf(side), theme()).width();
        const double most = std::max(place.width() / 2 - scaled(headSides),
                                     place.width() - pill - scaled(2 * headSides + headGap));
        const int wide = std::min(m_pickers[side]->sizeHint().width(), static_cast<int>(most));
        const int high = scaled(30);
        m_pickers[side]->setGeometry(qRound(place.left()) + scaled(headSides),
                                     (height() - high) / 2, std::max(0, wide), high);
    }
}

void CompareHead::resizeEvent(QResizeEvent *)
{
    arrange();
}

void CompareHead::applyTheme()
{
    arrange();
}

void CompareHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &look = theme();
    const QRectF gutter = middle();
    if (gutter.width() == m_gutterWidth)
        painter.fillRect(gutter, look.color(Token::Sunken));
    for (const double x : {gutter.left(), gutter.right() - 1})
        painter.fillRect(QRectF(x, 0, 1, height()), look.color(Token::Line));
    painter.fillRect(QRectF(0, height() - 1, width(), 1), look.color(Token::Line));
    const double icon = look.scaled(16);
    drawing::paintIcon(painter, "compare",
                       QRectF(gutter.center().x() - icon / 2, (height() - icon) / 2, icon, icon),
                       look.color(Token::Text2), look);
    for (std::size_t side = 0; side < 2; ++side) {
        const double left = m_pickers[side]->geometry().right() + 1 + look.scaled(headGap);
        const double right = sidePlace(side).right() - look.scaled(headSides);
        const drawing::Pill pill = pillOf(side);
        const double wide = std::min(drawing::pillSize(pill, look).width(), right - left);
        if (wide > look.scaled(24))
            drawing::paintPill(painter, QRectF(right - wide, 0, wide, height()), pill, look,
                               m_session.names());
    }
}

} // namespace racewalk::desktop
