// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "desktop/views/controls/drain_button.h"

#include "desktop/models/moment/thread_face.h"
#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/parts.h"
#include "drawing/text.h"
#include "export/svg/theme_tokens.h"

namespace racewalk::desktop {
namespace {

constexpr double drainSides = 8;
constexpr double drainPictureSize = 14;
constexpr double drainGap = 6;

/// "drain i_state = I_FREEING", without its verb or its value where they have no room: the place is
/// what tells one store from another.
QString fittingDrain(const QString &text, const QFont &font, double width, const ScreenNames &names)
{
    const QString store = text.section(QLatin1Char(' '), 1);
    const QString place = store.section(QLatin1String(" = "), 0, 0);
    for (const QString &each : {text, store, place + QString::fromUtf8(" = \u2026"), place})
        if (drawing::textWidth(font, each) <= width)
            return each;
    return drawing::fittingName(place, font, width, names);
}

} // namespace

DrainButton::DrainButton(const Appearance &appearance, const QString &thread, int key,
                         QWidget *parent)
    : Themed(appearance, parent), m_thread(thread), m_key(key)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
}

void DrainButton::setFace(const DrainFace &face, const ScreenNames &names)
{
    m_names = names;
    m_face = face;
    setText(face.text);
    setAccessibleName(face.accessibleName(m_thread, m_key));
    setAccessibleDescription(face.detail);
    const QString words = tr("%1\n%2").arg(face.texts.join(QLatin1Char('\n')), face.detail);
    const QString key = threadKey(m_key);
    setToolTip(key.isEmpty() ? words : tr("%1 (Alt+%2)").arg(words, key));
    updateGeometry();
    update();
}

void DrainButton::setCompact(bool isCompact)
{
    m_isCompact = isCompact;
    updateGeometry();
    update();
}

QSize DrainButton::sizeHint() const
{
    if (m_isCompact)
        return {scaled(32), scaled(56)};
    const double text = drawing::textWidth(theme().font(FontRole::StepCode), m_face.text);
    const QString digit = threadKey(m_key);
    const double key = digit.isEmpty()
                           ? 0
                           : drawing::keycapSize(tr("Alt+%1").arg(digit), theme()).width() +
                                 theme().scaled(drainGap);
    return {qCeil(text + key + theme().scaled(2 * drainSides + drainPictureSize + drainGap)),
            scaled(rowHeight)};
}

void DrainButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const FateStyle style = styleOf(m_face.fate);
    const bool isUnknown = m_face.fate == Fate::Unknown;
    const double pen = underMouse() || isDown() ? 2.0 : 1.5;
    const Token fill = isUnknown ? (isDown() ? Token::Press : Token::Panel) : style.fill;
    drawing::paintBox(painter, QRectF(rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2), 6,
                      theme().color(fill), theme().color(isUnknown ? Token::Ctl : style.border),
                      pen);
    if (m_isCompact)
        paintPicture(painter);
    else
        paintWords(painter);
}

void DrainButton::paintWords(QPainter &painter) const
{
    const auto &look = theme();
    const double icon = look.scaled(drainPictureSize);
    const double pad = look.scaled(drainSides);
    drawing::paintIcon(painter, m_face.icon, QRectF(pad, (height() - icon) / 2, icon, icon),
                       look.color(Token::Text2), look);
    const double left = pad + icon + look.scaled(drainGap);
    double right = width() - pad;
    // The key is in the tool tip as well; what would be drained is not to be read elsewhere.
    const QString key = threadKey(m_key);
    if (!key.isEmpty() && width() >= sizeHint().width())
        right = drawing::paintKeycap(painter, QRectF(left, 0, right - left, height()),
                                     tr("Alt+%1").arg(key), look)
                    .left() -
                look.scaled(drainGap);
    const QFont font = look.font(FontRole::StepCode);
    drawing::paintText(painter, QRectF(left, 0, right - left + 1, height()),
                       fittingDrain(m_face.text, font, right - left + 1, m_names), font,
                       look.color(Token::Text));
}

void DrainButton::paintPicture(QPainter &painter) const
{
    const auto &look = theme();
    const double icon = look.scaled(16);
    const double left = (width() - icon) / 2;
    const double top = height() / 2.0 - icon - look.scaled(3);
    drawing::paintIcon(painter, "export", QRectF(left, top, icon, icon), look.color(Token::Text),
                       look);
    drawing::paintIcon(painter, m_face.icon,
                       QRectF(left, height() / 2.0 + look.scaled(3), icon, icon),
                       look.color(Token::Text2), look);
}

} // namespace racewalk::desktop
