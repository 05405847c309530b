// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "desktop/views/controls/flat_button.h"

#include "drawing/icons.h"
#include "drawing/parts.h"
#include "drawing/text.h"

#include <utility>

namespace racewalk::desktop {

using drawing::Theme;

namespace {

constexpr double keySides = 5, keyGap = 8;

} // namespace

FlatButton::FlatButton(const Appearance &appearance, std::string icon, const QString &name,
                       const QString &key, Look look, QWidget *parent)
    : Themed(appearance, parent), m_icon(std::move(icon)), m_key(key), m_look(look)
{
    setText(name);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    describe();
}

void FlatButton::describe()
{
    setAccessibleName(text());
    setToolTip(m_key.isEmpty() ? text() : tr("%1 (%2)").arg(text(), m_key));
}

void FlatButton::setTextShown(bool isShown)
{
    if (m_isTextShown == isShown)
        return;
    m_isTextShown = isShown;
    updateGeometry();
    update();
}

void FlatButton::setName(const QString &name)
{
    if (name == text())
        return;
    setText(name);
    describe();
    updateGeometry();
}

void FlatButton::setLook(Look look)
{
    m_look = look;
    update();
}

void FlatButton::setKeyShown(bool isShown)
{
    m_isKeyShown = isShown;
    updateGeometry();
    update();
}

double FlatButton::keyWidth() const
{
    return m_isKeyShown ? drawing::textWidth(theme().font(FontRole::Small), m_key) +
                              theme().scaled(2 * keySides + keyGap)
                        : 0;
}

void FlatButton::setIconName(const std::string &icon)
{
    m_icon = icon;
    update();
}

QSize FlatButton::sizeHint() const
{
    const int height = scaled(32);
    if (!m_isTextShown)
        return {height, height};
    const double text = drawing::textWidth(theme().font(FontRole::Body), this->text());
    const double icon = m_icon.empty() ? 0 : theme().scaled(24);
    return {qCeil(text + icon + keyWidth() + theme().scaled(24)), height};
}

void FlatButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &look = theme();
    const bool isOn = isChecked();
    Token fill = Token::Panel;
    Token ink = Token::Text;
    if (!isEnabled()) {
        fill = m_look == Look::Flat ? Token::Panel : Token::Sunken;
        ink = Token::Dis;
    } else if (m_look == Look::Primary) {
        fill = Token::Acc;
        ink = Token::OnAcc;
    } else if (isOn) {
        fill = Token::AccBg;
        ink = Token::AccText;
    } else if (isDown()) {
        fill = Token::Press;
    } else if (underMouse()) {
        fill = Token::Hover;
    }
    const bool hasBorder = m_look == Look::Outlined || (m_look == Look::Primary && !isEnabled());
    const QColor border =
        hasBorder ? look.color(isEnabled() ? Token::Ctl : Token::Line) : look.color(fill);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    // A flat button that is not hovered or pressed is transparent.
    if (m_look != Look::Flat || fill != Token::Panel)
        drawing::paintBox(painter, box, 6, look.color(fill), border);
    const QColor color = look.color(ink);
    const double icon = look.scaled(16);
    if (!m_isTextShown) {
        const QRectF place(box.center().x() - icon / 2, box.center().y() - icon / 2, icon, icon);
        drawing::paintIcon(painter, m_icon, place, color, look);
        return;
    }
    double x = look.scaled(12);
    if (!m_icon.empty()) {
        drawing::paintIcon(painter, m_icon, QRectF(x, box.center().y() - icon / 2, icon, icon),
                           color, look);
        x += look.scaled(24);
    }
    x += drawing::paintText(painter, QRectF(x, 0, width() - x, height()), text(),
                            look.font(FontRole::Body), color);
    if (!m_isKeyShown)
        return;
    const double high = look.scaled(18), gap = look.scaled(keyGap);
    const QRectF key(x + gap, (height() - high) / 2, keyWidth() - gap, high);
    drawing::paintBox(painter, key, 4, Qt::transparent, color);
    drawing::paintText(painter, key, m_key, look.font(FontRole::Small), color, Qt::AlignHCenter);
}

} // namespace racewalk::desktop
