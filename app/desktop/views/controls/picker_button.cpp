// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModel>
#include <QKeyEvent>
#include <QPainter>

#include "desktop/views/controls/picker_button.h"

#include "desktop/views/controls/picker_popup.h"
#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <algorithm>

namespace racewalk::desktop {

PickerButton::PickerButton(const Appearance &appearance, QAbstractItemModel &model,
                           const QString &name, bool hasSearch, QWidget *parent)
    : Themed(appearance, parent), m_model(model), m_hasSearch(hasSearch)
{
    setAccessibleName(name);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(this, &PickerButton::clicked, this, &PickerButton::openList);
}

void PickerButton::setCurrent(const QString &text, const std::string &icon, int row,
                              const QString &kept)
{
    m_kept = kept;
    setText(text);
    setAccessibleDescription(text);
    m_icon = icon;
    m_row = row;
    updateGeometry();
    update();
}

void PickerButton::setWidthLimits(int least, int most)
{
    m_least = least;
    m_most = most;
    updateGeometry();
}

int PickerButton::widthFor(const QString &text, int least, int most) const
{
    const double wide = drawing::textWidth(theme().font(FontRole::Body), text);
    return std::clamp(qCeil(wide + theme().scaled(22 + 48)), scaled(least), scaled(most));
}

QSize PickerButton::sizeHint() const
{
    const double text = drawing::textWidth(theme().font(FontRole::Body), this->text());
    const double icon = m_icon.empty() ? 0 : theme().scaled(22);
    const int wide = qCeil(text + icon + theme().scaled(48));
    return {std::clamp(wide, scaled(m_least), scaled(m_most)), scaled(32)};
}

void PickerButton::openList()
{
    Q_EMIT aboutToOpen();
    auto *popup = new PickerPopup(appearance(), m_model, m_hasSearch, this);
    popup->setAccessibleName(accessibleName());
    connect(popup, &PickerPopup::picked, this, &PickerButton::picked);
    popup->openBelow(*this, m_row);
}

void PickerButton::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Up ? -1 : event->key() == Qt::Key_Down ? 1 : 0;
    if (step == 0 || (m_row < 0 && !m_hasSearch)) {
        QAbstractButton::keyPressEvent(event);
        return;
    }
    if (m_hasSearch) { // too much would be lost by a key that was not meant
        openList();
        return;
    }
    if (const int row = m_row + step; row >= 0 && row < m_model.rowCount())
        Q_EMIT picked(row);
}

void PickerButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &look = theme();
    const Token fill = isDown() ? Token::Press : underMouse() ? Token::Hover : Token::Panel;
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    drawing::paintBox(painter, box, 6, look.color(fill), look.color(Token::Ctl));
    double x = look.scaled(12);
    if (!m_icon.empty()) {
        const double size = look.scaled(14);
        drawing::paintIcon(painter, m_icon, QRectF(x, (height() - size) / 2, size, size),
                           look.color(Token::Text2), look);
        x += size + look.scaled(8);
    }
    const double size = look.scaled(14);
    const double right = width() - look.scaled(10) - size;
    drawing::paintIcon(painter, "chevron-down", QRectF(right, (height() - size) / 2, size, size),
                       look.color(Token::Text2), look);
    const QFont font = look.font(FontRole::Body);
    const double room = right - x - look.scaled(6);
    QString shown = text();
    if (drawing::textWidth(font, shown) > room) {
        const double kept = drawing::textWidth(font, m_kept);
        shown = drawing::fittingWords(shown.chopped(m_kept.size()), font, room - kept) + m_kept;
    }
    drawing::paintText(painter, QRectF(x, 0, room, height()), shown, font, look.color(Token::Text));
}

} // namespace racewalk::desktop
