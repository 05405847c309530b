// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "desktop/views/controls/step_button.h"

#include "drawing/icons.h"
#include "drawing/names.h"
#include "drawing/parts.h"
#include "drawing/text.h"
#include "export/svg/theme_tokens.h"
#include "run/timeline/event.h"

namespace racewalk::desktop {

using drawing::Theme;
using Kind = ThreadFace::Kind;

struct StepButton::Colors {
    Token fill = Token::Sunken;
    Token border = Token::Line;
    Token title = Token::Text2;
    Token detail = Token::Text3;
    Token icon = Token::Text2;
    bool hasBorder = true;
};

StepButton::StepButton(const Appearance &appearance, int key, QWidget *parent)
    : Themed(appearance, parent), m_key(key)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StepButton::setFace(const ThreadFace &face, const ScreenNames &names)
{
    m_names = names;
    m_face = face;
    // The text is what a test or a screen reader would call it; paintEvent cuts it to its place.
    setText(face.kind == Kind::CanStep ? tr("Step: %1").arg(face.statement) : face.headline);
    setEnabled(face.kind == Kind::CanStep);
    setAccessibleName(face.stepAccessibleName(m_key));
    setAccessibleDescription(face.detail);
    const QString first = face.kind == Kind::CanStep ? face.statement : face.headline;
    setToolTip(face.tip.isEmpty() ? first + QLatin1Char('\n') + face.detail : face.tip);
    update();
}

void StepButton::setSize(Size size)
{
    if (m_size == size)
        return;
    m_size = size;
    updateGeometry();
    update();
}

QSize StepButton::sizeHint() const
{
    return {scaled(m_size == Size::Lane ? 92 : 240), scaled(56)};
}

StepButton::Colors StepButton::colors() const
{
    Colors colors;
    switch (m_face.kind) {
    case Kind::CanStep: {
        const FateStyle style = styleOf(m_face.fate);
        colors.fill = m_face.fate == Fate::Unknown ? Token::Panel : style.fill;
        colors.border = m_face.fate == Fate::Unknown ? Token::Ctl : style.border;
        colors.title = Token::Text;
        colors.detail = style.text;
        colors.icon = Token::Text2;
        if (isDown())
            colors.fill = m_face.fate == Fate::Unknown ? Token::Press : style.fill;
        break;
    }
    case Kind::Forever:
        colors.fill = Token::DoomBg;
        colors.hasBorder = false;
        colors.title = Token::Text;
        colors.detail = Token::DoomText;
        break;
    case Kind::Fault:
        colors.icon = Token::Err;
        break;
    case Kind::Blocked:
    case Kind::Done:
    case Kind::Stopped:
        break;
    }
    return colors;
}

void StepButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors look = colors();
    const double pen = m_face.kind != Kind::CanStep ? 1.0 : underMouse() || isDown() ? 2.0 : 1.5;
    const double inset = pen / 2;
    const QRectF box = QRectF(rect()).adjusted(inset, inset, -inset, -inset);
    drawing::paintBox(painter, box, 6, theme().color(look.fill),
                      theme().color(look.hasBorder ? look.border : look.fill), pen);
    if (m_size == Size::Lane)
        paintLane(painter, look);
    else
        paintLines(painter, look);
}

void StepButton::paintLines(QPainter &painter, const Colors &look) const
{
    const Theme &paint = theme();
    const double icon = paint.scaled(20);
    const double pad = paint.scaled(12);
    drawing::paintIcon(painter, m_face.icon, QRectF(pad, (height() - icon) / 2.0, icon, icon),
                       paint.color(look.icon), paint);
    const double left = pad + icon + paint.scaled(8);
    const double right = width() - paint.scaled(8);
    const QRectF first(left, paint.scaled(9), right - left, paint.scaled(19));
    const QRectF second(left, first.bottom(), right - left, paint.scaled(18));
    const QString key = threadKey(m_key);
    double detailRight = right;
    if (!key.isEmpty() && m_face.kind == Kind::CanStep)
        detailRight = drawing::paintKeycap(painter, second, key, paint).left() - paint.scaled(6);

    const QFont titleFont = paint.font(FontRole::StepTitle);
    const QFont codeFont = paint.font(FontRole::StepCode);
    if (m_face.kind != Kind::CanStep) {
        QString headline = m_face.headline;
        if (drawing::textWidth(titleFont, headline) > first.width()) // "Spinning on i_lock"
            headline = headline.section(tr(" on "), 0, 0);
        drawing::paintText(painter, first,
                           drawing::fittingWords(headline, titleFont, first.width(), m_names),
                           titleFont, paint.color(look.title));
    } else {
        double x = first.left();
        const double word = drawing::textWidth(titleFont, tr("Step:")) + paint.scaled(5);
        const double withWord = m_size == Size::Normal ? word : 0;
        const auto fits = [&](const QString &text, double before) {
            return drawing::textWidth(codeFont, text) <= first.width() - before;
        };
        QString statement = m_face.statement;
        if (!fits(statement, withWord) && !m_face.shortStatement.isEmpty())
            statement = m_face.shortStatement;
        if (withWord > 0 && fits(statement, word))
            x += drawing::paintText(painter, first, tr("Step:"), titleFont,
                                    paint.color(look.title)) +
                 paint.scaled(5);
        const QRectF rest(x, first.top(), right - x, first.height());
        drawing::paintText(painter, rest,
                           drawing::fittingName(statement, codeFont, rest.width(), m_names),
                           codeFont, paint.color(look.title));
    }
    const QFont detailFont = paint.font(FontRole::StepDetail);
    QString detail = m_face.detail;
    // A narrow button says the verdict and leaves out the sentence behind it.
    if (drawing::textWidth(detailFont, detail) > detailRight - left)
        if (const auto colon = detail.indexOf(QLatin1Char(':')); colon > 0)
            detail.truncate(colon);
    drawing::paintText(painter, QRectF(left, second.top(), detailRight - left, second.height()),
                       drawing::fittingWords(detail, detailFont, detailRight - left, m_names),
                       detailFont, paint.color(look.detail));
}

void StepButton::paintLane(QPainter &painter, const Colors &look) const
{
    const Theme &paint = theme();
    const bool canStep = m_face.kind == Kind::CanStep;
    const QFont font = paint.font(canStep ? FontRole::StepTitle : FontRole::Body);
    const QString word = canStep ? tr("Step") : tr("Idle");
    const double icon = canStep ? paint.scaled(16) : 0;
    const double gap = canStep ? paint.scaled(6) : 0;
    const double textWidth = drawing::textWidth(font, word);
    const double line = paint.scaled(20);
    const QString key = threadKey(m_key);
    const bool hasKey = !key.isEmpty();
    const double top = hasKey ? paint.scaled(7) : (height() - line) / 2;
    double x = (width() - icon - gap - textWidth) / 2;
    if (canStep)
        drawing::paintIcon(painter, m_face.icon, QRectF(x, top + (line - icon) / 2, icon, icon),
                           paint.color(look.icon), paint);
    x += icon + gap;
    drawing::paintText(painter, QRectF(x, top, textWidth + 1, line), word, font,
                       paint.color(canStep ? Token::Text : look.title));
    if (!hasKey)
        return;
    const double keyWidth = drawing::keycapSize(key, paint).width();
    drawing::paintKeycap(painter,
                         QRectF((width() - keyWidth) / 2, top + line, keyWidth, paint.scaled(22)),
                         key, paint);
}

} // namespace racewalk::desktop
