// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "desktop/views/compare/compare_head.h"

#include "desktop/models/compare/compare_words.h"
#include "drawing/icons.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {

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
        picker->setWidthLimits(120, 240);
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
        m_pickers[side]->setCurrent(m_comparing.nameOf(subject), m_model->icon(subject),
                                    m_model->rowOf(subject));
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

QRectF CompareHead::sidePlace(std::size_t side) const
{
    const double left = side == 0 ? 0 : m_gutterLeft + m_gutterWidth;
    const double right = side == 0 ? std::min(m_gutterLeft, width()) : width();
    return {left, 0, std::max(0.0, right - left), double(height())};
}

void CompareHead::arrange()
{
    for (std::size_t side = 0; side < 2; ++side) {
        const QRectF place = sidePlace(side);
        const int most = std::max(0, static_cast<int>(place.width() / 2) - scaled(12));
        const int wide = std::min(m_pickers[side]->sizeHint().width(), most);
        const int high = scaled(30);
        m_pickers[side]->setGeometry(qRound(place.left()) + scaled(12), (height() - high) / 2, wide,
                                     high);
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
    const QRectF gutter(m_gutterLeft, 0, m_gutterWidth, height());
    painter.fillRect(gutter, look.color(Token::Sunken));
    for (const double x : {gutter.left(), gutter.right() - 1})
        painter.fillRect(QRectF(x, 0, 1, height()), look.color(Token::Line));
    painter.fillRect(QRectF(0, height() - 1, width(), 1), look.color(Token::Line));
    const double icon = look.scaled(16);
    drawing::paintIcon(painter, "compare",
                       QRectF(gutter.center().x() - icon / 2, (height() - icon) / 2, icon, icon),
                       look.color(Token::Text2), look);
    const auto compared = m_comparing.result();
    for (std::size_t side = 0; side < 2; ++side) {
        const QRectF place = sidePlace(side);
        const double left = m_pickers[side]->geometry().right() + look.scaled(10);
        const double right = place.right() - look.scaled(12);
        const bool isStale = !compared || m_comparing.isWorking();
        const drawing::Pill pill =
            isStale ? drawing::plainPill(m_comparing.error().isEmpty() ? tr("Comparing")
                                                                       : tr("Not compared"))
                    : endingPill(*compared, side);
        const double wide = std::min(drawing::pillSize(pill, look).width(), right - left);
        if (wide > look.scaled(24))
            drawing::paintPill(painter, QRectF(right - wide, 0, wide, height()), pill, look);
    }
}

} // namespace racewalk::desktop
