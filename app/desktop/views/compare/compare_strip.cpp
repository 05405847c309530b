// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>

#include "desktop/views/compare/compare_strip.h"

#include "desktop/models/compare/compare_words.h"
#include "drawing/key_hints.h"
#include "drawing/names.h"
#include "drawing/text.h"

#include <optional>

namespace racewalk::desktop {

CompareStrip::CompareStrip(Comparing &comparing, const Appearance &appearance, QWidget *parent)
    : Themed(appearance, parent), m_comparing(comparing),
      m_difference(new PillButton(stripHeight, appearance, this))
{
    setObjectName(QStringLiteral("compareStrip"));
    m_difference->setObjectName(QStringLiteral("firstDifference"));
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
    m_difference->setPill(pill, pill.text);
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
                                           drawing::fittingWords(text, font, right - left), font,
                                           look.color(Token::Text2));
    std::vector<drawing::KeyHint> hints{
        {{QString(QChar(0x2190)), QString(QChar(0x2192))}, tr("back, forward")},
        {{QStringLiteral("C")}, tr("close compare")}};
    if (m_difference->isEnabled())
        hints.insert(hints.begin() + 1, {{QStringLiteral("D")}, tr("go to first difference")});
    drawing::paintKeyHints(painter, rect(), left + used + look.scaled(24), right, hints, look);
}

} // namespace racewalk::desktop
