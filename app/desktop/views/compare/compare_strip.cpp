// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QPainter>

#include "desktop/views/compare/compare_strip.h"

#include "desktop/models/compare_words.h"
#include "drawing/text.h"

#include <algorithm>
#include <vector>

namespace racewalk::desktop {

/// A pill that goes to the first difference.
class CompareStrip::DifferenceButton final : public Themed<QAbstractButton> {
public:
    DifferenceButton(const Appearance &appearance, QWidget *parent) : Themed(appearance, parent)
    {
        setObjectName(QStringLiteral("firstDifference"));
        setFocusPolicy(Qt::TabFocus);
    }

    void setPill(const drawing::Pill &pill)
    {
        m_pill = pill;
        setText(pill.text);
        setAccessibleName(pill.text);
        update();
    }

    QSize sizeHint() const override
    {
        return {qCeil(drawing::pillSize(m_pill, theme()).width()), scaled(stripHeight) - 2};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        drawing::paintPill(painter, QRectF(rect()), m_pill, theme());
    }

private:
    drawing::Pill m_pill;
};

CompareStrip::CompareStrip(Comparing &comparing, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_comparing(comparing),
      m_difference(new DifferenceButton(appearance, this))
{
    setObjectName(QStringLiteral("compareStrip"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_difference, &QAbstractButton::clicked, &comparing, &Comparing::goToFirstDifference);
    connect(&comparing, &Comparing::resultChanged, this, &CompareStrip::refresh);
    refresh();
}

CompareStrip::~CompareStrip() = default;

QWidget *CompareStrip::differenceButton() const
{
    return m_difference;
}

void CompareStrip::refresh()
{
    const auto compared = m_comparing.result();
    const bool isKnown = compared && !m_comparing.isWorking();
    const bool isDifferent = isKnown && compared->report.comparison.firstDifference;
    const QString text = !m_comparing.error().isEmpty() ? tr("Not compared")
                         : isKnown                      ? firstDifferenceText(*compared)
                                                        : tr("Comparing");
    drawing::Pill pill = drawing::plainPill(text);
    if (isDifferent)
        pill = {{}, text, Token::AccBg, std::nullopt, Token::AccText};
    m_difference->setPill(pill);
    m_difference->setEnabled(isDifferent);
    m_difference->setToolTip(isDifferent ? tr("Go to the first difference (D)") : QString());
    arrange();
    update();
}

void CompareStrip::arrange()
{
    const QSize size = m_difference->sizeHint();
    m_difference->setGeometry(width() - scaled(12) - size.width(),
                              (height() - size.height()) / 2 + 1, size.width(), size.height());
}

void CompareStrip::resizeEvent(QResizeEvent *)
{
    arrange();
}

void CompareStrip::applyTheme()
{
    refresh();
}

void CompareStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &look = theme();
    painter.fillRect(rect(), look.color(Token::Panel));
    painter.fillRect(QRect(0, 0, width(), 1), look.color(Token::Line));
    const QFont font = look.font(FontRole::Secondary);
    const double left = look.scaled(12);
    const double right = m_difference->x() - look.scaled(24);
    const QString text = tr("Both sides step together. Rows with the same event share a line.");
    const double used = drawing::paintText(painter, QRectF(left, 0, right - left, height()),
                                           drawing::elidedRight(text, font, right - left), font,
                                           look.color(Token::Text2));
    paintHints(painter, left + used + look.scaled(24), right);
}

/// As many as there is room for, in the middle of the window if possible.
void CompareStrip::paintHints(QPainter &painter, double left, double right) const
{
    const auto &look = theme();
    struct Hint {
        QStringList keys;
        QString text;
    };
    std::vector<Hint> hints{
        {{QString(QChar(0x2190)), QString(QChar(0x2192))}, tr("back, forward")},
        {{QStringLiteral("D")}, tr("go to first difference")},
        {{QStringLiteral("C")}, tr("close compare")},
    };
    const QFont font = look.font(FontRole::Secondary);
    const double gap = look.scaled(16), keyGap = look.scaled(4);
    const auto widthOf = [&](const Hint &hint) {
        double wide = drawing::textWidth(font, hint.text) + look.scaled(2);
        for (const QString &key : hint.keys)
            wide += drawing::keycapSize(key, look).width() + keyGap;
        return wide;
    };
    const auto total = [&] {
        double wide = -gap;
        for (const Hint &hint : hints)
            wide += widthOf(hint) + gap;
        return wide;
    };
    while (!hints.empty() && total() > right - left)
        hints.pop_back();
    if (hints.empty())
        return;
    double x = std::clamp(width() / 2.0 - total() / 2, left, right - total());
    for (const Hint &hint : hints) {
        const double begin = x;
        for (const QString &key : hint.keys) {
            const double wide = drawing::keycapSize(key, look).width();
            drawing::paintKeycap(painter, QRectF(x, 0, wide, height()), key, look);
            x += wide + keyGap;
        }
        drawing::paintText(painter, QRectF(x + look.scaled(2), 0, right, height()), hint.text, font,
                           look.color(Token::Text2));
        x = begin + widthOf(hint) + gap;
    }
}

} // namespace racewalk::desktop
